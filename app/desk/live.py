"""Taking views live: her words written down while she speaks, answer by answer, and read back at the end.

Promise: only over a live conversation, and only by who may read for her. Each answer is sealed to the case's
readers as it comes and kept nowhere else: in clear stand how they spoke, who interpreted, and when. Read back
to her, it counts as confirmed live; until then it says that it was not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.desk import service
from app.desk.models import Confirmation, Reading, Taking
from app.desk.reading import Submission
from app.entry import service as entry
from app.voice import service as voice
from config import Keys
from safety.errors import SafetyRefusal

MAY = "say"  # the step that asks what may be said at the meeting


class NoLink(SafetyRefusal):
    """The case has no link yet, so nobody is named to whom her words are sealed."""

    code = "not_open"


class NoSuchTaking(SafetyRefusal):
    """There is no such conversation on this case, or it is a colleague's."""

    code = "no_such_taking"


class WasReadBack(NoSuchTaking):
    """This conversation was read back to her and kept, `at` that moment: it takes no more answers."""

    code = "was_read_back"

    def __init__(self, at: datetime) -> None:
        super().__init__()
        self.at = at


@dataclass(frozen=True)
class Answered:
    """One answer as it is written down: what was chosen, and her words."""

    chips: tuple[str, ...] = ()
    text: str = ""

    @property
    def empty(self) -> bool:
        return not self.chips and not self.text.strip()


def aloud(db: Session, keys: Keys, case: cases.Case) -> entry.Aloud:
    """The form as it is asked aloud in her language. Raises NoLink."""
    link = entry.by_id(db, _link_of(case))
    return entry.aloud(case.form_locale, entry.facts_ahead(keys, link))


def begin(
    db: Session,
    keys: Keys,
    case_id: UUID,
    live: service.Live,
    lang: str,
    by: accounts.StaffView,
    now: datetime,
) -> UUID:
    """She is on the line and begins to speak. Raises NoLink, NotYours, CoverNotRecorded, CaseNotBelieved."""
    taking = Taking(
        id=uuid4(),
        case_id=case_id,
        staff_id=by.id,
        how=live.how,
        interpreter=live.interpreter[: cases.INTERPRETER_MAX],
        lang=lang,
        started_at=now,
    )
    with writing(db):
        case = cases.get_bound(db, keys, case_id)
        service.require_reader(db, case, by, now)
        _link_of(case)
        db.add(taking)
        accounts.audit.append(db, keys, by.id, "views taken live", case_id, now, live.how)
    return taking.id


def taking_of(db: Session, case_id: UUID, taking_id: UUID, by: accounts.StaffView) -> Taking:
    """A conversation of this person's on this case, not finished. Raises NoSuchTaking, WasReadBack."""
    found = db.get(Taking, taking_id)
    if found is None or found.case_id != case_id or found.staff_id != by.id:
        raise NoSuchTaking
    if found.read_back_at:
        raise WasReadBack(found.read_back_at)
    return found


def unfinished(db: Session, case_id: UUID, staff_id: UUID) -> list[Taking]:
    """What this person began to take down and did not read back, the newest first."""
    mine = (Taking.case_id == case_id, Taking.staff_id == staff_id, Taking.read_back_at.is_(None))
    return list(db.scalars(select(Taking).where(*mine).order_by(Taking.started_at.desc())))


def keep(
    db: Session,
    keys: Keys,
    taking: Taking,
    answers: Mapping[str, Answered],
    by: accounts.StaffView,
    now: datetime,
) -> None:
    """Seal and keep the answers of one step. Raises NotYours, CoverNotRecorded; then nothing is kept."""
    said = {name: {"c": list(one.chips), "t": one.text} for name, one in answers.items()}
    content: dict[str, Any] = {"a": {name: one for name, one in said.items() if name != MAY}}
    if MAY in answers:
        content["send"] = {"say": next(iter(answers[MAY].chips), "")}
    with writing(db):
        _add(db, keys, taking, content, by, now, last=False)


def read_back(db: Session, keys: Keys, taking: Taking, by: accounts.StaffView, now: datetime) -> None:
    """It was read back to her and she said yes: from now on it is hers, confirmed live.

    Raises NothingArrived where nothing was written down, NotYours, CoverNotRecorded.
    """
    with writing(db):
        if not voice.was_spoken(db, taking.id):
            raise service.NothingArrived
        send_id = _add(db, keys, taking, {"a": {}}, by, now, last=True)
        db.get_one(Taking, taking.id).read_back_at = now
        db.add(
            Confirmation(
                case_id=taking.case_id,
                send_id=send_id,
                how=taking.how,
                interpreter=taking.interpreter,
                at=now,
                by_id=by.id,
            )
        )
        accounts.audit.append(db, keys, by.id, "views confirmed live", taking.case_id, now, taking.how)


def sitting(opened: service.Opened, taking: Taking) -> Submission | None:
    """Of what was opened, this conversation."""
    return next(
        (one for one in opened.sittings if one.shown.spoken and one.shown.spoken.id == taking.id), None
    )


def _add(
    db: Session,
    keys: Keys,
    taking: Taking,
    content: dict[str, Any],
    by: accounts.StaffView,
    now: datetime,
    *,
    last: bool,
) -> UUID:
    """One send of a conversation; whoever writes it down has read it."""
    case = cases.get_bound(db, keys, taking.case_id)
    service.require_reader(db, case, by, now)
    whole = {
        "v": 1,
        "form": entry.FORM_VERSION,
        "lang": taking.lang,
        "how": "live",
        "by": "server",
        **content,
    }
    link_id = _link_of(case)
    send_id = voice.keep_spoken(db, keys, link_id, taking.id, whole, now, last=last)
    db.add(Reading(case_id=case.id, staff_id=by.id, send_id=send_id, at=now))
    return send_id


def _link_of(case: cases.Case) -> UUID:
    if case.link_id is None:
        raise NoLink
    return case.link_id


def answered(found: Submission | None) -> dict[str, Answered]:
    """What was saved so far, by question."""
    if found is None:
        return {}
    may = Answered((found.shown.part.may,) if found.shown.part.may else ())
    return {one.id: Answered(one.ids, one.text) for one in found.shown.answers} | {MAY: may}
