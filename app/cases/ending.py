"""Which cases and links are over, and taking cases out. When is decided in `safety/retention.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.cases.meetings import london
from app.cases.models import Case, CaseConflict, CaseLink, ContactAgreement, Meeting, Offer, State
from app.db import writing
from app.entry import service as entry
from safety import retention

DRAFT_DAYS = 28


@dataclass(frozen=True)
class Due:
    """What must go now: the cases, and every link they ever had.

    `views_of`: links of cases that stay for what she says after the meeting, and `asked` those cases; her
    views go in their own time.
    """

    cases: tuple[UUID, ...]
    links: tuple[UUID, ...]
    views_of: tuple[UUID, ...] = ()
    asked: tuple[UUID, ...] = ()


def due_for_purge(db: Session, now: datetime) -> Due:
    """The cases whose keeping time is over, and drafts that nobody touched for as long."""
    past = [
        (case_id, london(starts_at).date(), invited_at is not None)
        for case_id, starts_at, invited_at in db.execute(
            select(Case.id, Meeting.starts_at, Case.invited_at)
            .join(Meeting, Case.meeting_id == Meeting.id)
            .where(Case.state != State.DRAFT, Meeting.starts_at < now)
        )
        if retention.views_end(london(starts_at).date()) < london(now).date()
    ]
    asked = [one for one, on, invited in past if not _over(on, now, invited)]
    ended = [one for one, on, invited in past if _over(on, now, invited)]
    cases = (*ended, *_left(db, now))
    return Due(cases, _links_of(db, cases), _links_of(db, asked), tuple(asked))


def _left(db: Session, now: datetime) -> list[UUID]:
    """Drafts that nobody touched for as long; one with a meeting stays as long after that."""
    before = now - timedelta(days=DRAFT_DAYS)
    last_day = before - timedelta(days=1)  # the 28th day is kept whole
    past = Meeting.starts_at.is_(None) | (Meeting.starts_at < last_day)
    query = select(Case.id).outerjoin(Meeting, Case.meeting_id == Meeting.id)
    return list(db.scalars(query.where(Case.state == State.DRAFT, Case.changed_at < before, past)))


def _over(meeting_on: date, now: datetime, invited: bool) -> bool:
    """Whether a case goes whole; one that stays for feedback keeps its link, and what was agreed, longer."""
    return not invited or retention.link_end(meeting_on, feedback_invited=True) < london(now).date()


def _links_of(db: Session, case_ids: Sequence[UUID]) -> tuple[UUID, ...]:
    return tuple(db.scalars(select(CaseLink.link_id).where(CaseLink.case_id.in_(case_ids))))


def links_past_their_use(db: Session, now: datetime) -> list[UUID]:
    """The open links whose time is over unless something came over them."""
    query = select(Case, Meeting).join(Meeting, Case.meeting_id == Meeting.id).where(Case.state == State.OPEN)
    query = query.where(Case.invited_at.is_(None))
    found = []
    for case, meeting in db.execute(query):
        link = entry.known(db, case.link_id) if case.link_id else None
        if link is None or not link.open_at(now):
            continue
        shown, meeting_on = link.first_shown_at or link.created_at, london(meeting.starts_at).date()
        if retention.unused_link_end(london(shown).date(), meeting_on) < london(now).date():
            found.append(link.id)
    return found


def purge(db: Session, case_ids: Sequence[UUID]) -> int:
    """Take cases out, with what was agreed; how many went. What arrived over their links goes before."""
    with writing(db):
        for table in (ContactAgreement, CaseConflict, CaseLink, Offer):
            db.execute(delete(table).where(table.case_id.in_(case_ids)))
        count = db.scalar(select(func.count()).where(Case.id.in_(case_ids))) or 0
        db.execute(delete(Case).where(Case.id.in_(case_ids)))
    return count
