"""Trying a code on the server, for phones without JavaScript.

Promise: two tries at a time in a process, never more; a further one waits its turn and is then tried
as always. The wait is bounded without a clock: no more can wait than the process has threads, and a
turn is a fixed number of rounds. Open link or not, every try costs the same, and both slots are tried.
"""

from threading import BoundedSemaphore
from typing import NamedTuple

from app.entry.found import Found
from safety.unlocking import try_code

AT_ONCE = 2


class Opened(NamedTuple):
    """What a typed code opened, and with what a reply is read behind it."""

    duress: bool
    reads: bytes


_turns = BoundedSemaphore(AT_ONCE)


def unlock(found: Found, typed: str) -> Opened | None:
    """What the typed text opens, if it is one of the two codes."""
    secrets = found.secrets()
    with _turns:
        opened = try_code(secrets.salt, secrets.rounds, secrets.slots, found.link_id.bytes, typed)
    if opened is None:
        return None
    return Opened(opened.index != secrets.live_index, opened.reply_private)
