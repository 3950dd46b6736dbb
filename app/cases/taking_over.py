"""A case that goes to another IDVA: in the same service, or to another service and its meeting.

Promise: from this moment the case is theirs and nobody else's; what comes from the next epoch on is sealed to
them. The change is whole or not done.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases.acting import By
from app.cases.binding import bind, require_bound
from app.cases.drafts import NotYours, conflicts_of, locked
from app.cases.meetings import meeting_of
from app.cases.models import Case, Meeting, State
from app.cases.opening import link_end
from app.cases.readers import recipients
from app.cases.refreshing import refresh
from app.cases.refusals import MeetingMissing, NotOpen
from app.cases.remembering import keep_out
from app.db import writing
from app.entry import service as entry
from safety.sealing import Recipient

TAKEN_OVER = "case taken over"


@dataclass(frozen=True)
class Taking:
    """What whoever takes it over says: who covers, and its meeting where it comes from another service."""

    cover_id: UUID | None
    meeting_id: UUID | None = None


def take_over(db: Session, case_id: UUID, taking: Taking, by: By) -> tuple[Recipient, ...]:
    """Make the case theirs; to whom it is sealed from now on.

    Raises NotYours for whom must not see it, SelfDeclared, MeetingMissing, CoverMissing, KeyNotCertified,
    RecoveryMissing, NotOpen, CaseNotBelieved.
    """
    with writing(db):
        case = locked(db, case_id)
        require_bound(by.keys, case)
        if case.state is not State.OPEN:
            raise NotOpen
        if by.staff.id in conflicts_of(db, case_id) or by.staff.service_id is None:
            raise NotYours
        meeting, giver = _meeting(db, case, taking, by), case.idva_id
        case.idva_id, case.service_id, case.cover_id = by.staff.id, by.staff.service_id, taking.cover_id
        case.meeting_id, case.version = meeting.id, case.version + 1
        bind(by.keys, case)
        db.flush()
        keep_out(db, case, by, giver)
        readers = recipients(db, case, by.keys)
        if case.link_id is not None:
            end = link_end(meeting, feedback_invited=case.invited_at is not None)
            entry.keep_open(db, case.link_id, end)
        refresh(db, by.keys, case, meeting, by.now)
        accounts.audit.append(db, by.keys, by.staff.id, TAKEN_OVER, case.id, by.now)
    return readers


def _meeting(db: Session, case: Case, taking: Taking, by: By) -> Meeting:
    """The case's own meeting within its service, else one of the new service that is ahead."""
    if case.service_id == by.staff.service_id:
        meeting = meeting_of(db, case.meeting_id)
    else:
        meeting = meeting_of(db, taking.meeting_id)
        theirs = meeting is not None and meeting.service_id == by.staff.service_id
        meeting = meeting if theirs and meeting is not None and meeting.starts_at > by.now else None
    if meeting is None:
        raise MeetingMissing
    return meeting
