"""What one lead asked of another: who, why, for what, for whom; and how it ends without an answer.

Promise: a request opens only as what was asked, by its own two people, for 24 hours; answered, taken back or
lapsed, nothing of it but that it was is kept.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.desk.models import Asked, Recovery, WhyRecover
from config import Keys
from safety import retention
from safety.errors import NotOpened, SafetyRefusal

LASTS = timedelta(hours=24)
SHOWN = timedelta(days=14)
MOST = 50
NOBODY = UUID(int=0)


class NotTheSecond(SafetyRefusal):
    """The second lead is somebody else: active here, with a certified key and halves that fit the first's."""

    code = "not_the_second"


class RecoveryStands(SafetyRefusal):
    """A request of this lead waits already."""

    code = "recovery_stands"


class RecoveryOver(SafetyRefusal):
    """It was answered or withdrawn, it lapsed, or it was not asked as it stands here."""

    code = "recovery_over"


class ReaderChanged(SafetyRefusal):
    """The reader lost the key that was named, as by a reset: another one stands in its place."""

    code = "reader_changed"


@dataclass(frozen=True)
class Wanted:
    """For which cases, by their references, for whom, why, and which second lead is asked.

    Without a reader: what came over community links, for whoever is on duty.
    """

    references: tuple[str, ...]
    reader_id: UUID | None
    why: WhyRecover
    to_id: UUID


@dataclass(frozen=True)
class Said:
    """What was asked, as only this request says it: ids of cases, or of what came."""

    ids: tuple[UUID, ...]
    reader_key: bytes
    halves: dict[str, str]


@dataclass(frozen=True)
class Given:
    """How many things of how many cases, or arrivals, were given; how many of those were left out; how many
    things these recovery keys did not open, which the reader does not open either.
    """

    things: int
    whole: int
    left_out: int
    shut: int = 0


def shown_to(db: Session, staff: accounts.StaffView, now: datetime) -> list[Recovery]:
    """What this lead asked or is asked; answers for a fortnight; newest first."""
    mine = or_(Recovery.from_id == staff.id, Recovery.to_id == staff.id)
    rows = select(Recovery).where(mine, Recovery.asked_at > now - SHOWN)
    return list(db.scalars(rows.order_by(Recovery.asked_at.desc())))


def waiting_for(db: Session, staff_id: UUID, now: datetime) -> int:
    """How many requests wait for this lead's answer."""
    theirs = select(func.count()).select_from(Recovery).where(Recovery.to_id == staff_id, waits(now))
    return db.scalar(theirs) or 0


def said_by(keys: Keys, row: Recovery) -> Said | None:
    """What a request says; None once it was answered, or where it is not as it was asked."""
    try:
        told = json.loads(keys.data.open(row.sealed or b"", context(row)))
    except NotOpened:
        return None
    ids = tuple(UUID(one) for one in told["cases"])
    return Said(ids, bytes.fromhex(told["reader"]), told["halves"])


def refuse(db: Session, keys: Keys, asked_id: UUID, by: accounts.StaffView, now: datetime) -> None:
    """The second lead says no. Raises RecoveryOver, NotYours."""
    _end(db, keys, asked_id, by, Asked.REFUSED, now)


def withdraw(db: Session, keys: Keys, asked_id: UUID, by: accounts.StaffView, now: datetime) -> None:
    """The first lead takes it back. Raises RecoveryOver, NotYours."""
    _end(db, keys, asked_id, by, Asked.WITHDRAWN, now)


def lapse(db: Session, keys: Keys, now: datetime) -> int:
    """What waited for a day is over, and its halves are gone; answers go in their time. How many lapsed."""
    with writing(db):
        over = select(Recovery).where(Recovery.step == Asked.WAITING, Recovery.asked_at <= now - LASTS)
        rows = db.scalars(over.with_for_update()).all()
        for row in rows:
            answer(row, Asked.LAPSED, now)
            accounts.append(db, keys, None, "recovery lapsed", row.from_id, now)
        old = now - timedelta(days=retention.VIEWS_DAYS)
        db.execute(delete(Recovery).where(Recovery.answered_at < old))
    return len(rows)


def waits(now: datetime) -> ColumnElement[bool]:
    """Whether a request waits now."""
    return and_(Recovery.step == Asked.WAITING, Recovery.asked_at > now - LASTS)


def held(db: Session, asked_id: UUID, now: datetime) -> Recovery:
    """A request that waits, held for this transaction. Raises RecoveryOver."""
    row = db.get(Recovery, asked_id, populate_existing=True, with_for_update=True)
    if row is None or not row.stands_at(now, LASTS):
        raise RecoveryOver
    return row


def answer(row: Recovery, step: Asked, now: datetime) -> None:
    """Answered, nothing of it opens any more."""
    row.step, row.answered_at, row.sealed = step, now, None


def context(row: Recovery) -> bytes:
    """What binds a request to its people and its moment: no other row can carry it, and none lasts longer."""
    ids = (row.id, row.service_id, row.from_id, row.to_id, row.reader_id or NOBODY)
    return (
        b"recovery:"
        + b"".join(one.bytes for one in ids)
        + f"{row.asked_at.timestamp():.6f} {row.why}".encode()
    )


def _end(db: Session, keys: Keys, asked_id: UUID, by: accounts.StaffView, step: Asked, now: datetime) -> None:
    with writing(db):
        row = held(db, asked_id, now)
        if by.id != (row.to_id if step is Asked.REFUSED else row.from_id):
            raise cases.NotYours
        answer(row, step, now)
        accounts.append(db, keys, by.id, f"recovery {step}", row.reader_id or row.service_id, now)
