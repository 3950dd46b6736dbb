"""The trail is proved every day, and what was its last entry is noted outside the database.

Promise: an entry that was changed, taken out, put in or moved, and an end that was cut off, is found within a
day, without anybody asking. A note that does not stand any more is never written over: it is evidence.
"""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts import audit, searching
from app.accounts.trail_form import HEAD
from app.db import writing
from app.web.health import Beat
from config import Keys

NOTE = "trail-noted"
MAY_AGE = timedelta(days=2)
_SAID = "trail "
_OURS = Beat.name.startswith(_SAID, autoescape=True)


class Verdict(StrEnum):
    """What the last proof found."""

    HELD = "held"
    CHANGED = "changed"
    CUT = "cut"


@dataclass(frozen=True)
class Proof:
    """When the trail was last proved, and what was found."""

    at: datetime
    verdict: Verdict

    def fine(self, now: datetime) -> bool:
        """Whether nobody has to look: it held, and that was not long ago."""
        return self.verdict is Verdict.HELD and now - self.at < MAY_AGE


def prove(db: Session, keys: Keys, folder: Path, now: datetime) -> int:
    """Walk the trail, compare its end with the note in `folder`, write down what was found; how many entries.

    Where all stands, the note becomes today's last entry. Raises OSError where it cannot be written.
    """
    noted = _noted(folder)
    seen = audit.verify(db, keys)
    verdict = Verdict.HELD if seen.holds else Verdict.CHANGED
    if seen.holds and noted and searching.stands(db, *noted) is False:
        verdict = Verdict.CUT
    head = audit.head(db)
    _write_down(db, Proof(now, verdict))
    if verdict is Verdict.HELD and seen.last:
        _note(folder, *head)
    return seen.entries


def last(db: Session) -> Proof | None:
    """What the last proof found; None where there was none yet."""
    row = db.scalar(select(Beat).where(_OURS).order_by(Beat.at.desc()).limit(1))
    return Proof(row.at, Verdict(row.name.removeprefix(_SAID))) if row else None


def begin_anew(folder: Path) -> None:
    """Forget the note: the database is another one from now on."""
    (folder / NOTE).unlink(missing_ok=True)


def _write_down(db: Session, proof: Proof) -> None:
    with writing(db):
        db.execute(delete(Beat).where(_OURS))
        db.add(Beat(name=_SAID + proof.verdict, at=proof.at))


def _noted(folder: Path) -> tuple[int, str] | None:
    """The number and mark of the note; a note that nobody can read stands for none that stands."""
    try:
        text = (folder / NOTE).read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        return None
    found = HEAD.fullmatch(text)
    return (int(found.group(1)), found.group(2)) if found else (0, "")


def _note(folder: Path, number: int, mac: bytes) -> None:
    """Whole or not at all, and for the owner only."""
    partial = folder / f".{NOTE}"
    partial.unlink(missing_ok=True)
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{number}:{searching.mark_of(mac)}\n")
        file.flush()
        os.fsync(file.fileno())
    partial.replace(folder / NOTE)
