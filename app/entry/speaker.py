"""A locale's words about one link, every fact filled in.

Promise: a critical sentence that nobody approved in this locale comes with its English beneath.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from app.entry.definition import Chip, Text
from app.entry.facts import Facts
from app.entry.texts import Said, Texts, shown, texts
from app.web.locale import SOURCE


@dataclass(frozen=True)
class Speaker:
    """One locale's words about one link."""

    words: Texts
    facts: dict[str, str]
    english: dict[str, str]  # the same facts, as the English beneath says them
    days: int

    def __call__(self, *some: Text) -> Said:
        """One text, or several in one breath."""
        if len(some) == 1 and (fixed := self.words.fixed(some[0])) is not None:
            return fixed
        said = " ".join(self.words.say(text, self.facts, self.days) for text in some)
        beneath = [self.words.beneath(text, self.english, self.days) for text in some]
        return shown(said, " ".join(filter(None, beneath)))

    def all(self, some: tuple[Text, ...]) -> list[Said]:
        return [self(text) for text in some]

    def chips(self, chips: tuple[Chip, ...]) -> list[list[Any]]:
        return [[chip.id, self(chip.text)] for chip in chips]


def speaker(code: str, facts: Facts) -> Speaker:
    """A locale's words with this link's facts, each kept together among letters of the other direction."""
    return speaker_of(texts(code), facts)


def speaker_of(words: Texts, facts: Facts) -> Speaker:
    """The same of any words."""
    return Speaker(words, _filled(words, facts), _filled(texts(SOURCE), facts), facts.days)


def _filled(words: Texts, facts: Facts) -> dict[str, str]:
    rtl = words.locale.dir == "rtl"
    number = facts.number.replace(" ", "\u00a0")  # never broken over two lines
    return {
        **{name: _apart(getattr(facts, name), rtl=rtl) for name in ("worker", "place", "by", "route")},
        "number": f"\u2066{number}\u2069" if rtl else number,
        "days": str(facts.days),
        "day": words.day(facts.meeting_on) if facts.meeting_on else "",
    }


def _apart(name: str, *, rtl: bool) -> str:
    whole = re.sub(r"(?<=\d) (?=\d)", "\u00a0", name)  # a number is never broken over two lines
    return f"\u2068{whole}\u2069" if name and (rtl or not name.isascii()) else whole
