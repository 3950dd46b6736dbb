"""The desk: opening what she sent, confirming it live, cover. The only writer of its tables."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.cases.service import covering
from app.db import writing
from app.desk import tallying
from app.desk.forgetting import erase, forget_views, forget_wording, purge
from app.desk.models import Confirmation, Reading, Taking
from app.desk.prompts import checks, foreign, guess, others
from app.desk.reading import OPENED, READ, Said, Submission, Unread, belongs, opened, submissions
from app.desk.recovery_asked import MOST as MOST_RECOVERED
from app.desk.recovery_asked import Given, ReaderChanged
from app.desk.recovery_asked import Said as AskedOf
from app.desk.recovery_asked import Wanted as RecoveryWanted
from app.desk.recovery_asked import lapse as lapse_recoveries
from app.desk.recovery_ways import Came, Deed, DutyWay, Found, Way, recovers_duty
from app.desk.things import (
    Thing,
    content_key_of,
    keep_from_conflicts,
    keep_from_leaver,
    keep_from_leavers,
    sent_things,
)
from app.translating import service as translating
from app.voice import service as voice
from config import Keys
from safety.errors import SafetyRefusal

__all__ = [
    "MOST_RECOVERED",
    "SHEET",
    "AskedOf",
    "Came",
    "CoverNotRecorded",
    "CoverTooLong",
    "Deed",
    "DutyWay",
    "Found",
    "Given",
    "Live",
    "Opened",
    "Reader",
    "ReaderChanged",
    "RecoveryWanted",
    "Said",
    "Submission",
    "Thing",
    "Unread",
    "Way",
    "Why",
    "belongs",
    "checks",
    "confirm",
    "confirmations",
    "content_key_of",
    "cover_ahead",
    "end_cover",
    "erase",
    "foreign",
    "forget_views",
    "forget_wording",
    "guess",
    "keep_from_conflicts",
    "keep_from_leaver",
    "keep_from_leavers",
    "lapse_recoveries",
    "may_open",
    "open_views",
    "opened",
    "others",
    "purge",
    "record_cover",
    "recovers_duty",
    "require_reader",
    "send_named",
    "sent_things",
    "submissions",
    "tallying",
]

Why, CoverNotRecorded, CoverTooLong = covering.Why, covering.CoverNotRecorded, covering.CoverTooLong
require_reader, may_open = covering.require_reader, covering.may_open
record_cover, end_cover, cover_ahead = covering.record_cover, covering.end_cover, covering.cover_ahead

VIEWS, SHEET = "views opened", "speaking sheet made"


class NothingArrived(SafetyRefusal):
    """There is nothing to confirm, or it is not this case's."""

    code = "nothing_arrived"


@dataclass(frozen=True)
class Reader:
    """Who reads, and how to get at their keys: a function, so that no key is touched before its time."""

    staff: accounts.StaffView
    privates: Callable[[], list[tuple[bytes, bytes]]] = field(repr=False)


@dataclass(frozen=True)
class Live:
    """How they spoke, and who interpreted, if anyone."""

    how: cases.How
    interpreter: str = ""


@dataclass(frozen=True)
class Opened:
    """What arrived, open in this request only."""

    sittings: list[Submission]
    after: list[Submission]
    unread: list[Unread]
    harmless: int
    english: dict[UUID, translating.Translated]


def send_named(text: str | None) -> UUID | None:
    """The send that a page named; None where that is no name of one."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def open_views(
    db: Session, keys: Keys, case_id: UUID, reader: Reader, now: datetime, what: str = VIEWS, detail: str = ""
) -> Opened:
    """Open what she sent, for its IDVA or for recorded cover. Only whom all of it is shown to has read it.

    The audit entry is committed before any key is touched. Raises CoverNotRecorded, NotYours, NoSuchCase,
    CaseNotBelieved; then no key was touched and nothing is logged as opened.
    """
    with writing(db):
        case = cases.get_bound(db, keys, case_id)
        require_reader(db, case, reader.staff, now)
        accounts.audit.append(db, keys, reader.staff.id, what, case.id, now, detail)
    links = cases.link_ids(db, case_id)
    sends = [send for link_id in links for send in voice.sends_of(db, keys, link_id) if send.kind in OPENED]
    hers = [send for send in sends if not send.duress]
    privates = reader.privates() if hers else []
    results = [(send.submission_id, opened(send, links, privates)) for send in hers]
    if what == VIEWS and not detail:
        _note_reading(db, case_id, reader.staff.id, [send.id for send in hers if send.kind in READ], now)
    said = [(sitting, one) for sitting, one in results if isinstance(one, Said)]
    takings = {row.id: row for row in db.scalars(select(Taking).where(Taking.case_id == case_id))}
    return Opened(
        sittings=submissions(((sitting, one) for sitting, one in said if not one.after), takings),
        after=submissions((sitting, one) for sitting, one in said if one.after),
        unread=[one for _, one in results if isinstance(one, Unread)],
        harmless=len(sends) - len(hers),
        english=translating.translated(db, keys, [send.id for send in hers], privates),
    )


def _note_reading(db: Session, case_id: UUID, staff_id: UUID, send_ids: list[UUID], now: datetime) -> None:
    theirs = (Reading.case_id == case_id, Reading.staff_id == staff_id)
    with writing(db):
        known = set(db.scalars(update(Reading).where(*theirs).values(at=now).returning(Reading.send_id)))
        db.add_all(
            Reading(case_id=case_id, staff_id=staff_id, send_id=send_id, at=now)
            for send_id in send_ids
            if send_id not in known
        )


def confirm(
    db: Session, keys: Keys, case_id: UUID, send_id: UUID, live: Live, reader: Reader, now: datetime
) -> None:
    """Write down that this was read back to her live. Raises NothingArrived, NotYours, CoverNotRecorded."""
    with writing(db):
        case = cases.get_bound(db, keys, case_id)
        require_reader(db, case, reader.staff, now)
        if not _has_read(db, case_id, send_id, reader.staff.id):
            raise NothingArrived
        db.add(
            Confirmation(
                case_id=case_id,
                send_id=send_id,
                how=live.how,
                interpreter=live.interpreter[: cases.INTERPRETER_MAX],
                at=now,
                by_id=reader.staff.id,
            )
        )
        accounts.audit.append(db, keys, reader.staff.id, "views confirmed live", case_id, now, live.how)


def _has_read(db: Session, case_id: UUID, send_id: UUID, staff_id: UUID) -> bool:
    """Only what this person opened, on this case, can be confirmed by them."""
    read = (Reading.case_id == case_id, Reading.send_id == send_id, Reading.staff_id == staff_id)
    return db.scalar(select(func.count()).where(*read)) != 0


def confirmations(db: Session, case_id: UUID) -> dict[UUID, Confirmation]:
    """What was confirmed live, by send; the newest confirmation of each."""
    rows = db.scalars(select(Confirmation).where(Confirmation.case_id == case_id).order_by(Confirmation.at))
    return {row.send_id: row for row in rows}
