"""Making the speaking sheet of a case, and of a whole agenda, in memory.

Promise: each opening is in the trail before anything is opened; what a colleague's cover does not allow is
not opened, and the pack says that it is missing. A yes to more than she allowed counts for what she had sent
when it was given, is kept for the pack, and is withdrawn by a no. Of what was printed stays when, and a keyed
hash of version numbers.
"""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.desk import caseload, service, wording
from app.desk.headings import Translated
from app.desk.models import Confirmation, Printed, Spoken
from app.desk.rules import May, for_meeting, may_of
from app.desk.sending import english_of, numbered
from app.desk.sheet import Sheet, sheet
from app.translating import service as translating
from app.voice import service as voice
from config import Keys
from safety.errors import SafetyRefusal

PACK = "meeting pack made"
PRINTED = b"printed"
CLOSED = "closed"


@dataclass(frozen=True)
class Answer:
    """Whether all of it may be said, as it was chosen on a page, and the last send which that page showed."""

    agreed: str
    of: str


class Unused(StrEnum):
    """Why an answer is not what it seems: she sent more meanwhile, or it holds for this sheet alone."""

    MORE_CAME = "more_came"
    NOT_KEPT = "not_kept"


@dataclass(frozen=True)
class Allowed:
    """Why all of it may be said, if it may; the words as they are kept by now; what became of an answer."""

    agreed: str
    kept: wording.Kept
    unused: Unused | None = None


@dataclass(frozen=True)
class Made:
    """One sheet, in this request only. `earlier`: when this person last made it; `changed`: since then."""

    row: caseload.Row
    sheet: Sheet
    kept: wording.Kept
    confirmed: dict[UUID, Confirmation]
    agreed: str
    unused: Unused | None
    age: int | None
    earlier: datetime | None
    changed: bool
    numbers: dict[UUID, int]
    unread: int


@dataclass(frozen=True)
class Pack:
    """A meeting's sheets, and the cases that have none, each with why: a refusal's code, or CLOSED."""

    meeting: cases.Meeting
    made: list[Made]
    missing: list[tuple[str, str]]


def make(
    db: Session,
    keys: Keys,
    case_id: UUID,
    reader: service.Reader,
    now: datetime,
    what: str = service.SHEET,
    answer: Answer | None = None,
) -> Made:
    """One page to speak from; without an answer the recorded one counts. Raises what opening views does."""
    opened = service.open_views(db, keys, case_id, reader, now, what, answer.agreed if answer else "")
    allowed = _allowed(db, keys, case_id, opened, answer, reader, now)
    kept, confirmed = allowed.kept, service.confirmations(db, case_id)
    english = translated(db, opened)
    made = sheet(opened.sittings, bool(allowed.agreed), kept.wording, english, confirmed)
    row = caseload.row_of(db, keys, reader.staff, case_id, now)
    earlier = _noted(db, keys, row, kept.version, reader.staff.id, now)
    return Made(
        row=row,
        sheet=made,
        kept=kept,
        confirmed=confirmed,
        agreed=allowed.agreed,
        unused=allowed.unused,
        age=None if row.held else caseload.age_in_days(row.agreement, now),
        earlier=earlier.at if earlier else None,
        changed=earlier is not None and not _same(db, keys, row, kept.version, earlier),
        numbers=numbered(opened),
        unread=len(opened.unread),
    )


def translated(db: Session, opened: service.Opened) -> dict[tuple[str, str], Translated]:
    """What translators wrote of her words, by the names that a sheet says."""
    english = english_of(opened)
    found = {each.translator_id: accounts.staff(db, each.translator_id) for each in english.values()}
    names = {person.id: person.display_name for person in found.values() if person}
    return {of: Translated(each.text, names.get(each.translator_id, "")) for of, each in english.items()}


def _allowed(
    db: Session,
    keys: Keys,
    case_id: UUID,
    opened: service.Opened,
    answer: Answer | None,
    reader: service.Reader,
    now: datetime,
) -> Allowed:
    """A yes to what she sent last, kept for the pack; a no takes a yes back; else what is recorded.

    Once she has said "all of it" herself no yes is needed: what was recorded is withdrawn. Words that were
    kept for the meeting stay as they are: a yes is not a look at them.
    """
    kept = wording.read(db, keys, case_id, reader.privates)
    confirmed = service.confirmations(db, case_id)
    newest = next((one.shown.send_id for one in for_meeting(opened.sittings, confirmed)), None)
    recorded = kept.wording.allows(newest)
    if newest and may_of(opened.sittings, confirmed) is May.ALL:
        answer = Answer("", newest.hex)
    if answer is None or newest is None or answer.agreed == recorded:
        return Allowed(recorded, kept)
    if answer.agreed and answer.of != newest.hex:
        return Allowed(recorded, kept, Unused.MORE_CAME)
    told = replace(kept.wording, agreed=answer.agreed, agreed_of=newest.hex)
    if not kept.opened:
        return Allowed(answer.agreed, kept, Unused.NOT_KEPT)
    try:
        version = wording.keep(db, keys, case_id, kept.version, told, reader.staff, now)
    except SafetyRefusal:
        return Allowed(answer.agreed, kept, Unused.NOT_KEPT)
    return Allowed(answer.agreed, wording.Kept(version, told, now, reader.staff.id))


def pack(db: Session, keys: Keys, meeting_id: UUID, reader: service.Reader, now: datetime) -> Pack:
    """Every own case on this agenda, one page each, also those with no views. Raises NoSuchMeeting."""
    meeting = cases.own_meeting(db, meeting_id, reader.staff.service_id)
    made, missing = [], []
    for case in agenda(db, meeting_id, reader.staff):
        try:
            made.append(make(db, keys, case.id, reader, now, PACK))
        except SafetyRefusal as refusal:
            missing.append((case.reference, refusal.code))
    missing += [(case.reference, CLOSED) for case in _before(db, meeting_id, reader.staff, closed=True)]
    return Pack(meeting, made, missing)


def agenda(db: Session, meeting_id: UUID, staff: accounts.StaffView) -> list[cases.Case]:
    """This person's cases before one meeting, and those that they cover."""
    return _before(db, meeting_id, staff, closed=False)


def _before(db: Session, meeting_id: UUID, staff: accounts.StaffView, *, closed: bool) -> list[cases.Case]:
    own = cases.before(db, meeting_id, cases.theirs(staff))
    return [case for case in own if (case.state is cases.State.CLOSED) is closed]


@dataclass(frozen=True)
class OnPaper:
    """When somebody last made a sheet, and whether it is out of date since."""

    at: datetime
    changed: bool


def on_paper(db: Session, keys: Keys, row: caseload.Row, staff_id: UUID) -> OnPaper | None:
    """The sheet that this person made last; None where they never did. Nothing is opened for it."""
    earlier, kept = _last(db, row.case.id, staff_id), db.get(Spoken, row.case.id)
    if earlier is None:
        return None
    return OnPaper(earlier.at, not _same(db, keys, row, kept.version if kept else 0, earlier))


def _noted(
    db: Session, keys: Keys, row: caseload.Row, version: int, staff_id: UUID, now: datetime
) -> Printed | None:
    """Note that this was made now; what was made before, if anything."""
    with writing(db):
        earlier = _last(db, row.case.id, staff_id)
        mark = keys.data.mac(PRINTED, _versions(db, row, version))
        db.add(Printed(case_id=row.case.id, staff_id=staff_id, at=now, mark=mark))
    return earlier


def _last(db: Session, case_id: UUID, staff_id: UUID) -> Printed | None:
    mine = select(Printed).where(Printed.case_id == case_id, Printed.staff_id == staff_id)
    return db.scalar(mine.order_by(Printed.at.desc()).limit(1))


def _same(db: Session, keys: Keys, row: caseload.Row, version: int, earlier: Printed) -> bool:
    return keys.data.mac_ok(PRINTED, _versions(db, row, version), earlier.mark)


def _versions(db: Session, row: caseload.Row, version: int) -> bytes:
    """What a sheet depends on, as numbers and moments: no word of hers, nor of what will be said."""
    moments = [row.last_at, row.meeting.starts_at if row.meeting else None]
    moments += [one.at for one in service.confirmations(db, row.case.id).values()]
    moments += [row.agreement.agreed_at if row.agreement else None]
    moments += [translating.latest(db, voice.views_of(db, cases.link_ids(db, row.case.id)))]
    told = [moment.astimezone(UTC).isoformat() if moment else "" for moment in moments]
    return json.dumps([str(row.case.id), row.arrived, row.held, version, *told]).encode()
