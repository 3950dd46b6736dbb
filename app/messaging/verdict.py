"""The last look at a message before it is handed over: go, wait until later, or keep it back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.messaging.models import INVITATION, Channel, Outgoing
from app.messaging.refusing import Hold
from app.messaging.standing import standing
from config import Keys


@dataclass(frozen=True)
class Go:
    """Every rule lets it go at this moment."""


@dataclass(frozen=True)
class Wait:
    """Not yet."""

    until: datetime


@dataclass(frozen=True)
class Keep:
    """Not unless a member of staff chooses it anew."""

    hold: Hold


def verdict(db: Session, keys: Keys, row: Outgoing, now: datetime) -> Go | Wait | Keep:
    """What is to be done with a message that is due."""
    return _of_text(db, keys, row, now) if row.channel is Channel.TEXT else _of_email(db, keys, row)


def _of_text(db: Session, keys: Keys, row: Outgoing, now: datetime) -> Go | Wait | Keep:
    assert row.case_id is not None
    stands = standing(db, keys, cases.get_bound(db, keys, row.case_id), now)
    if stands.hold is not None:
        return Keep(stands.hold)
    if stands.known is None or stands.known.id != row.reach_id:
        return Keep(Hold.CHANGED)
    if row.last_at is not None and now > row.last_at:
        return Keep(Hold.MISSED)
    if stands.may_go(now):
        return Go()
    later = stands.next_at(now)
    if later is None:
        return Keep(Hold.EXPIRED)
    return Keep(Hold.MISSED) if row.last_at is not None else Wait(later)


def _of_email(db: Session, keys: Keys, row: Outgoing) -> Go | Keep:
    person = accounts.believed_staff(db, keys, row.staff_id) if row.staff_id else None
    invitation = row.template == INVITATION
    wanted = accounts.StaffState.INVITED if invitation else accounts.StaffState.ACTIVE
    return Go() if person is not None and person.state is wanted else Keep(Hold.CLOSED)
