"""Leads who end each other's access at the same moment, over connections of their own: one of them stays."""

import threading
from collections.abc import Callable, Sequence
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


def at_once(engine: Engine, first: Deed, *others: Deed) -> list[BaseException]:
    """The others have read the leads, as requests do, and wait, before the first ends; who was refused."""
    looked: list[Sequence[Staff]] = []  # held on to: what a session has read it does not read again
    refused: list[BaseException] = []

    def work(deed: Deed) -> None:
        with Session(engine, expire_on_commit=False) as own:
            looked.append(own.scalars(select(Staff).where(Staff.role == Role.LEAD)).all())
            try:
                deed(own)
            except NotALead as refusal:
                refused.append(refusal)

    threads = [threading.Thread(target=work, args=(deed,)) for deed in others]
    with Session(engine, expire_on_commit=False) as own, writing(own):
        first(own)
        for thread in threads:
            thread.start()
        until(lambda: len(looked) == len(others) and _wait(engine, len(others)))
    for thread in threads:
        thread.join()
    return refused


def _wait(engine: Engine, others: int) -> bool:
    """On SQLite whoever has looked waits, since one writes at a time."""
    if engine.dialect.name == "sqlite":
        return True
    with engine.connect() as looking:
        return bool(looking.scalar(WAITING) == others)


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
        lambda own: ends[1](own, keys, one, two, now),
    )
    db.rollback()
    db.expire_all()
    assert [lead.id for lead in accounts.leads(db, people.service_id)] == [one]
    assert len(refused) == 1


def test_of_three_in_a_ring_one_stays(
    engine: Engine, people: DemoPeople, db: Session, keys: Keys, now: datetime
) -> None:
    """Each ends the next one's access: nobody waits for somebody who waits for them."""
    one, two, three = (person.id for person in people.of(Role.LEAD))
    refused = at_once(
        engine,
        lambda own: staffing.suspend(own, keys, two, one, now),
        lambda own: staffing.suspend(own, keys, three, two, now),
        lambda own: staffing.suspend(own, keys, one, three, now),
    )
    db.rollback()
    db.expire_all()
    assert [lead.id for lead in accounts.leads(db, people.service_id)] == [three]
    assert len(refused) == 1
