"""Cases, for the other capabilities: what stands, whose it is, and when it must go."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from app.accounts.service import StaffView
from app.cases.areas import name as area_name
from app.cases.binding import require_bound
from app.cases.choices import INTERPRETER_HINT, LIVE, both_names, colleagues, meeting_line, when
from app.cases.choices import meetings as meeting_choices
from app.cases.conflicting import Declared, declare_conflict
from app.cases.contact import holds, may_contact, stands
from app.cases.drafts import (
    CaseChanged,
    Contact,
    NoSuchCase,
    NotYours,
    agreement_of,
    conflicts_of,
    locked,
    save_draft,
)
from app.cases.ending import due_for_purge, links_past_their_use, purge
from app.cases.inviting import invitable
from app.cases.meetings import LONDON, add_meeting, london, meeting_of, meetings_ahead, working_days_after
from app.cases.models import (
    INTERPRETER_MAX,
    Case,
    CaseConflict,
    CaseLink,
    ContactAgreement,
    How,
    Meeting,
    State,
)
from app.cases.moving import Taking, take_over
from app.cases.opening import (
    By,
    agree_contact,
    close_case,
    end_link,
    new_link,
    open_case,
    recipients,
    redraw,
    settle,
)
from app.cases.refreshing import refresh_facts
from app.entry import service as entry
from app.web.locale import locale_of
from config import Keys

__all__ = [
    "INTERPRETER_HINT",
    "INTERPRETER_MAX",
    "LIVE",
    "LONDON",
    "By",
    "Case",
    "CaseChanged",
    "Contact",
    "ContactAgreement",
    "Declared",
    "How",
    "LinkNow",
    "Listed",
    "Meeting",
    "NoSuchCase",
    "NotYours",
    "State",
    "Taking",
    "add_meeting",
    "agree_contact",
    "agreement_of",
    "all_conflicts",
    "area_name",
    "both_names",
    "close_case",
    "colleagues",
    "conflicts_of",
    "declare_conflict",
    "due_for_purge",
    "end_link",
    "get",
    "get_bound",
    "holds",
    "invitable",
    "language",
    "link_ids",
    "link_state",
    "links_past_their_use",
    "listed",
    "listed_of_service",
    "listed_one",
    "locked",
    "london",
    "may_contact",
    "meeting_choices",
    "meeting_line",
    "meeting_of",
    "meetings_ahead",
    "new_link",
    "open_case",
    "purge",
    "recipients",
    "redraw",
    "refresh_facts",
    "save_draft",
    "settle",
    "stands",
    "take_over",
    "when",
    "working_days_after",
]


@dataclass(frozen=True)
class Listed:
    """One row of a caseload, still without what arrived."""

    case: Case
    meeting: Meeting | None
    agreement: ContactAgreement | None
    links: tuple[UUID, ...]


@dataclass(frozen=True)
class LinkNow:
    """A case's link: whether it opens its form, whether the code was said, until when."""

    open: bool
    code_settled: bool
    until: datetime | None


def get(db: Session, case_id: UUID) -> Case:
    """One case. Raises NoSuchCase."""
    case = db.get(Case, case_id)
    if case is None:
        raise NoSuchCase
    return case


def get_bound(db: Session, keys: Keys, case_id: UUID) -> Case:
    """One case whose row says whose it is as we wrote it. Raises NoSuchCase, CaseNotBelieved."""
    case = get(db, case_id)
    require_bound(keys, case)
    return case


def all_conflicts(db: Session) -> list[tuple[UUID, UUID]]:
    """Every case and person who must not see it."""
    return [(row.case_id, row.staff_id) for row in db.scalars(select(CaseConflict))]


def link_ids(db: Session, case_id: UUID) -> frozenset[UUID]:
    """Every link that the case has or had."""
    return frozenset(db.scalars(select(CaseLink.link_id).where(CaseLink.case_id == case_id)))


def listed(db: Session, staff: StaffView) -> list[Listed]:
    """The cases that this person works on or covers, never one that they must not see."""
    barred = select(CaseConflict.case_id).where(CaseConflict.staff_id == staff.id)
    mine = or_(Case.idva_id == staff.id, (Case.cover_id == staff.id) & (Case.state != State.DRAFT))
    return _rows(db, select(Case.id).where(mine, Case.id.not_in(barred)))


def listed_of_service(db: Session, staff: StaffView) -> list[Listed]:
    """A service's cases for its lead: counts and dates, never one that they must not see."""
    barred = select(CaseConflict.case_id).where(CaseConflict.staff_id == staff.id)
    whole = select(Case.id).where(Case.service_id == staff.service_id, Case.state != State.DRAFT)
    return _rows(db, whole.where(Case.id.not_in(barred)))


def listed_one(db: Session, case: Case) -> Listed:
    """One case with its meeting, its newest agreement and its links."""
    return _rows(db, select(Case.id).where(Case.id == case.id))[0]


def _rows(db: Session, chosen: Select[UUID]) -> list[Listed]:
    found = db.execute(
        select(Case, Meeting).outerjoin(Meeting, Case.meeting_id == Meeting.id).where(Case.id.in_(chosen))
    ).all()
    agreements = {
        row.case_id: row
        for row in db.scalars(
            select(ContactAgreement)
            .where(ContactAgreement.case_id.in_(chosen))
            .order_by(ContactAgreement.agreed_at)
        )
    }
    links: dict[UUID, list[UUID]] = {}
    for link in db.scalars(select(CaseLink).where(CaseLink.case_id.in_(chosen)).order_by(CaseLink.made_at)):
        links.setdefault(link.case_id, []).append(link.link_id)
    return [
        Listed(case, meeting, agreements.get(case.id), tuple(links.get(case.id, ())))
        for case, meeting in found
    ]


def link_state(db: Session, case: Case, now: datetime) -> LinkNow:
    """How the case's present link stands."""
    if case.link_id is None:
        return LinkNow(False, False, None)
    link = entry.by_id(db, case.link_id)
    return LinkNow(link.open_at(now), link.code_settled, link.closes_at)


def language(code: str) -> str:
    """A locale's name, English first."""
    return both_names(locale_of(code))
