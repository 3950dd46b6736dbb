"""A symbol before each question of the Easy Read form: plain lines of our own, drawn for a box of 24 by 24.

Promise: only that form has them, so no other page grows. A symbol says what kind of question stands there and
nothing more, and fits what either code opens. It is told to no reader: the words say it.
"""

from collections.abc import Iterable
from typing import Any

from app.web.locale import Locale

EASY_READ = "en-x-easyread"  # the catalogue; whoever signs reads it too
COLOUR = "teal"  # 3:1 or more on the page, light and dark
_RING, _PERSON = "M12 3a9 9 0 1 0 .1 0", "M12 4a4 4 0 1 0 .1 0M4 21c0-9 16-9 16 0"
_TWO = "M8 5a3 3 0 1 0 .1 0M3 20c0-9 10-9 10 0M17 10a2 2 0 1 0 .1 0M14 20c0-6 7-6 7 0"
_PHONE, _SPEECH = "M8 3h8v18H8zM11 18h2", "M4 4h16v12h-9l-4 4v-4H4z"
_HOUSE, _LETTER = "M4 11l8-7 8 7M6 10v10h12V10", "M3 6h18v12H3zM3 6l9 8 9-8"
LINES = {
    "ok": f"{_RING}M12 7v5l3 3",
    "truths": "M4 6h1M9 6h11M4 12h1M9 12h11M4 18h1M9 18h11",
    "not": f"{_RING}M6 6l12 12",
    "want": "M4 12h15M13 6l6 6-6 6",
    "worry": f"{_SPEECH}M10 8a2 2 0 1 1 2 2v1M12 13v.1",
    "send": "M3 11l18-8-6 18-4-7zM11 14L21 3",
    "done": f"{_RING}M8 12l3 3 5-6",
    "avoid": f"{_PERSON}M3 3l18 18",
    "kids": _TWO,
    "change": "M4 8h14l-4-4M20 16H6l4 4",
    "trust": "M12 20C2 13 4 5 8 5q4 0 4 4 0-4 4-4c4 0 6 8-4 15z",
    "reach": _PHONE,
    "easier": f"{_SPEECH}M8 8h8M8 12h5",
    "years": _PERSON,
    "known": _TWO,
    "place": "M12 21C4 13 6 4 12 4s8 9 0 17zM12 8a2 2 0 1 0 .1 0",
    "how": _PHONE,
    "proof": "M8 9a4 4 0 1 0 .1 0M12 13h9M18 13v4",
    "met": _TWO,
    "asked": f"{_SPEECH}M10 8a2 2 0 1 1 2 2v1M12 13v.1",
    "heard": "M8 11a4.5 4.5 0 1 1 9 0c0 4-4 4-4 7s-4 4-5 1M10.5 11a2 2 0 1 1 4 0",
    "told": _LETTER,
    "safer": _HOUSE,
    "easy": _PHONE,
    "harm": "M12 3L2 20h20zM12 9v5M12 17v.1",
    "better": "M12 3l3 6 6 1-5 4 1 6-5-3-5 3 1-6-5-4 6-1z",
    "since": "M4 20l1-5L16 4l4 4L9 19z",
}
_DRAWN = (
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='47' height='40' viewBox='0 0 28 24' "
    "fill='none' stroke='{colour}' stroke-width='2' stroke-linecap='round'><path d='{lines}'/></svg>"
)


def pictured(screens: Iterable[dict[str, Any]], locale: Locale) -> list[dict[str, Any]]:
    """The same screens or cards, in Easy Read each with its symbol as `pic`."""
    if locale.catalogue != EASY_READ:
        return list(screens)
    return [{**one, "pic": picture(one["id"])} if one["id"] in LINES else one for one in screens]


def picture(name: str) -> str:
    """The address of a symbol, which holds all of it."""
    return _DRAWN.format(colour=COLOUR, lines=LINES[name])
