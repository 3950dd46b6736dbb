"""Taking back what went to the wrong place: who sent it there while nobody touched it, who works there after.

Promise: what somebody opened in its new place stays there, unless whoever may read that case says that it is
not hers. What comes back is deleted there, waits here as if nobody had decided about it, and both trails say
so.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.desk import service as desk
from app.inbox.models import Arrival, ArrivalPassed
from app.inbox.opening import one_of
from app.inbox.passing import ASKED, MATCHED
from app.inbox.standing import take_turn
from app.translating import service as translating
from app.voice import service as voice
from config import Keys
from safety.errors import SafetyRefusal

RETURNED = "arrival taken back"
UNMATCHED = "match taken back"
NOT_HERS = "match given back: not hers"


class TouchedThere(SafetyRefusal):
    """It went nowhere, or somebody opened or changed it where it went."""

    code = "touched_there"


class NothingBehind(SafetyRefusal):
    """It did not come to this case from the inbox, or what it came as was deleted in its time."""

    code = "nothing_behind"


class ConfirmedHere(SafetyRefusal):
    """It was written down that she said live that it is hers."""

    code = "confirmed_here"


def returnable(db: Session, sitting_ids: Iterable[UUID]) -> set[UUID]:
    """Which of these went on, and were touched by nobody since."""
    rows = db.scalars(select(ArrivalPassed).where(ArrivalPassed.sitting_id.in_(list(sitting_ids)))).all()
    return {row.sitting_id for row in rows if not _touched(db, row)}


def take_back(db: Session, keys: Keys, sitting_id: UUID, by: accounts.StaffView, now: datetime) -> None:
    """What went on last waits here again. Raises NoSuchArrival, NotOnRota, TouchedThere: nothing changed.

    The trail is locked by the first entry: whoever opens it at the same moment came before, and then it
    stays, or comes after, and finds nothing.
    """
    assert by.service_id is not None
    with writing(db):
        take_turn(db, by.service_id)
        one_of(db, sitting_id, by)
        accounts.append(db, keys, by.id, RETURNED, sitting_id, now, _where(db, sitting_id))
        went = select(ArrivalPassed).where(ArrivalPassed.sitting_id == sitting_id)
        row = db.scalar(went.order_by(ArrivalPassed.entry.desc()).limit(1))
        if row is None or _touched(db, row):
            raise TouchedThere
        if row.subject_id != row.placed_id:
            accounts.append(db, keys, by.id, UNMATCHED, row.subject_id, now)
        _undo(db, row)


def not_hers(
    db: Session, keys: Keys, case_id: UUID, send_id: UUID, by: accounts.StaffView, now: datetime
) -> None:
    """What was matched to a case waits in the inbox again: whoever may read the case says it is not hers.

    What was noted of it at the case goes; what somebody wrote or ticked there by its light does not.
    Raises NotYours, CoverNotRecorded, CaseNotBelieved, NothingBehind, ConfirmedHere: nothing changed.
    """
    with writing(db):
        desk.require_reader(db, cases.get_bound(db, keys, case_id), by, now)
        accounts.append(db, keys, by.id, NOT_HERS, case_id, now)
        went = select(ArrivalPassed).where(ArrivalPassed.subject_id == case_id).with_for_update()
        rows = [row for row in db.scalars(went).all() if send_id in voice.sends_in(db, [row.placed_id])]
        if not rows or not voice.sends_in(db, [rows[0].sitting_id]):
            raise NothingBehind
        sends = voice.sends_in(db, [rows[0].placed_id])
        if desk.confirmations(db, case_id).keys() & set(sends):
            raise ConfirmedHere
        accounts.append(db, keys, by.id, RETURNED, rows[0].sitting_id, now, NOT_HERS)
        desk.forget_views(db, sends)
        translating.forget(db, sends)
        _undo(db, rows[0])


def given_back(db: Session, sitting_id: UUID) -> bool:
    """Whether the worker of a case said that it is not hers."""
    return any(line.detail == NOT_HERS for line in accounts.entries(db, sitting_id))


def _undo(db: Session, row: ArrivalPassed) -> None:
    voice.purge_sittings(db, [row.placed_id])
    db.execute(delete(Arrival).where(Arrival.sitting_id == row.sitting_id))
    db.delete(row)


def _where(db: Session, sitting_id: UUID) -> str:
    """To which service it went, as its trail says; empty for a case."""
    went = select(ArrivalPassed).where(ArrivalPassed.sitting_id == sitting_id)
    row = db.scalar(went.order_by(ArrivalPassed.entry.desc()).limit(1))
    lines = accounts.entries(db, sitting_id)
    return next((line.detail for line in lines if row and line.number == row.entry), "")


def _touched(db: Session, row: ArrivalPassed) -> bool:
    """Whether anything was done since with what it became part of; other things that came do not count."""
    since = [line.action for line in accounts.entries(db, row.subject_id) if line.number > row.entry]
    return any(action not in (ASKED, MATCHED, UNMATCHED, NOT_HERS) for action in since)
