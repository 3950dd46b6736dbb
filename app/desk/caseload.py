"""The caseload: one screen, by meeting date, with what has arrived and what comes first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.service import Role, StaffView
from app.cases import service as cases
from app.desk.finding import Desk, Filter, glance, is_confirmed, order, within
from app.desk.models import Confirmation, Reading
from app.desk.translated import News, english_of
from app.voice import service as voice
from config import Keys
from safety.contact import agreement_end

PAGE = 25


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
    reads: bool  # this person may open it
    offered: cases.Offered
    ahead: bool
    english: bool  # a translator's English came since this person last opened it
    given_back: bool  # the translator who was asked gave it back
    kept: cases.Held | None  # past its time, by a legal hold


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
    known, wanted = _outlines(db, keys, staff, now), " ".join(search.split()).casefold()
    desk = _desk(db, keys, staff, {one.id: one.links for one in known}, now)
    leads = staff.role is Role.LEAD
    found = [glance(one, desk, now, leads=leads) for one in known if wanted in one.reference.casefold()]
    counts = {each: sum(within(one, each) for one in found) for each in Filter}
    chosen = found if wanted else [one for one in found if within(one, shown)]
    chosen.sort(key=lambda one: order(one, past=shown is Filter.PAST and not wanted))
    pages = max(1, -(-len(chosen) // PAGE))
    at = min(max(number, 1), pages)
    cut = [one.case.id for one in chosen[(at - 1) * PAGE : at * PAGE]]
    rows = _rows(db, cases.listed(db, cut), desk, staff, now)
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
    listed = cases.listed(db, [case_id])
    return _rows(db, listed, _desk(db, keys, staff, {case_id: listed[0].links}, now), staff, now)[0]


def age_in_days(agreement: cases.ContactAgreement | None, now: datetime) -> int | None:
    """How old what was agreed about reaching her is; None where it was a no, or lapsed."""
    if agreement is None or not agreement.may_contact or agreement.lapsed_at:
        return None
    return (now - agreement.agreed_at).days


def lapses(agreement: cases.ContactAgreement | None) -> datetime | None:
    """When it lapses unless it is agreed again, live."""
    return agreement_end(agreement.agreed_at) if agreement and agreement.may_contact else None


def _desk(
    db: Session, keys: Keys, staff: StaffView, links: Mapping[UUID, tuple[UUID, ...]], now: datetime
) -> Desk:
    """What arrived over these cases' links, and what was read by this person and confirmed of them."""
    mine = (Reading.staff_id == staff.id, Reading.case_id.in_(links))
    counted = select(Reading.case_id, func.count()).where(*mine).group_by(Reading.case_id)
    confirmed = select(Confirmation.send_id).where(Confirmation.case_id.in_(links))
    read = dict(db.execute(counted).all())
    theirs = set(db.scalars(cases.covering.acted_in(staff, now)))
    arrived = voice.latest(db, keys, chain.from_iterable(links.values()))
    return Desk(arrived, read, set(db.scalars(confirmed)), theirs, _held(db, links, arrived))


def _held(
    db: Session, links: Mapping[UUID, tuple[UUID, ...]], arrived: Mapping[UUID, voice.Arrived]
) -> set[UUID]:
    """The cases whose second code was used since anything was agreed live."""
    used = {link_id for link_id, one in arrived.items() if one.held_at}
    some = [case_id for case_id, theirs in links.items() if used.intersection(theirs)]
    signals = {one: [arrived[each].held_at for each in links[one] if each in used] for one in some}
    listed = cases.listed(db, some) if some else []
    return {one.case.id for one in listed if cases.holds(signals[one.case.id], one.agreement)}


def _rows(db: Session, listed: list[cases.Listed], desk: Desk, staff: StaffView, now: datetime) -> list[Row]:
    english = english_of(db, listed, desk.arrived, staff, now)
    kept = cases.held(db, now, english)
    return [_row(one, desk, staff, now, english[one.case.id], kept.get(one.case.id)) for one in listed]


def _row(
    one: cases.Listed, desk: Desk, staff: StaffView, now: datetime, english: News, kept: cases.Held | None
) -> Row:
    came = [desk.arrived[link_id] for link_id in one.links if link_id in desk.arrived]
    last_at = max((each.last_at for each in came if each.last_at), default=None)
    count = sum(each.count for each in came)
    is_held = one.case.id in desk.held
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
        confirmed=is_confirmed(came, desk),
        cover=one.case.idva_id != staff.id,
        reads=one.case.id in desk.theirs,
        offered=cases.Offered(made=True) if count else one.offered,
        ahead=one.case.state is not cases.State.CLOSED
        and starts_at is not None
        and not cases.day_is_over(starts_at, now),
        english=english.came,
        given_back=english.given_back,
        kept=kept,
    )
