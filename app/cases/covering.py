"""Who may act in a case: her IDVA, and a colleague once it is written down why and until when."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases.binding import require_bound
from app.cases.drafts import NoSuchCase, NotYours, conflicts_of
from app.cases.meetings import london
from app.cases.models import Case, CaseConflict, CoverRecord, Why
from app.db import writing
from config import Keys
from safety.errors import SafetyRefusal

__all__ = ["Why"]

COVER_DAYS = 28


class CoverNotRecorded(SafetyRefusal):
    """A colleague tried to open a case for which nobody wrote down why and until when."""

    code = "cover_not_recorded"


class CoverTooLong(SafetyRefusal):
    """Cover ends on a day from today to 28 days ahead; longer cover is recorded again."""

    code = "cover_too_long"


class CoverLeft(SafetyRefusal):
    """Whoever covers was suspended: nothing that is written down lets them read."""

    code = "cover_left"


def require_reader(db: Session, case: Case, staff: accounts.StaffView, now: datetime) -> None:
    """Her IDVA, or the cover colleague once cover is recorded. Raises NotYours, CoverNotRecorded."""
    if staff.id in conflicts_of(db, case.id) or staff.id not in (case.idva_id, case.cover_id):
        raise NotYours
    if staff.id != case.idva_id and cover_of(db, case.id, staff.id, now) is None:
        raise CoverNotRecorded


def may_open(db: Session, case: Case, staff: accounts.StaffView, now: datetime) -> bool:
    """Whether this person could open it now."""
    try:
        require_reader(db, case, staff, now)
    except (NotYours, CoverNotRecorded):
        return False
    return True


def acted_in(staff: accounts.StaffView, now: datetime) -> Select[UUID]:
    """The cases that this person may act in now, as their own or under recorded cover."""
    stands = (CoverRecord.staff_id == staff.id, CoverRecord.starts_at <= now, CoverRecord.until > now)
    covers = and_(Case.cover_id == staff.id, Case.id.in_(select(CoverRecord.case_id).where(*stands)))
    barred = select(CaseConflict.case_id).where(CaseConflict.staff_id == staff.id)
    return select(Case.id).where(or_(Case.idva_id == staff.id, covers), Case.id.not_in(barred))


def record_cover(
    db: Session,
    keys: Keys,
    case_id: UUID,
    why: Why,
    until: datetime,
    by: accounts.StaffView,
    now: datetime,
    starts: datetime | None = None,
) -> None:
    """Write down why the cover colleague reads, from when and until when, before they can.

    Raises NotYours, CoverLeft, CoverTooLong.
    """
    starts = max(starts or now, now)
    if until < starts or not 0 <= (london(until).date() - london(now).date()).days <= COVER_DAYS:
        raise CoverTooLong
    with writing(db):
        case = _bound(db, keys, case_id)
        barred = conflicts_of(db, case_id)
        leads = by.role is accounts.Role.LEAD and by.service_id == case.service_id
        if case.cover_id is None or {case.cover_id, by.id} & barred:
            raise NotYours
        if by.id not in (case.idva_id, case.cover_id) and not leads:
            raise NotYours
        if accounts.at_work(db, keys, by.id) is None:
            raise NotYours
        require_cover_here(db, keys, case)
        row = CoverRecord(case_id=case_id, staff_id=case.cover_id, why=why, by_id=by.id, at=now)
        row.starts_at, row.until = starts, until
        db.add(row)
        said = f"{why} {starts:%Y-%m-%d} until {until:%Y-%m-%d}"
        accounts.audit.append(db, keys, by.id, "cover recorded", case_id, now, said)


def require_cover_here(db: Session, keys: Keys, case: Case) -> None:
    """Raises CoverLeft where whoever covers was suspended."""
    if cover_left(db, keys, case):
        raise CoverLeft


def cover_left(db: Session, keys: Keys, case: Case) -> bool:
    """Whether whoever covers was suspended."""
    return case.cover_id is not None and accounts.was_suspended(db, keys, case.cover_id)


def end_cover(db: Session, keys: Keys, case_id: UUID, by: accounts.StaffView, now: datetime) -> None:
    """The IDVA is back: cover that was recorded ends now. Raises NotYours."""
    with writing(db):
        case = _bound(db, keys, case_id)
        if case.idva_id != by.id or by.id in conflicts_of(db, case_id):
            raise NotYours
        stands = (CoverRecord.case_id == case_id, CoverRecord.until > now)
        db.execute(update(CoverRecord).where(*stands).values(until=now))
        accounts.audit.append(db, keys, by.id, "cover ended", case_id, now)


def cover_of(db: Session, case_id: UUID, staff_id: UUID, now: datetime) -> CoverRecord | None:
    """The record that lets this colleague read now."""
    theirs = (CoverRecord.case_id == case_id, CoverRecord.staff_id == staff_id)
    stands = (*theirs, CoverRecord.starts_at <= now, CoverRecord.until > now)
    return db.scalar(select(CoverRecord).where(*stands).order_by(CoverRecord.until.desc()).limit(1))


def cover_ahead(db: Session, case: Case, now: datetime) -> CoverRecord | None:
    """What is recorded for whoever covers now, from now or from a later day."""
    theirs = (CoverRecord.case_id == case.id, CoverRecord.staff_id == case.cover_id)
    rows = select(CoverRecord).where(*theirs, CoverRecord.until > now)
    return db.scalar(rows.order_by(CoverRecord.starts_at).limit(1))


def forget_cover(db: Session, case_ids: Sequence[UUID], staff_id: UUID | None = None) -> None:
    """What was recorded of cover for these cases falls, or of one person's. The trail stays."""
    theirs = [CoverRecord.staff_id == staff_id] if staff_id else []
    with writing(db):
        db.execute(delete(CoverRecord).where(CoverRecord.case_id.in_(case_ids), *theirs))


def _bound(db: Session, keys: Keys, case_id: UUID) -> Case:
    case = db.get(Case, case_id)
    if case is None:
        raise NoSuchCase
    require_bound(keys, case)
    return case
