"""Cases, for the other capabilities: what stands, whose it is, and when it must go."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cases.acting import By
from app.cases.areas import name as area_name
from app.cases.areas import names as area_names
from app.cases.binding import require_bound
from app.cases.choices import (
    INTERPRETER_HINT,
    LIVE,
    colleagues,
    covers,
    forms,
    language,
    skins,
    when,
)
from app.cases.choices import meetings as meeting_choices
from app.cases.conflicting import Declared, declare_conflict
from app.cases.contact import by_own, holds, lapse_agreements, may_contact, stands
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
from app.cases.listing import (
    Earlier,
    Listed,
    Outline,
    ahead_of,
    before,
    earlier,
    heard_of,
    links_by_case,
    listed,
    outlines,
    own_cases,
    seen_by,
    theirs,
)
from app.cases.meetings import (
    LONDON,
    add_meeting,
    agendas,
    day_is_over,
    from_london,
    london,
    meeting_of,
    meetings_ahead,
    working_days_after,
)
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
from app.cases.moving import own_meeting
from app.cases.offering import SAID, Offered, record_offer
from app.cases.opening import (
    OPENED,
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
from app.cases.remembering import (
    TooManyDeclared,
    barred_references,
    declared_by,
    folded,
    forget,
    purge_declared,
    remember,
)
from app.cases.taking_over import Taking, take_over
from app.cases.wording import one_line, reference_faults
from app.entry import service as entry
from config import Keys

__all__ = [
    "INTERPRETER_HINT",
    "INTERPRETER_MAX",
    "LIVE",
    "LONDON",
    "OPENED",
    "SAID",
    "By",
    "Case",
    "CaseChanged",
    "Contact",
    "ContactAgreement",
    "Declared",
    "Earlier",
    "How",
    "LinkNow",
    "Listed",
    "Meeting",
    "NoSuchCase",
    "NotYours",
    "Offered",
    "Outline",
    "State",
    "Taking",
    "TooManyDeclared",
    "add_meeting",
    "agendas",
    "agree_contact",
    "agreement_of",
    "ahead_of",
    "all_conflicts",
    "area_name",
    "area_names",
    "barred_references",
    "before",
    "by_own",
    "close_case",
    "colleagues",
    "conflicts_of",
    "covers",
    "day_is_over",
    "declare_conflict",
    "declared_by",
    "due_for_purge",
    "earlier",
    "end_link",
    "folded",
    "forget",
    "forms",
    "from_london",
    "get",
    "get_bound",
    "heard_of",
    "holds",
    "invitable",
    "language",
    "lapse_agreements",
    "link_ids",
    "link_state",
    "links_by_case",
    "links_past_their_use",
    "listed",
    "locked",
    "london",
    "may_contact",
    "meeting_choices",
    "meeting_of",
    "meetings_ahead",
    "new_link",
    "one_line",
    "open_case",
    "open_named",
    "outlines",
    "own_cases",
    "own_meeting",
    "purge",
    "purge_declared",
    "recipients",
    "record_offer",
    "redraw",
    "reference_faults",
    "refresh_facts",
    "remember",
    "save_draft",
    "seen_by",
    "settle",
    "skins",
    "stands",
    "take_over",
    "theirs",
    "when",
    "working_days_after",
]


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


def open_named(db: Session, keys: Keys, service_id: UUID, reference: str) -> Case:
    """The open case of a service that has this reference. Raises NoSuchCase, CaseNotBelieved."""
    named = (Case.service_id == service_id, Case.reference == reference, Case.state == State.OPEN)
    case = db.scalar(select(Case).where(*named, Case.link_id.is_not(None)).limit(1))
    if case is None:
        raise NoSuchCase
    require_bound(keys, case)
    return case


def all_conflicts(db: Session) -> list[tuple[UUID, UUID]]:
    """Every case and person who must not see it."""
    return [(row.case_id, row.staff_id) for row in db.scalars(select(CaseConflict))]


def link_ids(db: Session, case_id: UUID) -> frozenset[UUID]:
    """Every link that the case has or had."""
    return frozenset(db.scalars(select(CaseLink.link_id).where(CaseLink.case_id == case_id)))


def link_state(db: Session, case: Case, now: datetime) -> LinkNow:
    """How the case's present link stands."""
    if case.link_id is None:
        return LinkNow(False, False, None)
    link = entry.by_id(db, case.link_id)
    return LinkNow(link.open_at(now), link.code_settled, link.closes_at)
