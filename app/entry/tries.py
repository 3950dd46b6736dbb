"""Trying a code on the server, for phones without JavaScript.

Promise: two tries at a time in a process; a further one waits its turn, bounded, and is then tried
as always. Open link or not, every try costs the same, and both slots are tried.
"""

from threading import BoundedSemaphore
from typing import Literal

from app.entry.found import Found
from safety.unlocking import try_code

AT_ONCE = 2
LONGEST_WAIT = 8.0

Opened = Literal["live", "duress"]

_turns = BoundedSemaphore(AT_ONCE)


def unlock(found: Found, typed: str) -> Opened | None:
    """Which of the two codes was typed, if any."""
    secrets = found.secrets()
    mine = _turns.acquire(timeout=LONGEST_WAIT)
    try:
        opened = try_code(secrets.salt, secrets.rounds, secrets.slots, found.link_id.bytes, typed)
    finally:
        if mine:
            _turns.release()
    if opened is None:
        return None
    return "live" if opened.index == secrets.live_index else "duress"
