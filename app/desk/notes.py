"""Notes that wait for her behind her code: who may leave one, and when.

Promise: only her own IDVA leaves one, or who covers as it is recorded; only what she agreed to live and only
while that stands, never after a second code; it is written into the trail that one was left, and nowhere
what it says.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.desk import outcomes
from app.entry import service as entry
from app.voice import service as voice
from config import Keys
from safety.errors import SafetyRefusal


class NoteNotAgreed(SafetyRefusal):
    """She did not agree live that notes may wait there, or it no longer stands."""

    code = "note_not_agreed"


def agreed(db: Session, keys: Keys, case: cases.Case, now: datetime) -> bool:
    """Whether notes may wait behind her code, as things stand."""
    agreement = cases.agreement_of(db, case.id)
    return agreement is not None and agreement.may_reply and cases.may_contact(db, keys, case, now)


def leave(
    db: Session,
    keys: Keys,
    case_id: UUID,
    chosen: list[str],
    by: accounts.StaffView,
    now: datetime,
    *,
    tells: bool = False,
) -> None:
    """Leave approved sentences for her; `tells`: with them she is told what came of the meeting.

    Raises NotYours, CoverNotRecorded, NoteNotAgreed, CaseNotBelieved, ReplyHeld, ReplyNowhere, Malformed;
    then nothing was left.
    """
    with writing(db):
        case = cases.get_bound(db, keys, case_id)
        cases.covering.require_reader(db, case, by, now)
        if not agreed(db, keys, case, now):
            raise NoteNotAgreed
        if case.link_id is None:
            raise voice.ReplyNowhere
        words = entry.reply_words(case.form_locale, chosen)
        voice.leave_reply(db, keys, case.link_id, words, now)
        accounts.audit.append(db, keys, by.id, "note left for her", case_id, now)
        if tells:
            outcomes.tell_by_note(db, keys, case_id, by, now)


def waiting(db: Session, case: cases.Case, now: datetime) -> voice.Waiting | None:
    """How the note behind the case's present link stands."""
    return voice.reply_of(db, case.link_id, now) if case.link_id else None
