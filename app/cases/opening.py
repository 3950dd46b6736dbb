"""From a draft to a link that can be handed over, and to its end."""

from collections.abc import Callable, Collection
from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases.acting import By
from app.cases.binding import codes_of, require_bound
from app.cases.contact import happened_since
from app.cases.covering import require_reader
from app.cases.drafts import (
    CaseChanged,
    Contact,
    Draft,
    add_agreement,
    locked,
    locked_own,
    save_draft,
)
from app.cases.listing import beside
from app.cases.meetings import from_london, london
from app.cases.models import Case, CaseLink, Meeting, State
from app.cases.readers import facts
from app.cases.refusals import (
    CaseNotBelieved,
    ContactMissing,
    CoverMissing,
    KeyNotCertified,
    MeetingMissing,
    NotOpen,
    NotTheTime,
    RecoveryMissing,
    ReferenceMissing,
    ReferenceOpen,
)
from app.cases.remembering import SelfDeclared, keep_out
from app.db import writing
from app.entry import service as entry
from safety import retention

REFUSALS = (
    CaseChanged,
    CaseNotBelieved,
    KeyNotCertified,
    CoverMissing,
    RecoveryMissing,
    MeetingMissing,
    ReferenceMissing,
    ReferenceOpen,
    NotOpen,
    NotTheTime,
    ContactMissing,
    SelfDeclared,
)
OPENED = "case opened"

Step = Callable[[Session, UUID, int, By], None]


def open_case(db: Session, case_id: UUID, version: int, by: By) -> entry.NewLink:
    """Give a draft its link. The code is in the answer, and nowhere else.

    Raises KeyNotCertified, CoverMissing, MeetingMissing, ReferenceMissing, CaseChanged, CaseNotBelieved,
    SelfDeclared, NotYours; then nothing has changed.
    """
    with writing(db):
        case = _own(db, case_id, by, version)
        if case.state is not State.DRAFT:
            raise NotOpen
        if not case.reference.strip():
            raise ReferenceMissing
        keep_out(db, case, by)
        link = _make_link(db, case, by)
        case.state, case.opened_at = State.OPEN, by.now
        case.version += 1
        accounts.audit.append(db, by.keys, by.staff.id, OPENED, str(case.id), by.now)
    return link


def new_link(db: Session, case_id: UUID, version: int, by: By) -> entry.NewLink:
    """The code was forgotten: end the old link, make another. What came over the old one stays."""
    with writing(db):
        case = _own(db, case_id, by, version)
        if case.state is not State.OPEN:
            raise NotOpen
        if case.link_id:
            entry.close(db, case.link_id, by.now)
        link = _make_link(db, case, by)
        case.version += 1
        accounts.audit.append(db, by.keys, by.staff.id, "link made anew", str(case.id), by.now)
    return link


def redraw(db: Session, case_id: UUID, by: By) -> entry.NewLink:
    """Another code for the same link, as long as the code was not said."""
    with writing(db):
        case = own_open(db, case_id, by)
        assert case.link_id is not None
        codes = codes_of(by.keys, case, drafts=by.drafts)
        return entry.redraw(
            db, by.keys, case.link_id, codes=codes, now=by.now, rounds=by.rounds, draw=by.draw
        )


def settle(db: Session, case_id: UUID, by: By) -> None:
    """The code was said: it can no longer be drawn again."""
    with writing(db):
        case = own_open(db, case_id, by)
        assert case.link_id is not None
        entry.settle_code(db, case.link_id)


def end_link(db: Session, case_id: UUID, version: int, by: By) -> None:
    """Close the link: from now on it shows the everyday app, whatever is typed. The case stays open."""
    with writing(db):
        case = _own(db, case_id, by, version)
        _end(db, case, by)
        case.version += 1
        accounts.audit.append(db, by.keys, by.staff.id, "link ended", str(case.id), by.now)


def close_case(db: Session, case_id: UUID, version: int, by: By) -> None:
    """End the case and its link. What was sent stays readable until its keeping time is over."""
    with writing(db):
        case = _own(db, case_id, by, version)
        _end(db, case, by)
        case.state, case.closed_at = State.CLOSED, by.now
        case.version += 1
        accounts.audit.append(db, by.keys, by.staff.id, "case closed", str(case.id), by.now)


def agree_contact(db: Session, case_id: UUID, contact: Contact, by: By, seen: datetime | None = None) -> None:
    """Write down what was agreed live just now about reaching her.

    Raises what `require_reader` does, CaseNotBelieved, and CaseChanged where a yes comes from a page made
    before the second code or another agreement.
    """
    with writing(db):
        case = locked(db, case_id)
        require_bound(by.keys, case)
        require_reader(db, case, by.staff, by.now)
        if contact.how and seen and happened_since(db, by.keys, case_id, seen):
            raise CaseChanged
        add_agreement(db, case, contact, by.staff.id, by.now)
        accounts.audit.append(db, by.keys, by.staff.id, "contact agreed", str(case.id), by.now)


def _own(db: Session, case_id: UUID, by: By, version: int | None = None) -> Case:
    return locked_own(db, case_id, by.staff.id, version)


def own_open(db: Session, case_id: UUID, by: By, version: int | None = None) -> Case:
    """Their own case with its link, held for this transaction. Raises NotOpen, NotYours, CaseChanged."""
    case = _own(db, case_id, by, version)
    if case.state is not State.OPEN or case.link_id is None:
        raise NotOpen
    return case


def _end(db: Session, case: Case, by: By) -> None:
    if case.link_id:
        entry.close(db, case.link_id, by.now)


def _make_link(db: Session, case: Case, by: By) -> entry.NewLink:
    require_bound(by.keys, case)
    meeting = db.get(Meeting, case.meeting_id) if case.meeting_id else None
    until = link_end(meeting, feedback_invited=case.invited_at is not None) if meeting else by.now
    first = case.state is State.DRAFT  # a link made anew serves what comes after the meeting too
    if meeting is None or (meeting.starts_at if first else until) <= by.now:
        raise MeetingMissing
    link = entry.create_link(
        db,
        by.keys,
        skin=case.skin,
        cover_locale=case.cover_locale,
        form_locale=case.form_locale,
        facts=facts(db, by.keys, case, meeting),
        codes=codes_of(by.keys, case, drafts=by.drafts),
        closes_at=until,
        now=by.now,
        draw=by.draw,
        rounds=by.rounds,
    )
    db.flush()
    case.link_id = link.link_id
    entry.mark_shown(db, link.link_id, by.now)
    db.add(CaseLink(link_id=link.link_id, case_id=case.id, made_at=by.now))
    return link


def link_end(meeting: Meeting, *, feedback_invited: bool = False) -> datetime:
    """The midnight after the link's last day."""
    last = retention.link_end(london(meeting.starts_at).date(), feedback_invited=feedback_invited)
    return from_london(last + timedelta(days=1), time())


def open_from(
    db: Session, case_id: UUID, draft: Draft, version: int, by: By, known: Collection[str] | None = None
) -> entry.NewLink:
    """Keep what stands on the page and open the case with it, both or neither.

    `known` are the ids of the open cases of the same reference and meeting that somebody was asked about;
    None asks nobody. Raises ReferenceOpen where there are others, and what `save_draft` and `open_case` do.
    """
    with writing(db):
        db.execute(select(Meeting.id).where(Meeting.id == draft.meeting_id).with_for_update())  # one by one
        if known is not None and {str(one.id) for one in beside(db, case_id, draft, by.staff)} - set(known):
            raise ReferenceOpen
        saved = save_draft(db, by.keys, case_id, by.staff, draft, version, by.now)
        return open_case(db, case_id, saved, by)
