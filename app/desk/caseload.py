"""The caseload: one screen, by meeting date, with what has arrived and what comes first."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.service import Role, StaffView
from app.cases import service as cases
from app.desk.models import Confirmation, Reading
from app.voice import service as voice
from config import Keys
from safety.contact import agreement_end

PAGE = 25


class Filter(StrEnum):
    """What a caseload shows. The first is where it starts."""

    AHEAD = "ahead"
    UNREAD = "unread"
    NOTHING = "nothing"
    DRAFTS = "drafts"
    PAST = "past"


@dataclass(frozen=True)
class Row:
    """One case as it stands now. Flags here are from the outside of envelopes: not yet believed."""

    case: cases.Case
    meeting: cases.Meeting | None
    agreement: cases.ContactAgreement | None
    arrived: int
    feedback: int
    first_at: datetime | None
    last_at: datetime | None
    unread: bool
    soon: bool
    call: bool
    late: bool
    held: bool
    stands: bool
    confirmed: bool
    cover: bool


@dataclass(frozen=True)
class Page:
    """The rows of one page, and how many there are behind each filter."""

    rows: list[Row]
    number: int
    pages: int
    counts: dict[Filter, int]
    count: int


def caseload(
    db: Session, keys: Keys, staff: StaffView, now: datetime, shown: Filter, search: str, number: int
) -> Page:
    """A person's cases (a lead's: the service's, as counts and dates), found, sorted, cut to a page."""
    listed = cases.listed_of_service(db, staff) if staff.role is Role.LEAD else cases.listed(db, staff)
    wanted = " ".join(search.split()).casefold()
    rows = _rows(db, keys, staff, [one for one in listed if wanted in one.case.reference.casefold()], now)
    counts = {each: sum(_in(row, each, now) for row in rows) for each in Filter}
    chosen = rows if wanted else [row for row in rows if _in(row, shown, now)]
    chosen.sort(key=lambda row: _order(row, past=shown is Filter.PAST and not wanted))
    pages = max(1, -(-len(chosen) // PAGE))
    at = min(max(number, 1), pages)
    return Page(chosen[(at - 1) * PAGE : at * PAGE], at, pages, counts, len(listed))


def row_of(db: Session, keys: Keys, staff: StaffView, case_id: UUID, now: datetime) -> Row:
    """One case as it stands now. Raises NoSuchCase, and NotYours for whom it is not."""
    case = cases.get(db, case_id)
    theirs = staff.id in (case.idva_id, case.cover_id)
    leads = staff.role is Role.LEAD and staff.service_id == case.service_id
    if not (theirs or leads) or staff.id in cases.conflicts_of(db, case_id):
        raise cases.NotYours
    return _rows(db, keys, staff, [cases.listed_one(db, case)], now)[0]


def age_in_days(agreement: cases.ContactAgreement | None, now: datetime) -> int | None:
    """How old what was agreed about reaching her is; None where it was a no."""
    return (now - agreement.agreed_at).days if agreement and agreement.may_contact else None


def lapses(agreement: cases.ContactAgreement | None) -> datetime | None:
    """When it lapses unless it is agreed again, live."""
    return agreement_end(agreement.agreed_at) if agreement and agreement.may_contact else None


def _rows(db: Session, keys: Keys, staff: StaffView, listed: list[cases.Listed], now: datetime) -> list[Row]:
    links = [link_id for one in listed for link_id in one.links]
    arrived = voice.latest(db, keys, links)
    ids = [one.case.id for one in listed]
    read, confirmed = _read(db, ids, staff.id), _confirmed(db, ids)
    return [_row(one, arrived, read, confirmed, staff, now) for one in listed]


def _row(
    one: cases.Listed,
    arrived: dict[UUID, voice.Arrived],
    read: dict[UUID, int],
    confirmed: set[UUID],
    staff: StaffView,
    now: datetime,
) -> Row:
    came = [arrived[link_id] for link_id in one.links if link_id in arrived]
    last_at = max((each.last_at for each in came if each.last_at), default=None)
    count = sum(each.count for each in came)
    is_held = cases.holds((each.held_at for each in came), one.agreement)
    shown = max((each.shown for each in came if each.shown), default=None)
    cut_off = one.meeting.cut_off_at if one.meeting else None
    return Row(
        case=one.case,
        meeting=one.meeting,
        agreement=one.agreement,
        arrived=count,
        feedback=sum(each.feedback for each in came),
        first_at=min((each.first_at for each in came if each.first_at), default=None),
        last_at=last_at,
        unread=count > read.get(one.case.id, 0),
        soon=any(each.urgent for each in came),
        call=any(each.wants_call for each in came),
        late=last_at is not None and cut_off is not None and last_at > cut_off,
        held=is_held,
        stands=cases.stands(one.agreement, now, held=is_held),
        confirmed=shown is not None and shown[1] in confirmed,
        cover=one.case.idva_id != staff.id,
    )


def _read(db: Session, ids: list[UUID], staff_id: UUID) -> dict[UUID, int]:
    """How many sends of each case this person has opened."""
    mine = (Reading.case_id.in_(ids), Reading.staff_id == staff_id)
    rows = db.execute(select(Reading.case_id, func.count()).where(*mine).group_by(Reading.case_id))
    return {row[0]: row[1] for row in rows}


def _confirmed(db: Session, ids: list[UUID]) -> set[UUID]:
    """The sends of these cases that were confirmed live."""
    return set(db.scalars(select(Confirmation.send_id).where(Confirmation.case_id.in_(ids))))


def _in(row: Row, shown: Filter, now: datetime) -> bool:
    draft = row.case.state is cases.State.DRAFT
    over = row.case.state is cases.State.CLOSED or (row.meeting is not None and row.meeting.starts_at < now)
    return {
        Filter.AHEAD: not draft and not over,
        Filter.UNREAD: row.unread,
        Filter.NOTHING: not draft and not over and not row.arrived,
        Filter.DRAFTS: draft,
        Filter.PAST: not draft and over,
    }[shown]


def _order(row: Row, *, past: bool) -> tuple[bool, float, str]:
    """Unread "read soon" and "please call" first; then by meeting, soonest first (of the past, latest)."""
    first = row.unread and (row.soon or row.call)
    starts = row.meeting.starts_at.timestamp() if row.meeting else float("inf")
    return (not first and not past, -starts if past else starts, row.case.reference.casefold())
