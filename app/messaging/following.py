"""What becomes of a text after it was taken: how far it is, and that nothing of it stays at the provider.

Promise: a status only moves forward; a repeat, or a name that is not ours, changes nothing. After the last
status a text is emptied and deleted at the provider, and tried again until it is gone there.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db import writing
from app.messaging.backing import delay
from app.messaging.models import Copy, Outgoing, State, Stopped

RANK = {
    "scheduled": 0,
    "accepted": 1,
    "queued": 2,
    "sending": 3,
    "sent": 4,
    "delivered": 5,
    "undelivered": 5,
    "failed": 5,
    "canceled": 5,
    "read": 6,
}
UNKNOWN = "unknown"
FINAL = frozenset({"delivered", "read", "undelivered", "failed", "canceled"})
FAILED = frozenset({"undelivered", "failed", "canceled"})
ASK_AFTER = timedelta(minutes=15)
GIVEN_UP = timedelta(days=3)  # some networks never say more than "sent"
OPTED_OUT = 21610


def note_status(db: Session, sid: str, status: str, error: int | None, now: datetime) -> bool:
    """Write down how far a text is; whether anything changed."""
    if status not in RANK:
        return False
    with writing(db):
        row = _held(db, sid)
        if row is None or row.status in FAILED or RANK[status] <= RANK.get(row.status, -1):
            return False
        row.status, row.status_at, row.error = status, now, error
        if status in FAILED:
            row.state, row.reason = State.FAILED, "undelivered"
        if status in FINAL:
            _to_clean(db, sid, now)
        _heed(db, row.case_id, error, now)
    return True


def due(db: Session, now: datetime) -> str | None:
    """A text that nobody told us of for a while; it is not asked about again for as long.

    One that stays without a last status is let go of, and cleaned.
    """
    asked = select(Outgoing).where(
        Outgoing.state == State.SENT,
        Outgoing.sid.is_not(None),
        Outgoing.status.not_in({*FINAL, UNKNOWN}),
        Outgoing.due_at <= now - ASK_AFTER,
    )
    first = asked.order_by(Outgoing.due_at).limit(1)
    if db.scalar(first) is None:
        return None
    with writing(db):
        row = db.scalar(first.with_for_update(skip_locked=True).execution_options(populate_existing=True))
        if row is None or row.sid is None:
            return None
        row.due_at = now
        if row.handed_at is not None and now - row.handed_at > GIVEN_UP:
            row.status, row.status_at = UNKNOWN, now
            _to_clean(db, row.sid, now)
        return row.sid


def keep_track(db: Session, sid: str, now: datetime) -> bool:
    """Something of the provider's that is to be deleted there; False where this name was seen before."""
    try:
        with writing(db):
            if db.get(Copy, sid) is not None:
                return False
            _to_clean(db, sid, now)
    except IntegrityError:  # the same was told twice at once
        return False
    return True


def to_clean(db: Session, now: datetime) -> str | None:
    """A text that still stands at the provider; the next try waits longer."""
    first = select(Copy).where(Copy.due_at <= now).order_by(Copy.due_at).limit(1)
    if db.scalar(first) is None:
        return None
    with writing(db):
        row = db.scalar(first.with_for_update(skip_locked=True).execution_options(populate_existing=True))
        if row is None:
            return None
        row.tries += 1
        row.due_at = now + delay(row.tries + 1)
        return row.sid


def gone(db: Session, sid: str, now: datetime) -> None:
    """Nothing of it stands at the provider any more."""
    with writing(db):
        row = db.get(Copy, sid)
        if row is not None:
            row.due_at, row.gone_at = None, now


def heed(db: Session, key: UUID, error: int | None, now: datetime) -> None:
    """A refusal because somebody had said stop to the provider holds the case as if it were said to us."""
    with writing(db):
        row = db.get(Outgoing, key)
        _heed(db, row.case_id if row else None, error, now)


def _heed(db: Session, case_id: UUID | None, error: int | None, now: datetime) -> None:
    if error == OPTED_OUT and case_id is not None:
        db.add(Stopped(case_id=case_id, at=now))


def _to_clean(db: Session, sid: str, now: datetime) -> None:
    if db.get(Copy, sid) is None:
        db.add(Copy(sid=sid, due_at=now))


def _held(db: Session, sid: str) -> Outgoing | None:
    found = select(Outgoing).where(Outgoing.sid == sid)
    return db.scalar(found.with_for_update().execution_options(populate_existing=True))
