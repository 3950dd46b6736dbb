"""Facts as long as they usually get: what every page of some looks is as large as.

Promise: keys as hard to compress as real ones, the same in every process.
"""

from dataclasses import replace
from datetime import date
from functools import cache

from app.entry.facts import Facts
from safety.drawing import stream
from safety.sealing import PUBLIC_BYTES, Recipient

USUAL_KEYS = 4
PLACE = "Kensington and Chelsea"


@cache
def usual_facts() -> Facts:
    """One person's link."""
    draw = stream(b"usual facts", b"")
    keys = [Recipient(draw(16), draw(PUBLIC_BYTES)) for _ in range(USUAL_KEYS)]
    day = date(2030, 9, 25)
    return Facts("Alexandra M", "020 7946 0958", 28, day, True, "E09000033", tuple(keys[:-1]), keys[-1])


@cache
def usual_community() -> Facts:
    """A link that many people hold, for which nobody has said where they are."""
    usual = usual_facts()
    plain = replace(usual, worker="", area="", meeting_on=None, young=False, recipients=usual.recipients[:2])
    return replace(plain, place=PLACE, by="16:00", route=usual.number)
