"""The outcome as a record for case systems: a reference, dates and the voice standard's codes; no content.

Promise: nothing that anyone said is in it, and it has the shape that the published schema says.
"""

import json
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.desk import caseload, facts, outcomes
from app.desk.models import Outcome
from config import Keys
from safety import standard
from safety.standard import CODES, Facts, Mark

NAME = "outcome-1.schema.json"
VERSION = 1


def rows_of(
    db: Session, keys: Keys, meeting_id: UUID, staff: accounts.StaffView, now: datetime
) -> list[caseload.Row]:
    """The cases of one agenda that this person may know of, drafts too. Raises NoSuchMeeting."""
    cases.own_meeting(db, meeting_id, staff.service_id)
    listed = cases.before(db, meeting_id, cases.seen_by(staff))
    barred = cases.barred_references(db, keys, staff.id, now)
    open_to = [one for one in listed if one.idva_id == staff.id or cases.folded(one.reference) not in barred]
    return [caseload.row_of(db, keys, staff, case.id, now) for case in open_to]


def exported(
    db: Session, keys: Keys, rows: list[caseload.Row], staff: accounts.StaffView, now: datetime
) -> dict[str, Any]:
    """The file. That it left is in the trail of each case first."""
    with writing(db):
        for row in rows:
            accounts.audit.append(db, keys, staff.id, "outcome exported", row.case.id, now)
    return document([one(db, row, outcomes.of_case(db, row.case.id), now) for row in rows])


def document(records: list[dict[str, Any]]) -> dict[str, Any]:
    """Records as one file."""
    return {"schema": f"beforehand:{NAME}", "version": VERSION, "cases": records}


def one(db: Session, row: caseload.Row, outcome: Outcome | None, now: datetime) -> dict[str, Any]:
    """One case's record."""
    given = facts.given_of(db, [row.case.id]).get(row.case.id)
    return record(row.case.reference, _place(row.meeting), facts.facts_of(row, outcome, now, given))


def _place(meeting: cases.Meeting | None) -> dict[str, str] | None:
    if meeting is None:
        return None
    return {"on": cases.london(meeting.starts_at).date().isoformat(), "area": meeting.area_code}


def record(reference: str, meeting: dict[str, str] | None, known: Facts) -> dict[str, Any]:
    """A record from what the standard knows of a case."""
    marks = standard.measures(known)
    measures: dict[str, dict[str, Any]] = {code: {"mark": marks[code].value} for code in CODES}
    if known.not_offered and not known.offered:
        measures["V1"]["reason"] = known.not_offered.value
    if known.heard:
        measures["V3"]["how"] = known.heard.value
    if known.told:
        measures["V5"]["how"] = known.told.value
    late = standard.told_within(known, standard.LATE_DAYS) if marks["V5"] is not Mark.APART else Mark.APART
    measures["V5"]["within_5"] = late.value
    return {"reference": reference, "meeting": meeting, "measures": measures}


@cache
def schema() -> dict[str, Any]:
    """The published shape, as it is served."""
    text = files("app.desk").joinpath(f"static/{NAME}").read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text)
    return read
