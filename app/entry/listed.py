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


def left(section: Section, query: str) -> Section:
    """A section with what a search leaves standing; all of it for an empty one."""
    kept = (item for item in section.items if hits(query, section.title + item.name + item.detail))
    return section if blank(query) else replace(section, items=tuple(kept))


def blank(query: str) -> bool:
    """Whether nothing is asked for: then everything is shown."""
    return not fold(query)


def hits(query: str, text: str) -> bool:
    """Whether every word of the query stands in a text; never for six digits."""
    within = fold(text)
    digits_alone = re.fullmatch("[0-9]{6}", fold(query))
    return not digits_alone and all(fold(word) in within for word in query.split(" "))


def fold(text: str) -> str:
    """The one form of a text, not cut as a code is."""
    return "".join(map(normalise, text))
