"""From an agenda's rows to drafts: first what would happen, then all of it or nothing.

A row is a case on the agenda that nobody has opened yet. It becomes a draft of the IDVA whom it names, who
opens it with the survivor. A row that names nobody makes no case: a lead may let it count in the total.
Promise: an IDVA imports for themselves only; whether a colleague has the same case is not told to them;
sending the same file twice makes nothing twice.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases.acting import By
from app.cases.agenda import Line
from app.cases.drafts import Draft, save_draft
from app.cases.listing import seen_by
from app.cases.meetings import london
from app.cases.models import Case, Meeting
from app.cases.moving import stands
from app.db import writing
from safety.errors import SafetyRefusal


class What(StrEnum):
    """What becomes of a row."""

    DRAFT = "draft"
    KNOWN = "known"
    NOBODY = "nobody"
    FAULTY = "faulty"


class AgendaFaulty(SafetyRefusal):
    """A row is not right, or no longer: nothing was imported."""

    code = "agenda_faulty"


@dataclass(frozen=True)
class Planned:
    """One row, and what would become of it."""

    line: Line
    what: What
    meeting: Meeting | None = None
    idva: accounts.StaffView | None = None

    @property
    def faults(self) -> tuple[str, ...]:
        """What to put right before anything is imported."""
        return self.line.faults


@dataclass(frozen=True)
class _Around:
    """What rows are held against."""

    meetings: dict[tuple[str, date], Meeting]
    idvas: dict[str, accounts.StaffView]
    known: set[tuple[str, UUID | None]]


def plan(db: Session, lines: Sequence[Line], by: By) -> list[Planned]:
    """What would become of each row. Nothing is written."""
    around, first = _around(db, by), dict[tuple[str, str, date | None], int]()
    planned = []
    for line in lines:
        key = (line.reference.casefold(), line.area_code, line.on)
        earlier = first.setdefault(key, line.number)
        said = (
            () if earlier == line.number else (f"The same case as in row {earlier}. Take one of them out.",)
        )
        planned.append(_planned(replace(line, faults=(*line.faults, *said)), around, by))
    return planned


def bring_in(db: Session, lines: Sequence[Line], by: By, *, whole: bool) -> int:
    """Make the drafts; where a lead says that this is the whole agenda, set its total. How many were made.

    Raises AgendaFaulty; then nothing was imported.
    """
    with writing(db):
        _hold_meetings(db, by)
        planned = plan(db, lines, by)
        if any(one.what is What.FAULTY for one in planned):
            raise AgendaFaulty
        drafts = [one for one in planned if one.what is What.DRAFT]
        for one in drafts:
            _make_draft(db, one, by)
        if whole and by.staff.role is accounts.Role.LEAD:
            _set_totals(planned, by.now)
        said = f"drafts={len(drafts)} rows={len(planned)}"
        accounts.audit.append(db, by.keys, by.staff.id, "agenda imported", by.staff.id, by.now, said)
    return len(drafts)


def _hold_meetings(db: Session, by: By) -> None:
    """Nobody changes the service's meetings until this is done; they are looked at anew."""
    query = select(Meeting).where(Meeting.service_id == by.staff.service_id, Meeting.starts_at > by.now)
    db.scalars(query.with_for_update().execution_options(populate_existing=True)).all()


def _around(db: Session, by: By) -> _Around:
    assert by.staff.service_id is not None
    ahead = select(Meeting).where(Meeting.service_id == by.staff.service_id, Meeting.starts_at > by.now)
    rows = select(Case.reference, Case.meeting_id).where(Case.id.in_(seen_by(by.staff)))
    people = accounts.idvas(db, by.staff.service_id)
    return _Around(
        {(one.area_code, london(one.starts_at).date()): one for one in db.scalars(ahead)},
        {name.casefold(): one for one in people for name in (one.email, one.display_name)},
        {(row[0].casefold(), row[1]) for row in db.execute(rows)},
    )


def _planned(line: Line, around: _Around, by: By) -> Planned:
    meeting = around.meetings.get((line.area_code, line.on)) if line.on else None
    idva, faults = _worker(line, around, by)
    if meeting is None and line.area_code and line.on:
        faults = (
            *faults,
            "No meeting ahead of that area and day is in the list. Add it first, or check both.",
        )
    told = replace(line, faults=(*line.faults, *faults))
    if told.faults or meeting is None:
        return Planned(told, What.FAULTY, meeting, idva)
    if (line.reference.casefold(), meeting.id) in around.known:
        return Planned(told, What.KNOWN, meeting, idva)
    return Planned(told, What.DRAFT if idva else What.NOBODY, meeting, idva)


def _worker(line: Line, around: _Around, by: By) -> tuple[accounts.StaffView | None, tuple[str, ...]]:
    """For whom a row is: an IDVA's own, or whom a lead's row names."""
    named = around.idvas.get(line.worker.casefold())
    if by.staff.role is not accounts.Role.LEAD:
        other = line.worker and (named is None or named.id != by.staff.id)
        return by.staff, (
            "You import your own cases. Leave the worker empty, or ask a lead.",
        ) if other else ()
    if line.worker and named is None:
        return None, ("No IDVA of your service has this address or name. Check it, or leave it empty.",)
    return named, ()


def _make_draft(db: Session, one: Planned, by: By) -> None:
    assert one.idva is not None and one.meeting is not None
    draft = Draft(one.line.reference, one.meeting.id, cover_id=one.idva.cover_id)
    save_draft(db, by.keys, uuid4(), one.idva, draft, 0, by.now)


def _set_totals(planned: Sequence[Planned], now: datetime) -> None:
    counts = Counter(one.meeting.id for one in planned if one.meeting)
    meetings = {one.meeting.id: one.meeting for one in planned if one.meeting}.values()
    for meeting in (each for each in meetings if not stands(each, now)):
        meeting.agenda_total, meeting.version = counts[meeting.id], meeting.version + 1
