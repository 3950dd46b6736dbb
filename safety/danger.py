"""Danger prompts: places in her words that her IDVA is asked to check. A reminder to a reader, never a score.

Promise: a place is shown as it stands in her text; what is found is kept and counted nowhere. Nothing is
promised about what is not found: a list of phrases misses most ways of saying a thing, and it takes no notice
of "not".

The phrases of a language are dangers/<language>.txt. The first line says who wrote them and when; each line
after it is a kind, then phrases set apart by `|`. In a phrase `*` stands for any beginning or ending of a
word, `/` sets words apart of which one must stand there, `..` stands for up to three words between.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LISTS = Path(__file__).with_name("dangers")
KINDS = (
    "choking",
    "kill",
    "weapon",
    "die",
    "pregnant",
    "stalking",
    "release",
    "leaving",
    "court",
    "passport",
)
_BETWEEN = r"(?:\W+\w+){0,3}?\W+"
_ARABIC = "(?:[وفبلكس]?(?:ال|لل)?)"  # what Arabic writes onto the front of a word
_ALIKE = str.maketrans("łøđı’ىةی", "lodi'يهي") | dict.fromkeys(
    [0x640]
)  # and the stretching stroke is left out


@dataclass(frozen=True)
class Phrases:
    """The phrases of one language, and what its first line says of them."""

    said: str
    kinds: tuple[tuple[str, str], ...]


@dataclass(frozen=True, order=True)
class Place:
    """Where in a text something stands that is to be checked, and of which kind."""

    start: int
    end: int
    kind: str


def prompts(text: str) -> list[Place]:
    """Everything to check in a text, in its order; all languages are looked for, since people mix them."""
    folded, at = _folded(text)
    found = [
        Place(at[match.start()], _whole(text, at[match.end() - 1] + 1), kind)
        for kind, pattern in _patterns()
        for match in pattern.finditer(folded)
    ]
    return _apart(sorted(found, key=lambda place: (place.start, -place.end)))


@cache
def languages() -> tuple[str, ...]:
    """The languages that there are phrases of."""
    return tuple(sorted(path.stem for path in LISTS.glob("*.txt")))


@cache
def phrases(language: str) -> Phrases:
    """The phrases of one language as they are written."""
    said, _, rest = (LISTS / f"{language}.txt").read_text(encoding="utf-8").partition("\n")
    rows = [line.partition(":") for line in rest.splitlines() if line.strip()]
    kinds = [(kind.strip(), one.strip()) for kind, _, some in rows for one in some.split("|")]
    return Phrases(said.removeprefix("# "), tuple(kinds))


def _whole(text: str, end: int) -> int:
    """The end of a place, behind the marks that belong to its last letter."""
    while end < len(text) and unicodedata.category(text[end]) == "Mn":
        end += 1
    return end


def _apart(places: list[Place]) -> list[Place]:
    """Of places of one kind that lie over each other, the first and longest."""
    kept: list[Place] = []
    ends: dict[str, int] = {}
    for place in places:
        if place.start >= ends.get(place.kind, 0):
            kept.append(place)
            ends[place.kind] = place.end
    return kept


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    known = [
        (kind, _pattern(one, language)) for language in languages() for kind, one in phrases(language).kinds
    ]
    return tuple(sorted(known, key=lambda pair: KINDS.index(pair[0])))


def _pattern(phrase: str, language: str) -> re.Pattern[str]:
    front = _ARABIC if language == "ar" else ""
    parts = [_words(part.split(), front) for part in phrase.split("..")]
    return re.compile(rf"(?<!\w){_BETWEEN.join(parts)}(?!\w)")


def _words(words: list[str], front: str) -> str:
    return r"\W+".join(f"{front}(?:{'|'.join(map(_word, word.split('/')))})" for word in words)


def _word(written: str) -> str:
    folded = _folded(written)[0]
    return re.escape(folded).replace(r"\*", r"\w*")


def _folded(text: str) -> tuple[str, list[int]]:
    """The text without capitals, accents, vowel signs and unseen marks, and where each letter of it stood."""
    letters = [(letter, place) for place, whole in enumerate(text) for letter in _letters(whole)]
    return "".join(letter for letter, _ in letters), [place for _, place in letters]


def _letters(whole: str) -> Iterator[str]:
    for letter in unicodedata.normalize("NFKD", whole.casefold()).translate(_ALIKE):
        if unicodedata.category(letter) not in {"Mn", "Cf"}:
            yield letter
