"""The caseload: one screen, by meeting date, with what has arrived and what comes first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select, union
from sqlalchemy.orm import Session

from app.accounts.service import Role, StaffView
from app.cases import service as cases
from app.desk.models import Confirmation, CoverRecord, Reading
from app.voice import service as voice
from config import Keys
from safety.contact import agreement_end

PAGE = 25


class Filter(StrEnum):
    """What a caseload shows. The first is where it starts."""

    AHEAD = "ahead"
    UNREAD = "unread"
    NOT_OFFERED = "not_offered"
    NOTHING = "nothing"
    UNCONFIRMED = "unconfirmed"
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
    former: bool  # what stands was agreed with a worker before this one
    confirmed: bool
    cover: bool
    offered: cases.Offered
    ahead: bool


@dataclass(frozen=True)
class Page:
    """The rows of one page, and how many there are behind each filter."""

    rows: list[Row]
    number: int
    pages: int
    counts: dict[Filter, int]
    count: int


@dataclass(frozen=True)
class Glance:
    """What finding, sorting and counting need of one case."""

    case: cases.Outline
    arrived: int
    unread: bool
    first: bool
    waits: bool  # it comes first for whoever reads it, whenever its meeting is or was
    confirmed: bool
    late: bool  # its meeting's day is over, or it is closed


@dataclass(frozen=True)
class Desk:
    """What this person knows of what arrived, asked once for any number of cases."""

    arrived: dict[UUID, voice.Arrived]
    read: dict[UUID, int]
    confirmed: set[UUID]
    theirs: set[
        UUID
    ]  # the cases that this person reads: their own, and those whose cover is recorded for them


def caseload(
    db: Session, keys: Keys, staff: StaffView, now: datetime, shown: Filter, search: str, number: int
) -> Page:
    """A person's cases (a lead's: the service's, as counts and dates), found, sorted, cut to a page."""
    known, wanted = _outlines(db, keys, staff, now), " ".join(search.split()).casefold()
    links = [link_id for one in known for link_id in one.links]
    desk = _desk(db, keys, staff, [one.id for one in known], links, now)
    found = [_glance(one, desk, now) for one in known if wanted in one.reference.casefold()]
    counts = {each: sum(_in(one, each) for one in found) for each in Filter}
    chosen = found if wanted else [one for one in found if _in(one, shown)]
    chosen.sort(key=lambda one: _order(one, past=shown is Filter.PAST and not wanted))
    pages = max(1, -(-len(chosen) // PAGE))
    at = min(max(number, 1), pages)
    cut = [one.case.id for one in chosen[(at - 1) * PAGE : at * PAGE]]
    rows = [_row(one, desk, staff, now) for one in cases.listed(db, cut)]
    return Page(rows, at, pages, counts, len(known))


def _outlines(db: Session, keys: Keys, staff: StaffView, now: datetime) -> list[cases.Outline]:
    """All that this person may know of: no agenda row either whose reference they said they must not see."""
    known = cases.outlines(db, cases.seen_by(staff))
    barred = cases.barred_references(db, keys, staff.id, now) if staff.role is Role.LEAD else frozenset()
    drafts = cases.State.DRAFT
    return [one for one in known if one.state is not drafts or cases.folded(one.reference) not in barred]


def row_of(db: Session, keys: Keys, staff: StaffView, case_id: UUID, now: datetime) -> Row:
    """One case as it stands now. Raises NoSuchCase, and NotYours for whom it is not."""
    case = cases.get(db, case_id)
    theirs = staff.id in (case.idva_id, case.cover_id)
    leads = staff.role is Role.LEAD and staff.service_id == case.service_id
    if not (theirs or leads) or staff.id in cases.conflicts_of(db, case_id):
        raise cases.NotYours
    one = cases.listed(db, [case_id])[0]
    return _row(one, _desk(db, keys, staff, [case_id], one.links, now), staff, now)


def age_in_days(agreement: cases.ContactAgreement | None, now: datetime) -> int | None:
    """How old what was agreed about reaching her is; None where it was a no, or lapsed."""
    if agreement is None or not agreement.may_contact or agreement.lapsed_at:
        return None
    return (now - agreement.agreed_at).days


def lapses(agreement: cases.ContactAgreement | None) -> datetime | None:
    """When it lapses unless it is agreed again, live."""
    return agreement_end(agreement.agreed_at) if agreement and agreement.may_contact else None


def _desk(
    db: Session, keys: Keys, staff: StaffView, case_ids: list[UUID], links: Iterable[UUID], now: datetime
) -> Desk:
    """What arrived over these links, and what was read by this person and confirmed of these cases."""
    mine = (Reading.staff_id == staff.id, Reading.case_id.in_(case_ids))
    counted = select(Reading.case_id, func.count()).where(*mine).group_by(Reading.case_id)
    confirmed = select(Confirmation.send_id).where(Confirmation.case_id.in_(case_ids))
    read = dict(db.execute(counted).all())
    covers = select(CoverRecord.case_id).where(
        CoverRecord.staff_id == staff.id, CoverRecord.starts_at <= now, CoverRecord.until > now
    )
    theirs = set(db.scalars(union(cases.own_cases(staff), covers)))
    return Desk(voice.latest(db, keys, links), read, set(db.scalars(confirmed)), theirs)


def _glance(case: cases.Outline, desk: Desk, now: datetime) -> Glance:
    came = [desk.arrived[link_id] for link_id in case.links if link_id in desk.arrived]
    count = sum(each.count for each in came)
    unread = count > desk.read.get(case.id, 0)
    first = unread and any(each.urgent or each.wants_call for each in came)
    return Glance(
        case=case,
        arrived=count,
        unread=unread,
        first=first,
        waits=first and case.id in desk.theirs,
        confirmed=_is_confirmed(came, desk),
        late=case.state is cases.State.CLOSED or cases.day_is_over(case.starts_at, now),
    )


def _is_confirmed(came: list[voice.Arrived], desk: Desk) -> bool:
    """Whether all that a reader sees was confirmed live: the sheet holds words of every sitting."""
    shown = frozenset[UUID]().union(*(each.shown for each in came))
    return bool(shown) and shown <= desk.confirmed


def _row(one: cases.Listed, desk: Desk, staff: StaffView, now: datetime) -> Row:
    came = [desk.arrived[link_id] for link_id in one.links if link_id in desk.arrived]
    last_at = max((each.last_at for each in came if each.last_at), default=None)
    count = sum(each.count for each in came)
    is_held = cases.holds((each.held_at for each in came), one.agreement)
    cut_off = one.meeting.cut_off_at if one.meeting else None
    starts_at = one.meeting.starts_at if one.meeting else None
    return Row(
        case=one.case,
        meeting=one.meeting,
        agreement=one.agreement,
        arrived=count,
        feedback=sum(each.feedback for each in came),
        first_at=min((each.first_at for each in came if each.first_at), default=None),
        last_at=last_at,
        unread=count > desk.read.get(one.case.id, 0),
        soon=any(each.urgent for each in came),
        call=any(each.wants_call for each in came),
        late=last_at is not None and cut_off is not None and last_at > cut_off,
        held=is_held,
        stands=cases.by_own(one.case, one.agreement) and cases.stands(one.agreement, now, held=is_held),
        former=one.agreement is not None and not cases.by_own(one.case, one.agreement),
        confirmed=_is_confirmed(came, desk),
        cover=one.case.idva_id != staff.id,
        offered=cases.Offered(made=True) if count else one.offered,
        ahead=one.case.state is not cases.State.CLOSED
        and starts_at is not None
        and not cases.day_is_over(starts_at, now),
    )


def _in(one: Glance, shown: Filter) -> bool:
    draft = one.case.state is cases.State.DRAFT
    ahead = not one.late and not (draft and one.case.starts_at is None)
    return {
        Filter.AHEAD: ahead or one.waits,
        Filter.UNREAD: one.unread,
        Filter.NOT_OFFERED: ahead and not one.case.offered.made and not one.arrived,
        Filter.NOTHING: ahead and not draft and not one.arrived,
        Filter.UNCONFIRMED: ahead and one.arrived > 0 and not one.confirmed,
        Filter.DRAFTS: draft,
        Filter.PAST: not draft and one.late,
    }[shown]


def _order(one: Glance, *, past: bool) -> tuple[bool, float, str]:
    """Unread "read soon" and "please call" first; then by meeting, soonest first (of the past, latest)."""
    starts = one.case.starts_at.timestamp() if one.case.starts_at else float("inf")
    return (not one.first and not past, -starts if past else starts, one.case.reference.casefold())
