"""Taking back what went to the wrong place, for as long as nobody touched it there.

Promise: what somebody opened in its new place stays there. What is taken back is deleted there, waits here
as if nobody had decided about it, and both trails say so.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.db import writing
from app.inbox.models import Arrival, ArrivalPassed
from app.inbox.opening import one_of
from app.inbox.passing import MATCHED
from app.voice import service as voice
from config import Keys
from safety.errors import SafetyRefusal

RETURNED = "arrival taken back"
UNMATCHED = "match taken back"


class TouchedThere(SafetyRefusal):
    """It went nowhere, or somebody opened or changed it where it went."""

    code = "touched_there"


def returnable(db: Session, sitting_ids: Iterable[UUID]) -> set[UUID]:
    """Which of these went on, and were touched by nobody since."""
    rows = db.scalars(select(ArrivalPassed).where(ArrivalPassed.sitting_id.in_(list(sitting_ids)))).all()
    return {row.sitting_id for row in rows if not _touched(db, row)}


def take_back(db: Session, keys: Keys, sitting_id: UUID, by: accounts.StaffView, now: datetime) -> None:
    """What went on last waits here again. Raises NoSuchArrival, NotOnRota, TouchedThere: nothing changed.

    The trail is locked by the first entry: whoever opens it at the same moment came before, and then it
    stays, or comes after, and finds nothing.
    """
    with writing(db):
        one_of(db, sitting_id, by)
        db.get(Arrival, sitting_id, with_for_update=True)
        accounts.append(db, keys, by.id, RETURNED, sitting_id, now, _where(db, sitting_id))
        went = select(ArrivalPassed).where(ArrivalPassed.sitting_id == sitting_id)
        row = db.scalar(went.order_by(ArrivalPassed.entry.desc()).limit(1))
        if row is None or _touched(db, row):
            raise TouchedThere
        if row.subject_id != row.placed_id:
            accounts.append(db, keys, by.id, UNMATCHED, row.subject_id, now)
        voice.purge_sittings(db, [row.placed_id])
        db.delete(row)
        db.execute(delete(Arrival).where(Arrival.sitting_id == sitting_id))


def _where(db: Session, sitting_id: UUID) -> str:
    """To which service it went, as its trail says; empty for a case."""
    went = select(ArrivalPassed).where(ArrivalPassed.sitting_id == sitting_id)
    row = db.scalar(went.order_by(ArrivalPassed.entry.desc()).limit(1))
    lines = accounts.entries(db, sitting_id)
    return next((line.detail for line in lines if row and line.number == row.entry), "")


def _touched(db: Session, row: ArrivalPassed) -> bool:
    """Whether anything was done since with what it became part of; other things that came do not count."""
    since = [line.action for line in accounts.entries(db, row.subject_id) if line.number > row.entry]
    return any(action not in (MATCHED, UNMATCHED) for action in since)
