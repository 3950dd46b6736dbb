"""What an everyday app lists: items under headings, and what a search leaves of them.

Promise: a search finds what the page's own script finds (pwa/modules/finder.js). Six digits alone find
nothing, whatever is listed. The numbers are those that any household page has: safety.skins refuses others.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.entry.tongue import Tongue
from safety.normalising import normalise

NUMBERS = "u"


@dataclass(frozen=True, slots=True)
class Item:
    """One line: its name, what is said of it, and the day or the telephone number behind it."""

    name: str
    detail: str
    day: str = ""
    call: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Items under one heading; its id is where the page's own links lead."""

    id: str
    title: str
    items: tuple[Item, ...]


def numbers(said: Sequence[Sequence[str]], title: str, tongue: Tongue) -> Section:
    """The household's numbers under their heading, each a call."""
    items = (Item(tongue.say(name), number, call=number.replace(" ", "")) for name, number in said)
    return Section(NUMBERS, title, tuple(items))


def shown(listed: Sequence[Section], called: Section, query: str) -> dict[str, object]:
    """What a page of lists shows: all, or what a search leaves of it and how much that is."""
    *rest, last = (left(each, query) for each in (*listed, called))
    count = None if blank(query) else sum(len(each.items) for each in (*rest, last))
    return {
        "sections": tuple(each for each in rest if each.items),
        "numbers": last if last.items else None,
        "count": count,
    }


def left(section: Section, query: str) -> Section:
    """A section with what a search leaves standing; all of it for an empty one."""
    kept = (item for item in section.items if hits(query, f"{section.title} {item.name}{item.detail}"))
    return section if blank(query) else replace(section, items=tuple(kept))


def blank(query: str) -> bool:
    """Whether nothing is asked for: then everything is shown."""
    return not fold(query)


def hits(query: str, text: str) -> bool:
    """Whether every word of the query stands in a word of a text; never for six digits."""
    within = [fold(word) for word in text.split(" ")]
    digits_alone = re.fullmatch("[0-9]{6}", fold(query))
    asked = map(fold, query.split(" "))
    return not digits_alone and all(any(word in each for each in within) for word in asked)


def fold(text: str) -> str:
    """The one form of a text, not cut as a code is."""
    return "".join(map(normalise, text))
