"""Two leads who end each other's access at the same moment, over two connections: one of them stays."""

import threading
from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.accounts import staffing
from app.accounts.demo import DemoPeople
from app.accounts.errors import NotALead
from app.accounts.models import Role, Staff
from app.db import writing
from config import Keys
from tests.waiting import until

WAITING = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)
Deed = Callable[[Session], object]


def at_once(engine: Engine, first: Deed, second: Deed) -> list[BaseException]:
    """The second begins, and waits, before the first has ended; what the second was refused with."""
    began, refused = threading.Event(), []

    def work() -> None:
        with Session(engine, expire_on_commit=False) as own:
            began.set()
            try:
                second(own)
            except NotALead as refusal:
                refused.append(refusal)

    other = threading.Thread(target=work)
    with Session(engine, expire_on_commit=False) as own, writing(own):
        first(own)
        other.start()
        until(lambda: _waits(engine, began))
    other.join()
    return refused


def _waits(engine: Engine, began: threading.Event) -> bool:
    """On SQLite whoever began waits, since one writes at a time."""
    if engine.dialect.name == "sqlite":
        return began.is_set()
    with engine.connect() as looking:
        return bool(looking.scalar(WAITING))


@pytest.mark.parametrize("ways", ["suspend suspend", "suspend reset", "reset suspend", "reset reset"])
def test_of_two_leads_the_second_is_refused_and_the_service_keeps_one(
    engine: Engine, people: DemoPeople, db: Session, keys: Keys, now: datetime, ways: str
) -> None:
    one, two, three = (person.id for person in people.of(Role.LEAD))
    staffing.suspend(db, keys, three, one, now)
    db.commit()
    ends = [getattr(staffing, way) for way in ways.split()]
    refused = at_once(
        engine,
        lambda own: ends[0](own, keys, two, one, now),
        lambda own: _after_a_look(own, lambda own: ends[1](own, keys, one, two, now)),
    )
    db.rollback()
    db.expire_all()
    assert [lead.id for lead in accounts.leads(db, people.service_id)] == [one]
    assert len(refused) == 1


def test_of_three_in_a_ring_one_stays(
    engine: Engine, people: DemoPeople, db: Session, keys: Keys, now: datetime
) -> None:
    """Nobody waits for somebody who waits for them."""
    one, two, three = (person.id for person in people.of(Role.LEAD))
    assert not at_once(
        engine,
        lambda own: staffing.suspend(own, keys, two, one, now),
        lambda own: staffing.suspend(own, keys, one, three, now),
    )
    db.rollback()
    db.expire_all()
    assert [lead.id for lead in accounts.leads(db, people.service_id)] == [three]


def _after_a_look(own: Session, deed: Deed) -> None:
    """As in a request: the leads were read before, and are held on to."""
    seen = own.scalars(select(Staff).where(Staff.role == Role.LEAD)).all()
    deed(own)
    assert seen
