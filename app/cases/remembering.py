"""A conflict of interest that was declared by its reference, remembered for cases that come later.

Promise: what was declared is read by the person who declared it and by the rule alone: sealed, in one size,
no list for a lead, no reference in the trail. It bars that person from a case with this reference when it is
opened here or comes from another service. It lapses a year after it was said, and goes.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases.acting import By
from app.cases.drafts import conflicts_of
from app.cases.meetings import london
from app.cases.models import REFERENCE_MAX, Case, CaseConflict, ConflictDeclared
from app.db import writing
from config import Keys
from safety import retention
from safety.errors import NotOpened, SafetyRefusal

MOST = 50
SEALED_BYTES = 4 * REFERENCE_MAX


class TooManyDeclared(SafetyRefusal):
    """So many are remembered for this person already: one has to be forgotten first."""

    code = "too_many_declared"


class SelfDeclared(SafetyRefusal):
    """Whoever opens this case said that they must not see one with its reference."""

    code = "self_declared"


@dataclass(frozen=True)
class Remembered:
    """One declaration, as its own person sees it; `until` is its last day."""

    id: UUID
    reference: str
    until: date


def folded(reference: str) -> str:
    """What two ways of typing one reference have in common: its letters and figures, whatever parts them."""
    small = reference.casefold()
    return "".join(sign for sign in small if sign.isalnum()) or " ".join(small.split())


def remember(db: Session, reference: str, by: By) -> None:
    """Keep it for a year from today; said again, the year begins again. Raises TooManyDeclared."""
    until = retention.declared_end(london(by.now).date())
    with writing(db):
        own = declared_by(db, by.keys, [by.staff.id], by.now)
        same = next((one for one in own if folded(one.reference) == folded(reference)), None)
        if same is None and len(own) >= MOST:
            raise TooManyDeclared
        if same is not None:
            db.execute(delete(ConflictDeclared).where(ConflictDeclared.id == same.id))
        row = ConflictDeclared(id=uuid4(), staff_id=by.staff.id, until=until)
        text = " ".join(reference.split())[:REFERENCE_MAX].encode("utf-8", "replace")
        row.sealed = by.keys.data.seal(text.ljust(SEALED_BYTES, b"\0"), _context(row))
        db.add(row)
        accounts.audit.append(db, by.keys, by.staff.id, "conflict remembered", by.staff.id, by.now)


def forget(db: Session, declared_id: UUID, by: By) -> bool:
    """Take one's own declaration back, for cases that come. False for one that is another's, or gone."""
    own = (ConflictDeclared.id == declared_id, ConflictDeclared.staff_id == by.staff.id)
    with writing(db):
        there = bool(db.scalar(select(func.count()).where(*own)))
        if there:
            db.execute(delete(ConflictDeclared).where(*own))
            accounts.audit.append(db, by.keys, by.staff.id, "conflict forgotten", by.staff.id, by.now)
    return there


def declared_by(db: Session, keys: Keys, staff_ids: Iterable[UUID], now: datetime) -> list[Remembered]:
    """What these people declared and what has not lapsed, by reference."""
    return sorted((told for _, told in _all(db, keys, staff_ids, now)), key=lambda one: folded(one.reference))


def barred_references(db: Session, keys: Keys, staff_id: UUID, now: datetime) -> frozenset[str]:
    """The references, folded, of which this person said that they must not see such a case."""
    return frozenset(folded(one.reference) for one in declared_by(db, keys, [staff_id], now))


def kept_from(
    db: Session, keys: Keys, staff_id: UUID, case_ids: Collection[UUID], now: datetime
) -> frozenset[UUID]:
    """Those of these cases that this person must not see, whichever service has them now."""
    if not case_ids:
        return frozenset()
    rows = select(CaseConflict.case_id).where(CaseConflict.staff_id == staff_id)
    kept = frozenset(db.scalars(rows.where(CaseConflict.case_id.in_(case_ids))))
    barred = barred_references(db, keys, staff_id, now)
    others = select(Case.id, Case.reference).where(Case.id.in_(case_ids), Case.idva_id != staff_id)
    return kept | {case_id for case_id, reference in db.execute(others) if folded(reference) in barred}


def keep_out(db: Session, case: Case, by: By, giver: UUID | None = None) -> None:
    """Whoever in its service declared this reference is kept from the case from now on; so is its `giver`.

    Raises SelfDeclared where it is the person who opens or takes it.
    """
    people = {one.id for one in accounts.people(db, case.service_id)} | ({giver} if giver else set())
    wanted = folded(case.reference)
    found = {who for who, told in _all(db, by.keys, people, by.now) if folded(told.reference) == wanted}
    if by.staff.id in found:
        raise SelfDeclared
    db.add_all(CaseConflict(case_id=case.id, staff_id=who) for who in found - conflicts_of(db, case.id))
    db.flush()


def purge_declared(db: Session, now: datetime) -> int:
    """Declarations that have lapsed go; how many."""
    lapsed = ConflictDeclared.until < london(now).date()
    with writing(db):
        count = db.scalar(select(func.count()).where(lapsed)) or 0
        db.execute(delete(ConflictDeclared).where(lapsed))
    return count


def _all(db: Session, keys: Keys, staff_ids: Iterable[UUID], now: datetime) -> list[tuple[UUID, Remembered]]:
    standing = (ConflictDeclared.staff_id.in_(staff_ids), ConflictDeclared.until >= london(now).date())
    rows = db.scalars(select(ConflictDeclared).where(*standing))
    return [(row.staff_id, told) for row in rows if (told := _opened(keys, row))]


def _opened(keys: Keys, row: ConflictDeclared) -> Remembered | None:
    """None where the row is not as we wrote it: it bars nobody, and nobody reads it."""
    try:
        text = keys.data.open(row.sealed, _context(row)).rstrip(b"\0").decode()
    except NotOpened:
        return None
    return Remembered(row.id, text, row.until)


def _context(row: ConflictDeclared) -> bytes:
    return b"conflict declared:" + row.id.bytes + row.staff_id.bytes
