"""What the meeting did with what she wanted: written down, changed, told back. The only writer of its table.

Promise: which wishes she had, and why one could not be met, is sealed to the case's readers; in clear stands
only what the voice standard counts. A change over a newer one is refused, and nothing is overwritten.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.desk.models import Outcome
from app.desk.reading import visible
from app.desk.sealed import Note, Privates, open_note, seal
from app.desk.service import require_reader
from config import Keys
from safety import standard
from safety.errors import Malformed, NotOpened, SafetyRefusal
from safety.speaking import steady
from safety.standard import Heard, Told, Unmet, Wish

WHY_MAX = 200


class OutcomeChanged(SafetyRefusal):
    """A colleague, or another window, wrote the outcome down in between. Nothing was overwritten."""

    code = "outcome_changed"


class NotYetHeld(SafetyRefusal):
    """The meeting's day has not come: nothing can have come of it."""

    code = "not_yet_held"


@dataclass(frozen=True)
class What:
    """Four taps: heard, which wishes became actions, which could not be met and why, told."""

    heard: Heard
    wishes: Mapping[str, Wish] = field(default_factory=dict)
    why: str = ""
    told: Told | None = None
    told_on: date | None = None


def as_shown(what: What) -> What:
    """As a page shows it: two outcomes are one where these are."""
    return replace(what, why=steady(visible(what.why)))


@dataclass(frozen=True)
class Written:
    """An outcome with its version, who wrote it and when; version 0 is none yet."""

    version: int = 0
    what: What | None = None
    at: datetime | None = None
    by_id: UUID | None = None


def of_case(db: Session, case_id: UUID) -> Outcome | None:
    """What stands in clear: for the standard, and to show that it was written down."""
    return db.get(Outcome, case_id, populate_existing=True)


def read(db: Session, keys: Keys, case_id: UUID, privates: Privates) -> Written:
    """The outcome whole; without her wishes where these keys do not open them, or where they went."""
    row = of_case(db, case_id)
    if row is None:
        return Written()
    content: dict[str, Any] = {}
    try:
        if row.sealed is not None:
            content = open_note(keys, case_id, Note.OUTCOME, row.version, row.sealed, privates)
    except (NotOpened, Malformed, ValueError):
        content = {}
    why = visible(str(content.get("why", "")))
    what = What(row.heard, _wishes(content.get("wishes")), why, row.told, row.told_on)
    return Written(row.version, what, row.at, row.by_id)


def write(
    db: Session, keys: Keys, case_id: UUID, version: int, what: What, by: accounts.StaffView, now: datetime
) -> int:
    """Write it down over that version; the new one.

    Raises OutcomeChanged, NotYetHeld, NotYours, CoverNotRecorded, CaseNotBelieved, and what sealing does.
    """
    with writing(db):
        case = cases.locked(db, case_id)
        require_reader(db, cases.get_bound(db, keys, case_id), by, now)
        require_held(db, case, now)
        row = of_case(db, case_id)
        if version != (row.version if row else 0):
            raise OutcomeChanged
        sealed = seal(db, keys, case, Note.OUTCOME, version + 1, _content(what))
        row = row or Outcome(case_id=case_id)
        row.version, row.sealed, row.at, row.by_id = version + 1, sealed, now, by.id
        row.heard, row.answered = what.heard, standard.answered(what.wishes)
        row.told, row.told_on = what.told, what.told_on if what.told not in {None, Told.NOT_SAFE} else None
        db.add(row)
        accounts.audit.append(db, keys, by.id, "outcome written down", case_id, now)
    return version + 1


def tell_by_note(db: Session, keys: Keys, case_id: UUID, by: accounts.StaffView, now: datetime) -> None:
    """The note that was just left tells her what came of it. Nothing else of the outcome changes."""
    with writing(db):
        row = of_case(db, case_id)
        if row is None or row.told in set(Told) - {Told.NOT_SAFE}:
            return
        row.told, row.told_on = Told.NOTE, cases.london(now).date()
        accounts.audit.append(db, keys, by.id, "told by a note", case_id, now)


def is_held(db: Session, case: cases.Case, now: datetime) -> bool:
    """Whether the day of its meeting has come."""
    meeting = cases.meeting_of(db, case.meeting_id)
    return meeting is not None and cases.london(meeting.starts_at).date() <= cases.london(now).date()


def require_held(db: Session, case: cases.Case, now: datetime) -> None:
    """Raises NotYetHeld before the day of the meeting."""
    if not is_held(db, case, now):
        raise NotYetHeld


def _content(what: What) -> dict[str, Any]:
    wishes = {name: "action" if one.action else one.unmet or "" for name, one in what.wishes.items()}
    return {"wishes": wishes, "why": what.why[:WHY_MAX]}


def _wishes(content: Any) -> dict[str, Wish]:
    known = {each.value: each for each in Unmet}
    given = content if isinstance(content, dict) else {}
    return {str(name): Wish(said == "action", known.get(str(said))) for name, said in given.items()}
