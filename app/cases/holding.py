"""Legal holds: two leads keep a case past its time, for a reason and until a day.

Promise: nothing of a held case is purged. One lead's word keeps it for seven days and never over the longest
time; a hold takes a second lead, ends by itself on its last day, and may be asked for again. Whoever must not
see the case neither asks nor agrees. All of it stands in the trail; no reason in words of anybody's does.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases.acting import By
from app.cases.drafts import NotYours, locked
from app.cases.listing import seen_by
from app.cases.meetings import london
from app.cases.models import Case, HoldWhy, LegalHold, Meeting
from app.cases.refusals import HoldThere, HoldTooLong, NotThisHold, SecondLead
from app.cases.remembering import kept_from
from app.db import writing
from safety import retention


@dataclass(frozen=True)
class Held:
    """What keeps a case: until which day, and whether a second lead has agreed or is still waited for."""

    until: date
    agreed: bool


def ask(db: Session, case_id: UUID, why: HoldWhy, until: date, by: By) -> UUID:
    """Ask for a hold whose last day is `until`; its id.

    Raises NotYours where this lead may not know of the case, HoldTooLong, HoldThere while one is asked for.
    """
    today = london(by.now).date()
    if not today < until <= retention.latest_hold(today):
        raise HoldTooLong
    with writing(db):
        locked(db, case_id)
        seen(db, case_id, by)
        if any(_waits(one, None, today) for one in _of(db, case_id)):
            raise HoldThere
        row = LegalHold(case_id=case_id, why=why, until=until, asked_by=by.staff.id, asked_at=by.now)
        db.add(row)
        db.flush()
        _note(db, by, "legal hold asked for", row)
        return row.id


def agree(db: Session, hold_id: UUID, by: By) -> None:
    """The second lead's word: from here on it holds. Raises NotThisHold, NotYours, SecondLead."""
    with writing(db):
        row = _open(db, hold_id, by)
        if row.asked_by == by.staff.id:
            raise SecondLead
        row.agreed_by, row.agreed_at = by.staff.id, by.now
        _note(db, by, "legal hold agreed", row)


def end(db: Session, hold_id: UUID, by: By) -> None:
    """Take back what was asked, say no to it, or end what holds. Raises NotThisHold, NotYours.

    What holds is ended by one of the two; by another lead only where neither of them leads here any more.
    """
    with writing(db):
        row = db.get(LegalHold, hold_id, populate_existing=True, with_for_update=True)
        if row is None or row.ended_at or row.until < london(by.now).date():
            raise NotThisHold
        seen(db, row.case_id, by)
        if row.agreed_at and by.staff.id not in _placers(db, row):
            raise NotYours
        did = "legal hold ended" if row.agreed_at else "legal hold not agreed"
        row.ended_at = by.now
        _note(db, by, did, row)


def seen(db: Session, case_id: UUID, by: By) -> Case:
    """A case of which this lead may know. Raises NotYours."""
    leads = by.staff.role is accounts.Role.LEAD
    query = select(Case).where(Case.id == case_id, Case.id.in_(seen_by(by.staff)))
    case = db.scalar(query) if leads else None
    if case is None or kept_from(db, by.keys, by.staff.id, [case_id], by.now):
        raise NotYours
    return case


def may_end(db: Session, row: LegalHold, staff: accounts.StaffView) -> bool:
    """Whether this lead is one of those who end it."""
    return not row.agreed_at or staff.id in _placers(db, row)


def of_case(db: Session, case_id: UUID, now: datetime) -> list[LegalHold]:
    """What keeps this case, or waits to, newest first."""
    return [row for row in _of(db, case_id) if _stands(row, london(now).date())]


def held(db: Session, now: datetime, case_ids: Collection[UUID] | None = None) -> dict[UUID, Held]:
    """The cases that nothing is purged of now (of these, or of all), and what keeps each the longest."""
    query = select(LegalHold, Meeting.starts_at).join(Case, Case.id == LegalHold.case_id)
    query = query.outerjoin(Meeting, Meeting.id == Case.meeting_id).where(LegalHold.ended_at.is_(None))
    if case_ids is not None:
        query = query.where(LegalHold.case_id.in_(case_ids))
    found: dict[UUID, Held] = {}
    for row, starts_at in db.execute(query):
        one = _held(row, london(starts_at).date() if starts_at else None, london(now).date())
        before = found.get(row.case_id)
        if one and (before is None or (one.agreed, one.until) > (before.agreed, before.until)):
            found[row.case_id] = one
    return found


def days_told(db: Session, case_id: UUID, meeting_on: date, *, after: bool) -> int:
    """After how many days our copy is gone, as she is told; what two leads agreed makes it longer.

    `after`: she was asked how it went.
    """
    until = max((one.until for one in _of(db, case_id) if one.agreed_at), default=meeting_on)
    usual = retention.FEEDBACK_LINK_DAYS if after else retention.VIEWS_DAYS
    return retention.days_told(usual, held=(until - meeting_on).days)


def listed_for(db: Session, by: By) -> list[tuple[LegalHold, Case]]:
    """What keeps cases of this lead's service, or waits to; what ends first, first."""
    today, query = london(by.now).date(), select(LegalHold, Case).join(Case, Case.id == LegalHold.case_id)
    query = query.where(LegalHold.ended_at.is_(None), Case.id.in_(seen_by(by.staff)))
    rows = db.execute(query.order_by(LegalHold.until, Case.reference)).all()
    kept = kept_from(db, by.keys, by.staff.id, [case.id for _row, case in rows], by.now)
    return [(row, case) for row, case in rows if _stands(row, today) and case.id not in kept]


def _of(db: Session, case_id: UUID) -> list[LegalHold]:
    """All that was asked and that nobody ended; some may be over by themselves."""
    theirs = (LegalHold.case_id == case_id, LegalHold.ended_at.is_(None))
    return list(db.scalars(select(LegalHold).where(*theirs).order_by(LegalHold.asked_at.desc())))


def _held(row: LegalHold, meeting_on: date | None, today: date) -> Held | None:
    if row.agreed_at:
        return Held(row.until, agreed=True) if row.until >= today else None
    return Held(_asked_end(row, meeting_on), agreed=False) if _waits(row, meeting_on, today) else None


def _stands(row: LegalHold, today: date) -> bool:
    """Whether it holds, or a second lead may still agree to it."""
    return row.until >= today if row.agreed_at else _waits(row, None, today)


def _waits(row: LegalHold, meeting_on: date | None, today: date) -> bool:
    return row.agreed_at is None and _asked_end(row, meeting_on) >= today


def _asked_end(row: LegalHold, meeting_on: date | None) -> date:
    return min(row.until, retention.asked_end(london(row.asked_at).date(), meeting_on))


def _open(db: Session, hold_id: UUID, by: By) -> LegalHold:
    """One that waits for a second lead, within its seven days."""
    row = db.get(LegalHold, hold_id, populate_existing=True, with_for_update=True)
    if row is None or row.ended_at or not _waits(row, None, london(by.now).date()):
        raise NotThisHold
    seen(db, row.case_id, by)
    return row


def _placers(db: Session, row: LegalHold) -> set[UUID]:
    """The two, as far as they lead the case's service; every lead of it where neither does."""
    leads = {one.id for one in accounts.leads(db, db.get_one(Case, row.case_id).service_id)}
    return leads & {row.asked_by, row.agreed_by} or leads


def _note(db: Session, by: By, did: str, row: LegalHold) -> None:
    said = f"{row.why}, until {row.until.isoformat()}"
    accounts.append(db, by.keys, by.staff.id, did, row.case_id, by.now, said)
