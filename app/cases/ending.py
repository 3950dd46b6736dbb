"""Which cases and links are over, and taking cases out. When is decided in `safety/retention.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.cases.holding import held
from app.cases.meetings import london
from app.cases.models import (
    Case,
    CaseConflict,
    CaseLink,
    ContactAgreement,
    CoverRecord,
    LegalHold,
    Meeting,
    Offer,
    State,
)
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
    """The cases whose keeping time is over, and drafts that nobody touched for as long; never a held one."""
    stay = held(db, now)
    past = [
        (case_id, london(starts_at).date(), invited_at is not None)
        for case_id, starts_at, invited_at in db.execute(
            select(Case.id, Meeting.starts_at, Case.invited_at)
            .join(Meeting, Case.meeting_id == Meeting.id)
            .where(Case.state != State.DRAFT, Meeting.starts_at < now)
        )
        if case_id not in stay and retention.views_end(london(starts_at).date()) < london(now).date()
    ]
    asked = [one for one, on, invited in past if not _over(on, now, invited)]
    ended = [one for one, on, invited in past if _over(on, now, invited)]
    cases = (*ended, *(one for one in _left(db, now) if one not in stay))
    return Due(cases, _links_of(db, cases), _links_of(db, asked), tuple(asked))


def by_service(db: Session, due: Due) -> dict[UUID, Due]:
    """The same, parted by whose cases they are."""
    ids = (*due.cases, *due.asked)
    whose = dict(db.execute(select(Case.id, Case.service_id).where(Case.id.in_(ids))).all())
    found = {}
    for service_id in sorted(set(whose.values())):
        ended = tuple(one for one in due.cases if whose[one] == service_id)
        asked = tuple(one for one in due.asked if whose[one] == service_id)
        found[service_id] = Due(ended, _links_of(db, ended), _links_of(db, asked), asked)
    return found


def services_of(db: Session, link_ids: Sequence[UUID]) -> list[UUID | None]:
    """Whose case each of these links is; None for what is no case's."""
    query = select(CaseLink.link_id, Case.service_id).join(Case, CaseLink.case_id == Case.id)
    whose = {row[0]: row[1] for row in db.execute(query.where(CaseLink.link_id.in_(link_ids)))}
    return [whose.get(link_id) for link_id in link_ids]


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


def goes(meeting: Meeting | None) -> date | None:
    """The last day of what was sent before this meeting, but for a legal hold."""
    return retention.views_end(london(meeting.starts_at).date()) if meeting else None


def links_held(db: Session, now: datetime) -> tuple[UUID, ...]:
    """Every link of the cases that a legal hold keeps."""
    return _links_of(db, list(held(db, now)))


def links_past_their_use(db: Session, now: datetime) -> list[UUID]:
    """The open links whose time is over unless something came over them."""
    query = select(Case.link_id, Meeting.starts_at).join(Meeting, Case.meeting_id == Meeting.id)
    query = query.where(Case.state == State.OPEN, Case.invited_at.is_(None), Case.link_id.is_not(None))
    rows = db.execute(query.where(Meeting.starts_at < now))  # none ends before its meeting
    meets = {row.link_id: row.starts_at for row in rows}
    shown = entry.shown_since(db, list(meets), now)
    today = london(now).date()

    def ends(link_id: UUID) -> date:
        return retention.unused_link_end(london(shown[link_id]).date(), london(meets[link_id]).date())

    return [link_id for link_id in shown if ends(link_id) < today]


def purge(db: Session, case_ids: Sequence[UUID]) -> int:
    """Take cases out, with what was agreed; how many went. What arrived over their links goes before."""
    with writing(db):
        for table in (ContactAgreement, CaseConflict, CaseLink, CoverRecord, Offer, LegalHold):
            db.execute(delete(table).where(table.case_id.in_(case_ids)))
        count = db.scalar(select(func.count()).where(Case.id.in_(case_ids))) or 0
        db.execute(delete(Case).where(Case.id.in_(case_ids)))
    return count
