"""Which hand-overs a person is shown, and which of them are news on their caseload.

Promise: an offer is told until it is answered; an answer until its person looked at Hand-overs, wherever they
sign in, and for a day at most. Whose case it was hears to whom it went, as long as Hand-overs shows it. Of a
case that somebody must not see they are told nothing.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.desk.models import HandOver, Step
from config import Keys

SHOWN_DAYS = 14
TOLD_FOR = timedelta(hours=24)


def shown_to(db: Session, keys: Keys, staff: accounts.StaffView, now: datetime) -> list[HandOver]:
    """What this person has to answer, and what became of what they offered; newest first."""
    to_them = and_(HandOver.to_id == staff.id, HandOver.step != Step.ASKED)
    stands = HandOver.step.in_((Step.OFFERED, Step.ASKED))
    rows = select(HandOver).where(or_(to_them, HandOver.from_id == staff.id), or_(stands, _recent(now)))
    found = db.scalars(rows.order_by(HandOver.offered_at.desc())).all()
    kept = cases.kept_from(db, keys, staff.id, [row.case_id for row in found], now)
    return [row for row in found if row.case_id not in kept]


def to_answer(db: Session, keys: Keys, staff: accounts.StaffView, now: datetime) -> list[HandOver]:
    """What this person is told on their caseload: offers to them, and new answers to theirs."""
    return [row for row in shown_to(db, keys, staff, now) if _is_news(row, staff, now)]


def note_seen(db: Session, rows: list[HandOver], staff: accounts.StaffView, now: datetime) -> None:
    """They looked at these: answers to what they offered are news no more. Writes only where there is one."""
    news = [row.id for row in rows if row.answered_at and _is_news(row, staff, now)]
    if news:
        with writing(db):
            db.execute(update(HandOver).where(HandOver.id.in_(news)).values(seen_at=now))


def handed_on(db: Session, keys: Keys, case_id: UUID, staff_id: UUID, now: datetime) -> HandOver | None:
    """The last hand-over by which this case went from this person, as long as they are shown it.

    None where it is theirs, or never was, and for whoever must not see it.
    """
    if staff_id == cases.get(db, case_id).idva_id or cases.kept_from(db, keys, staff_id, [case_id], now):
        return None
    mine = (HandOver.case_id == case_id, HandOver.from_id == staff_id, HandOver.step == Step.ACCEPTED)
    rows = select(HandOver).where(*mine, _recent(now))
    return db.scalar(rows.order_by(HandOver.answered_at.desc()).limit(1))


def _recent(now: datetime) -> ColumnElement[bool]:
    return HandOver.answered_at > now - timedelta(days=SHOWN_DAYS)


def _is_news(row: HandOver, staff: accounts.StaffView, now: datetime) -> bool:
    if row.step in {Step.OFFERED, Step.ASKED}:
        return staff.id == (row.to_id if row.step is Step.OFFERED else row.from_id)
    if row.step is Step.WITHDRAWN or row.answered_at is None:
        return False
    return row.from_id == staff.id and row.seen_at is None and row.answered_at > now - TOLD_FOR
