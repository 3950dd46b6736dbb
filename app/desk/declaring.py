"""Someone on the staff keeps themself from a case, wherever it is: here, on offer, or handed on.

Promise: from this moment no page shows them anything of it, and no key of theirs stays on what others can
open. What only they could give on is given on first, unread.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cases import service as cases
from app.desk import handover, late
from app.desk.models import HandOver, Step
from app.desk.service import Reader
from app.desk.things import given_to, keep_from
from config import Keys


def declare(db: Session, keys: Keys, reference: str, reader: Reader, now: datetime, *, lasting: bool) -> bool:
    """Keep them from every such case, and where it lasts from those that come; whether one is their own.

    Raises TooManyDeclared; then nothing was declared.
    """
    by = cases.By(reader.staff, keys, now)
    if lasting:
        cases.remember(db, reference, by)
    rows = [row for row in _rows(db, reader) if _is(db, row, reference)]
    handed = [row for row in rows if row.from_id == reader.staff.id and row.step is Step.ACCEPTED]
    late.give_on_all(db, keys, handed, reader, now)
    said = cases.declare_conflict(db, reference, by, {row.case_id for row in handed})
    _answer(db, keys, [row for row in rows if row.step is Step.OFFERED], reader, now)
    key_ids = frozenset(key_id for key_id, _private in reader.privates())
    cases.covering.forget_cover(db, said.case_ids, reader.staff.id)
    for case_id in said.case_ids:
        keep_from(db, keys, case_id, key_ids, given_to(db, case_id, reader.staff.id))
    return said.own


def _rows(db: Session, reader: Reader) -> list[HandOver]:
    theirs = (HandOver.to_id == reader.staff.id) | (HandOver.from_id == reader.staff.id)
    return list(db.scalars(select(HandOver).where(theirs, HandOver.step.in_((Step.OFFERED, Step.ACCEPTED)))))


def _is(db: Session, row: HandOver, reference: str) -> bool:
    return cases.folded(cases.get(db, row.case_id).reference) == cases.folded(reference)


def _answer(db: Session, keys: Keys, offers: list[HandOver], reader: Reader, now: datetime) -> None:
    """No to what is offered to them; what they offered of another's case is taken back."""
    for row in offers:
        if row.to_id == reader.staff.id:
            handover.decline(db, keys, row.id, reader.staff, now)
        elif cases.get(db, row.case_id).idva_id != reader.staff.id:
            handover.withdraw(db, keys, row.id, reader.staff, now)
