"""Where somebody is signed in, as they may read it themselves: which browser, since when, seen when.

Promise: of a browser its make and its system are kept, sealed for its person; no version, address or place.
One's own sessions can be ended one by one or all at once, and nobody else's.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.models import StaffSession
from app.accounts.staff import end_sessions
from app.db import writing
from config import Keys
from safety.errors import NotOpened

# The first that is found counts: most browsers also name those that they are made like.
MAKES = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("CrOS", "a Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS", "a Mac"),
    ("Linux", "Linux"),
)
UNKNOWN = "A browser that we do not know"


@dataclass(frozen=True)
class Place:
    """One browser. `entered` is False where it has the password and no second step yet."""

    ref: str
    browser: str
    entered: bool
    since: datetime
    seen: datetime
    here: bool


def told(keys: Keys, row: StaffSession, entered: bool, agent: str) -> bytes:
    """What a session's row tells its own person."""
    said = {"browser": plainly(agent), "entered": entered}
    return keys.data.seal(json.dumps(said).encode(), _context(row))


def plainly(agent: str) -> str:
    """A browser in plain words."""
    make, system = (next((word for mark, word in known if mark in agent), "") for known in (MAKES, SYSTEMS))
    return " on ".join(word for word in (make, system) if word) or UNKNOWN


def places(
    db: Session, keys: Keys, staff_id: UUID, here: bytes, oldest: datetime, idle: datetime
) -> list[Place]:
    """Where this person is signed in now, this browser first, then the latest; begun and seen since then."""
    rows = db.scalars(
        select(StaffSession).where(
            StaffSession.staff_id == staff_id, StaffSession.created_at >= oldest, StaffSession.seen_at >= idle
        )
    )
    found = [_place(keys, row, here) for row in rows]
    return sorted(found, key=lambda one: (one.here, one.seen), reverse=True)


def end(db: Session, keys: Keys, staff_id: UUID, ref: str, now: datetime) -> bool:
    """End one of one's own; whether it was there."""
    try:
        id_hash = bytes.fromhex(ref)
    except ValueError:
        return False
    own = (StaffSession.id_hash == id_hash, StaffSession.staff_id == staff_id)
    with writing(db):
        gone = db.scalar(delete(StaffSession).where(*own).returning(StaffSession.staff_id)) is not None
        if gone:
            audit.append(db, keys, staff_id, "session ended", staff_id, now)
    return gone


def end_all(db: Session, keys: Keys, staff_id: UUID, now: datetime) -> None:
    """Sign this person out everywhere, here too."""
    with writing(db):
        end_sessions(db, staff_id)
        audit.append(db, keys, staff_id, "signed out everywhere", staff_id, now)


def _place(keys: Keys, row: StaffSession, here: bytes) -> Place:
    try:
        said = json.loads(keys.data.open(row.told_sealed or b"", _context(row)))
    except NotOpened:
        said = {"browser": UNKNOWN, "entered": True}
    own = row.id_hash == here
    return Place(row.id_hash.hex(), said["browser"], said["entered"], row.created_at, row.seen_at, own)


def _context(row: StaffSession) -> bytes:
    return b"staff_session told:" + row.staff_id.bytes + row.id_hash
