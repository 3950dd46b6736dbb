"""Whose cases these are: in outline where all are looked through, whole where a page shows them.

Promise: nobody finds a case that they must not see, and the number of questions to the database does not
grow with the number of cases.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from app.accounts.service import Role, StaffView
from app.cases.binding import require_bound
from app.cases.drafts import Draft, NoSuchCase
from app.cases.models import Case, CaseConflict, CaseLink, ContactAgreement, Meeting, State
from app.cases.offering import Offered, offers
from app.cases.remembering import folded
from config import Keys


@dataclass(frozen=True)
class Outline:
    """As much of a case as finding and sorting need."""

    id: UUID
    reference: str
    state: State
    starts_at: datetime | None
    links: tuple[UUID, ...]
    offered: Offered


@dataclass(frozen=True)
class Listed:
    """One row of a caseload, still without what arrived."""

    case: Case
    meeting: Meeting | None
    agreement: ContactAgreement | None
    links: tuple[UUID, ...]
    offered: Offered


@dataclass(frozen=True)
class Earlier:
    """A case of the same reference before this one: which, and when its meeting was."""

    id: UUID
    area_code: str
    starts_at: datetime


def seen_by(staff: StaffView) -> Select[UUID]:
    """The cases that this person works on or covers; a lead's: the service's that are before a meeting.

    Never one that they must not see.
    """
    if staff.role is not Role.LEAD:
        return theirs(staff)
    on_agenda = (Case.state != State.DRAFT) | (Case.meeting_id.is_not(None) & (Case.reference != ""))
    return select(Case.id).where(
        Case.service_id == staff.service_id, on_agenda, Case.id.not_in(_barred(staff))
    )


def theirs(staff: StaffView) -> Select[UUID]:
    """The cases that this person works on or covers, a lead's too. Never one that they must not see."""
    covers = and_(Case.cover_id == staff.id, Case.state != State.DRAFT)
    mine = or_(Case.idva_id == staff.id, covers)  # each by its own index, and every case is looked up once
    return select(Case.id).where(mine, Case.id.not_in(_barred(staff)))


def links_by_case(db: Session, seen: Select[UUID]) -> dict[UUID, UUID]:
    """Every link that any of these cases has or had, each with its case."""
    rows = db.execute(select(CaseLink.link_id, CaseLink.case_id).where(CaseLink.case_id.in_(seen)))
    return {row[0]: row[1] for row in rows}


def _barred(staff: StaffView) -> Select[UUID]:
    return select(CaseConflict.case_id).where(CaseConflict.staff_id == staff.id)


def before(db: Session, meeting_id: UUID, seen: Select[UUID]) -> list[Case]:
    """Those of these cases that are on one agenda, drafts too, by their references."""
    found = db.scalars(select(Case).where(Case.meeting_id == meeting_id, Case.id.in_(seen)))
    return sorted((one for one in found if one.reference.strip()), key=lambda one: one.reference.casefold())


def heard_of(db: Session, since: datetime, until: datetime, service_id: UUID | None = None) -> list[UUID]:
    """The cases on the agendas of meetings that began between two moments; drafts too, as listed."""
    on_agenda = (Case.state != State.DRAFT) | (Case.reference != "")
    query = select(Case.id).join(Meeting, Case.meeting_id == Meeting.id).where(on_agenda)
    query = query.where(Meeting.starts_at >= since, Meeting.starts_at <= until)
    return list(db.scalars(query if service_id is None else query.where(Case.service_id == service_id)))


def agendas_of(db: Session, staff: StaffView) -> set[UUID | None]:
    """The meetings before which this person has or covers a case, so that there is something to prepare."""
    mine = (Case.id.in_(theirs(staff)), Case.state != State.CLOSED)
    return set(db.scalars(select(Case.meeting_id).where(*mine)))


def outlines(db: Session, seen: Select[UUID]) -> list[Outline]:
    """All of these cases, each in outline."""
    asked = seen.with_only_columns(Case.id, Case.reference, Case.state, Meeting.starts_at)
    rows = db.execute(asked.outerjoin_from(Case, Meeting, Case.meeting_id == Meeting.id)).all()
    ids = [row[0] for row in rows]
    links = _links(db, ids)
    offered = offers(db, ids, links)
    return [Outline(*row, tuple(links.get(row[0], ())), offered.get(row[0], Offered())) for row in rows]


def listed(db: Session, case_ids: Sequence[UUID]) -> list[Listed]:
    """These cases whole, in the order that they were named in."""
    links = _links(db, case_ids)
    offered = offers(db, case_ids, links)
    agreements = {
        row.case_id: row
        for row in db.scalars(
            select(ContactAgreement)
            .where(ContactAgreement.case_id.in_(case_ids))
            .order_by(ContactAgreement.agreed_at)
        )
    }
    found = db.execute(
        select(Case, Meeting).outerjoin(Meeting, Case.meeting_id == Meeting.id).where(Case.id.in_(case_ids))
    )
    rows = {
        case.id: Listed(
            case,
            meeting,
            agreements.get(case.id),
            tuple(links.get(case.id, ())),
            offered.get(case.id, Offered()),
        )
        for case, meeting in found
    }
    return [rows[case_id] for case_id in case_ids if case_id in rows]


def earlier(db: Session, case: Case, staff: StaffView) -> list[Earlier]:
    """Cases of the same reference, before earlier meetings, that this person may see; latest first.

    Only what is still kept is found: a case goes in its time, and its reference with it.
    """
    own = select(Meeting.starts_at).where(Meeting.id == case.meeting_id).scalar_subquery()
    rows = db.execute(
        select(Case.reference, Case.id, Meeting.area_code, Meeting.starts_at)
        .join(Meeting, Case.meeting_id == Meeting.id)
        .where(Case.service_id == case.service_id, Case.id != case.id)
        .where(Case.state != State.DRAFT, Meeting.starts_at < own, Case.id.in_(seen_by(staff)))
        .order_by(Meeting.starts_at.desc())
    )
    return [Earlier(*row[1:]) for row in rows if _alike(row[0], case.reference)]


def beside(db: Session, case_id: UUID, draft: Draft, staff: StaffView) -> list[Case]:
    """The open cases of this person's service with a draft's reference for its meeting; oldest first.

    Those of colleagues too, so that nobody is asked twice without a word; never one that they must not see.
    """
    named = (Case.service_id == staff.service_id, Case.meeting_id == draft.meeting_id, Case.id != case_id)
    rows = db.scalars(
        select(Case)
        .where(*named, Case.state == State.OPEN, Case.id.not_in(_barred(staff)))
        .order_by(Case.opened_at, Case.id)
    )
    return [row for row in rows if _alike(row.reference, draft.reference)]


def _alike(one: str, other: str) -> bool:
    """Capital and small letters are one."""
    return one.strip().casefold() == other.strip().casefold()


def ahead_of(db: Session, staff_ids: Sequence[UUID], now: datetime) -> dict[UUID, int]:
    """How many opened cases of each of these people are before their meeting."""
    theirs = (Case.idva_id.in_(staff_ids), Case.state == State.OPEN, Meeting.starts_at >= now)
    query = select(Case.idva_id, func.count()).join(Meeting, Case.meeting_id == Meeting.id).where(*theirs)
    return {row[0]: row[1] for row in db.execute(query.group_by(Case.idva_id))}


def _links(db: Session, case_ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    links: dict[UUID, list[UUID]] = {}
    rows = select(CaseLink.case_id, CaseLink.link_id).where(CaseLink.case_id.in_(case_ids))
    for case_id, link_id in db.execute(rows.order_by(CaseLink.made_at)):
        links.setdefault(case_id, []).append(link_id)
    return links


def with_reference(db: Session, service_id: UUID, reference: str) -> list[Case]:
    """The cases of a service with this reference that had a link, whatever their state; newest first."""
    had = select(Case).where(Case.service_id == service_id, Case.state != State.DRAFT)
    wanted = folded(reference)
    rows = db.scalars(had.order_by(Case.created_at.desc()))
    return [row for row in rows if wanted and folded(row.reference) == wanted]


def read_by(db: Session, staff_id: UUID) -> list[UUID]:
    """The cases that this person is the IDVA of, or covers."""
    theirs = (Case.idva_id == staff_id) | (Case.cover_id == staff_id)
    return list(db.scalars(select(Case.id).where(theirs)))


def open_named(db: Session, keys: Keys, service_id: UUID, reference: str) -> Case:
    """The open case of a service that has this reference; of several the one that was opened last.

    Raises NoSuchCase, CaseNotBelieved.
    """
    had = (Case.service_id == service_id, Case.state == State.OPEN, Case.link_id.is_not(None))
    rows = db.scalars(select(Case).where(*had).order_by(Case.opened_at.desc(), Case.id))
    case = next((row for row in rows if _alike(row.reference, reference)), None)
    if case is None:
        raise NoSuchCase
    require_bound(keys, case)
    return case
