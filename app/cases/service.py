"""Cases, for the other capabilities: what stands, whose it is, and when it must go."""

from uuid import UUID

from sqlalchemy.orm import Session

from app.cases import covering
from app.cases.acting import By
from app.cases.areas import name as area_name
from app.cases.areas import names as area_names
from app.cases.binding import macs_under, renew_macs, require_bound
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
    all_conflicts,
    conflicts_of,
    locked,
    save_draft,
)
from app.cases.ending import (
    Due,
    by_service,
    due_for_purge,
    goes,
    links_held,
    links_past_their_use,
    purge,
    services_of,
)
from app.cases.holding import Held, held
from app.cases.inviting import invitable
from app.cases.linked import LinkNow, link_ids, link_state
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
    open_named,
    outlines,
    read_by,
    seen_by,
    theirs,
    with_reference,
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
    redraw,
    settle,
)
from app.cases.readers import recipients, recipients_left
from app.cases.refreshing import refresh_facts
from app.cases.remembering import (
    TooManyDeclared,
    barred_references,
    declared_by,
    folded,
    forget,
    kept_from,
    purge_declared,
    remember,
)
from app.cases.taking_over import Taking, take_over
from app.cases.wording import name_line, one_line, reads_like
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
    "Due",
    "Earlier",
    "Held",
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
    "by_service",
    "close_case",
    "colleagues",
    "conflicts_of",
    "covering",
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
    "goes",
    "heard_of",
    "held",
    "holds",
    "invitable",
    "kept_from",
    "language",
    "lapse_agreements",
    "link_ids",
    "link_state",
    "links_by_case",
    "links_held",
    "links_past_their_use",
    "listed",
    "locked",
    "london",
    "macs_under",
    "may_contact",
    "meeting_choices",
    "meeting_of",
    "meetings_ahead",
    "name_line",
    "new_link",
    "one_line",
    "open_case",
    "open_named",
    "outlines",
    "own_meeting",
    "purge",
    "purge_declared",
    "read_by",
    "reads_like",
    "recipients",
    "recipients_left",
    "record_offer",
    "redraw",
    "refresh_facts",
    "remember",
    "renew_macs",
    "save_draft",
    "seen_by",
    "services_of",
    "settle",
    "skins",
    "stands",
    "take_over",
    "theirs",
    "when",
    "with_reference",
    "working_days_after",
]


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
