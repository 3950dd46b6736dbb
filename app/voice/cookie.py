"""What the next page shows to a phone without JavaScript, in one sealed cookie of one size.

Promise: the cookie is noise of the same length whatever it says; it speaks for one address only. What it
shows is shown for ten minutes; that answers may be sent under it holds as long as the browser keeps it, so
that slow typing is never lost.
"""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum

from config import Keys
from safety.errors import NotOpened

NAME = "__Host-d"
SHOWN_FOR = timedelta(minutes=10)
NOTE_BYTES = 128
_CONTEXT = b"cookie"
_PLAIN_BYTES = 1 + 5 + 16 + 1 + NOTE_BYTES


class Shows(IntEnum):
    """What the next page is to show."""

    SEARCH = 1
    OPEN_LIVE = 2
    OPEN_DURESS = 3
    DONE_LIVE = 4
    DONE_DURESS = 5
    LEFT = 6


OPENED = {Shows.OPEN_LIVE, Shows.OPEN_DURESS, Shows.DONE_LIVE, Shows.DONE_DURESS}


@dataclass(frozen=True)
class State:
    """One cookie, opened. `note` is what was searched for, or the marks of an opened form."""

    shows: Shows
    made_at: datetime
    note: bytes = b""

    def shown_at(self, now: datetime) -> bool:
        """Whether a page may still show it."""
        return now < self.made_at + SHOWN_FOR

    def text(self) -> str:
        """The note as it was typed, less what was cut."""
        return self.note.decode("utf-8", "ignore")

    @property
    def sends(self) -> bool:
        """Whether answers posted under it are taken: a code was typed here, however long ago."""
        return self.shows in OPENED


def seal(keys: Keys, path: str, state: State) -> str:
    """The cookie's value for one address. A note that is too long is cut."""
    note = state.note[:NOTE_BYTES]
    plain = b"".join(
        (
            bytes([state.shows]),
            int(state.made_at.timestamp()).to_bytes(5, "big"),
            _scope(path),
            bytes([len(note)]),
            note.ljust(NOTE_BYTES, b"\0"),
        )
    )
    return urlsafe_b64encode(keys.data.seal(plain, _CONTEXT)).decode().rstrip("=")


def read(keys: Keys, path: str, value: str | None) -> State | None:
    """What the cookie says about this address; None for no cookie, another's, or anything else."""
    plain = _opened(keys, value)
    if plain is None or len(plain) != _PLAIN_BYTES or plain[6:22] != _scope(path):
        return None
    made_at = datetime.fromtimestamp(int.from_bytes(plain[1:6], "big"), tz=UTC)
    return State(Shows(plain[0]), made_at, plain[23 : 23 + plain[22]])


def _opened(keys: Keys, value: str | None) -> bytes | None:
    if not value or len(value) > 2 * _PLAIN_BYTES:
        return None
    try:
        return keys.data.open(urlsafe_b64decode(value + "=" * (-len(value) % 4)), _CONTEXT)
    except (ValueError, NotOpened):
        return None


def _scope(path: str) -> bytes:
    return hashlib.sha256(path.encode("utf-8", "surrogatepass")).digest()[:16]
