"""Making the speaking sheet of a case, and of a whole agenda, in memory.

Promise: each opening is in the trail before anything is opened; what a colleague's cover does not allow is
not opened, and the pack says that it is missing. Of what was printed stays when, and a keyed hash of version
numbers.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.desk import caseload, service, wording
from app.desk.models import Confirmation, Printed, Spoken
from app.desk.sending import english_of
from app.desk.sheet import Sheet, Translated, sheet
from app.translating import service as translating
from app.voice import service as voice
from config import Keys
from safety.errors import SafetyRefusal

PACK = "meeting pack made"
PRINTED = b"printed"


@dataclass(frozen=True)
class Made:
    """One sheet, in this request only. `earlier`: when this person last made it; `changed`: since then."""

    row: caseload.Row
    sheet: Sheet
    kept: wording.Kept
    confirmed: Confirmation | None
    agreed: str
    age: int | None
    earlier: datetime | None
    changed: bool


@dataclass(frozen=True)
class Pack:
    """A meeting's sheets, and the cases that could not be opened, each with the refusal's code."""

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
    agreed: str = "",
) -> Made:
    """One page to speak from. Raises what opening views does; then nothing was opened."""
    opened = service.open_views(db, keys, case_id, reader, now, what, agreed)
    kept = wording.read(db, keys, case_id, reader.privates)
    made = sheet(opened.sittings, bool(agreed), kept.wording, translated(db, opened))
    row = caseload.row_of(db, keys, reader.staff, case_id, now)
    earlier = _noted(db, keys, row, kept.version, reader.staff.id, now)
    confirmed = service.confirmations(db, case_id).get(made.said.send_id) if made.said else None
    stands = made.said is not None and kept.wording.stands_for(made.said.send_id)
    return Made(
        row=row,
        sheet=made,
        kept=kept,
        confirmed=confirmed,
        agreed=agreed or (kept.wording.agreed if stands else ""),
        age=None if row.held else caseload.age_in_days(row.agreement, now),
        earlier=earlier.at if earlier else None,
        changed=earlier is not None and not _same(db, keys, row, kept.version, earlier),
    )


def translated(db: Session, opened: service.Opened) -> dict[tuple[str, str], Translated]:
    """What translators wrote of her words, by the names that a sheet says."""
    english = english_of(opened)
    found = {each.translator_id: accounts.staff(db, each.translator_id) for each in english.values()}
    names = {person.id: person.display_name for person in found.values() if person}
    return {of: Translated(each.text, names.get(each.translator_id, "")) for of, each in english.items()}


def allow(db: Session, keys: Keys, made: Made, agreed: str, by: accounts.StaffView, now: datetime) -> None:
    """Keep for the pack that more than she allowed may be spoken; where it cannot be kept, less is."""
    if agreed and made.sheet.said is not None and not made.sheet.stale and made.kept.opened:
        of = made.sheet.said.send_id.hex
        told = wording.Wording(**(vars(made.kept.wording) | {"agreed": agreed, "of": of}))
        with suppress(SafetyRefusal):
            wording.keep(db, keys, made.row.case.id, made.kept.version, told, by, now)


def pack(db: Session, keys: Keys, meeting_id: UUID, reader: service.Reader, now: datetime) -> Pack:
    """Every own case on this agenda, one page each, also those with no views. Raises NoSuchMeeting."""
    meeting = cases.own_meeting(db, meeting_id, reader.staff.service_id)
    made, missing = [], []
    for case in agenda(db, meeting_id, reader.staff):
        try:
            made.append(make(db, keys, case.id, reader, now, PACK))
        except SafetyRefusal as refusal:
            missing.append((case.reference, refusal.code))
    return Pack(meeting, made, missing)


def agenda(db: Session, meeting_id: UUID, staff: accounts.StaffView) -> list[cases.Case]:
    """This person's cases before one meeting, and those that they cover."""
    own = cases.before(db, meeting_id, cases.theirs(staff))
    return [case for case in own if case.state is not cases.State.CLOSED]


def changed_since(db: Session, keys: Keys, row: caseload.Row, staff_id: UUID) -> datetime | None:
    """When this person last made the sheet, where something has changed since; without opening anything."""
    earlier, kept = _last(db, row.case.id, staff_id), db.get(Spoken, row.case.id)
    if earlier is None or _same(db, keys, row, kept.version if kept else 0, earlier):
        return None
    return earlier.at


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
    moments += [row.agreement.agreed_at if row.agreement else None]
    moments += [translating.latest(db, voice.views_of(db, cases.link_ids(db, row.case.id)))]
    told = [moment.astimezone(UTC).isoformat() if moment else "" for moment in moments]
    return json.dumps([str(row.case.id), row.arrived, row.confirmed, row.held, version, *told]).encode()
