"""Single days on which somebody else of the rota reads: leave, illness, a day swapped.

Promise: only who is on the rota already stands in, so no key changes and no page of a link. Who asked for it
is in the trail; days that are over go with the next change.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.inbox.models import DutyInstead
from app.inbox.rota import NotOnRota, require_on_rota, rota_of, works
from config import Keys
from safety.errors import SafetyRefusal

AHEAD = timedelta(days=366)


class NotThatDay(SafetyRefusal):
    """A day that is over, more than a year ahead, or no working day."""

    code = "not_that_day"


@dataclass(frozen=True)
class Instead:
    """Who reads on one day, and whose day it would be."""

    day: date
    who: UUID
    usual: UUID


def coming(db: Session, service_id: UUID, now: datetime) -> list[Instead]:
    """Today's and later ones, the next first; none where there is no rota."""
    rota = rota_of(db, service_id)
    mine = (DutyInstead.service_id == service_id, DutyInstead.day >= _today(now))
    rows = db.scalars(select(DutyInstead).where(*mine).order_by(DutyInstead.day)).all() if rota else []
    return [Instead(row.day, row.staff_id, rota.on(row.day)) for row in rows if rota]


def stand_in(db: Session, keys: Keys, day: date, who: UUID, by: accounts.StaffView, now: datetime) -> None:
    """That person of the rota reads on that day; whoever stood in before does not.

    Raises NotOnRota where either of them is not on the rota (a lead may ask for others), NotThatDay.
    """
    service_id = _asking(db, by)
    rota = rota_of(db, service_id)
    if rota is None or who not in rota.days:
        raise NotOnRota
    if not _today(now) <= day <= _today(now) + AHEAD or not works(day):
        raise NotThatDay
    with writing(db):
        _forget(db, service_id, DutyInstead.day < _today(now))
        if who == rota.on(day):
            _forget(db, service_id, DutyInstead.day == day)
        else:
            db.merge(DutyInstead(service_id=service_id, day=day, staff_id=who))
        accounts.append(db, keys, by.id, "duty day changed", service_id, now)


def as_usual(db: Session, keys: Keys, day: date, by: accounts.StaffView, now: datetime) -> None:
    """The rota holds on that day again. Raises NotOnRota."""
    service_id = _asking(db, by)
    with writing(db):
        _forget(db, service_id, DutyInstead.day == day)
        accounts.append(db, keys, by.id, "duty day changed", service_id, now)


def _asking(db: Session, by: accounts.StaffView) -> UUID:
    if by.role is not accounts.Role.LEAD or by.service_id is None:
        require_on_rota(db, by)
    assert by.service_id is not None
    return by.service_id


def _forget(db: Session, service_id: UUID, which: ColumnElement[bool]) -> None:
    db.execute(delete(DutyInstead).where(DutyInstead.service_id == service_id, which))


def _today(now: datetime) -> date:
    return cases.london(now).date()
