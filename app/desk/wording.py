"""What will be said for her, as it was worded beside her own words; kept without overwriting a colleague.

Promise: it stands for what she had sent when it was worded. When she sends more, none of it is spoken until
somebody has looked again, and neither is a yes that she gave before.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.desk.models import Spoken
from app.desk.reading import visible
from app.desk.sealed import Note, Privates, open_note, seal
from app.desk.service import require_reader
from config import Keys
from safety.errors import Malformed, NotOpened, SafetyRefusal

SAY_MAX = 300
LINE_MAX = 80
AGREED = ("", "asked", "danger")


class WordsChanged(SafetyRefusal):
    """A colleague, or another window, kept other words in between. Nothing was overwritten."""

    code = "words_changed"


@dataclass(frozen=True)
class Wording:
    """What will be said: under each heading, of her quote in English, and where nothing has arrived.

    `of` is the send that it was worded from. `agreed` says why more than she allowed may be spoken, and
    `agreed_of` is the send for which that was said.
    """

    say: Mapping[str, str] = field(default_factory=dict)
    english: str = ""
    translator: str = ""
    why: str = ""
    wait: str = ""
    agreed: str = ""
    of: str = ""
    agreed_of: str = ""

    @property
    def worded(self) -> bool:
        """Whether there is anything to say in it."""
        return any((*self.say.values(), self.english, self.why, self.wait))

    def stands_for(self, send_id: UUID | None) -> bool:
        """Whether it was worded from what she sent last."""
        return self.of == (send_id.hex if send_id else "")

    def allows(self, send_id: UUID | None) -> str:
        """Why all of it may be spoken, where that was said for what she sent last; else nothing."""
        return self.agreed if send_id and self.agreed_of == send_id.hex else ""


@dataclass(frozen=True)
class Kept:
    """A wording with its version, and who kept it when; version 0 is none yet."""

    version: int = 0
    wording: Wording = Wording()
    at: datetime | None = None
    by_id: UUID | None = None
    opened: bool = True


def read(db: Session, keys: Keys, case_id: UUID, privates: Callable[[], Privates]) -> Kept:
    """The words that are kept. Where these keys do not open them: none, and it says so."""
    row = db.get(Spoken, case_id, populate_existing=True)
    if row is None:
        return Kept()
    try:
        content = open_note(keys, case_id, Note.SPOKEN, row.version, row.sealed, privates())
        return Kept(row.version, _wording(content), row.at, row.by_id)
    except (NotOpened, Malformed, ValueError):
        return Kept(row.version, Wording(), row.at, row.by_id, opened=False)


def keep(
    db: Session,
    keys: Keys,
    case_id: UUID,
    version: int,
    wording: Wording,
    by: accounts.StaffView,
    now: datetime,
) -> int:
    """Keep these words over that version; the new one.

    Raises WordsChanged, NotYours, CoverNotRecorded, CaseNotBelieved, and what sealing does.
    """
    with writing(db):
        case = cases.locked(db, case_id)
        require_reader(db, cases.get_bound(db, keys, case_id), by, now)
        row = db.get(Spoken, case_id, populate_existing=True)
        if version != (row.version if row else 0):
            raise WordsChanged
        sealed = seal(db, keys, case, Note.SPOKEN, version + 1, _content(wording))
        row = row or Spoken(case_id=case_id)
        row.version, row.sealed, row.at, row.by_id = version + 1, sealed, now, by.id
        db.add(row)
        accounts.audit.append(db, keys, by.id, "words for the meeting kept", case_id, now, wording.agreed)
    return version + 1


def _content(wording: Wording) -> dict[str, Any]:
    return {
        "say": {name: text[:SAY_MAX] for name, text in wording.say.items() if text},
        "english": wording.english[:SAY_MAX],
        "translator": wording.translator[:LINE_MAX],
        "why": wording.why[:SAY_MAX],
        "wait": wording.wait[:SAY_MAX],
        "agreed": wording.agreed,
        "of": wording.of,
        "agreed_of": wording.agreed_of,
    }


def _wording(content: Mapping[str, Any]) -> Wording:
    say = content.get("say")
    said = {name: visible(str(text)) for name, text in say.items()} if isinstance(say, dict) else {}
    lines = ("english", "translator", "why", "wait", "of")
    rest = {name: visible(str(content.get(name, ""))) for name in lines}
    agreed, agreed_of = content.get("agreed"), visible(str(content.get("agreed_of", rest["of"])))
    return Wording(say=said, agreed=agreed if agreed in AGREED else "", agreed_of=agreed_of, **rest)
