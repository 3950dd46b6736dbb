"""Asking her, weeks after the meeting, how it went.

Promise: only from two to six weeks after it, only while what was agreed live about reaching her stands, never
after a second code, and once. Nothing is sent to her by this: her link's page asks other things from the next
epoch on.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases.acting import By
from app.cases.binding import require_bound
from app.cases.contact import may_contact
from app.cases.meetings import london, meeting_of
from app.cases.models import Case, Meeting, State
from app.cases.opening import link_end, own_open
from app.cases.refreshing import refresh
from app.cases.refusals import ContactMissing, NotOpen, NotTheTime
from app.db import writing
from app.entry import service as entry
from config import Keys
from safety.retention import may_invite


def invite(db: Session, case_id: UUID, version: int, by: By) -> None:
    """Let her link ask how it went.

    Raises NotTheTime, ContactMissing, NotOpen, NotYours, CaseChanged, CaseNotBelieved.
    """
    with writing(db):
        case = own_open(db, case_id, by, version)
        require_bound(by.keys, case)
        meeting = _meeting_then(db, case, by.now)
        if not may_contact(db, by.keys, case, by.now):
            raise ContactMissing
        assert case.link_id is not None
        if not entry.by_id(db, case.link_id).open_at(by.now):
            raise NotOpen
        case.invited_at, case.version = by.now, case.version + 1
        db.flush()
        entry.keep_open(db, case.link_id, link_end(meeting, feedback_invited=True))
        refresh(db, by.keys, case, meeting, by.now)
        accounts.audit.append(db, by.keys, by.staff.id, "feedback invited", str(case.id), by.now)


def invitable(db: Session, keys: Keys, case: Case, now: datetime) -> bool:
    """Whether her IDVA may invite her now."""
    if case.state is not State.OPEN or case.link_id is None or not may_contact(db, keys, case, now):
        return False
    try:
        _meeting_then(db, case, now)
    except NotTheTime:
        return False
    return entry.by_id(db, case.link_id).open_at(now)


def _meeting_then(db: Session, case: Case, now: datetime) -> Meeting:
    """The case's meeting, where it was long enough ago and she was not asked yet."""
    meeting = meeting_of(db, case.meeting_id)
    past = meeting is not None and may_invite(london(meeting.starts_at).date(), london(now).date())
    if meeting is None or not past or case.invited_at is not None:
        raise NotTheTime
    return meeting
