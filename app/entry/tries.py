"""Trying a code on the server, for phones without JavaScript.

Promise: two tries at a time in a process, never more; a further one waits its turn and is then tried
as always. The wait is bounded without a clock: no more can wait than the process has threads, and a
turn is a fixed number of rounds. Open link or not, every try costs the same, and both slots are tried.
"""

from threading import BoundedSemaphore
from typing import Literal

from app.entry.found import Found
from safety.unlocking import try_code

AT_ONCE = 2

Opened = Literal["live", "duress"]

_turns = BoundedSemaphore(AT_ONCE)


def unlock(found: Found, typed: str) -> Opened | None:
    """Which of the two codes was typed, if any."""
    secrets = found.secrets()
    with _turns:
        opened = try_code(secrets.salt, secrets.rounds, secrets.slots, found.link_id.bytes, typed)
    if opened is None:
        return None
    return "live" if opened.index == secrets.live_index else "duress"
