"""What in a quote could point at one person: prompts for whoever edits it.

Promise: where a reader is told to look, something there looks like a name, a place, a date, an age, a job, a
rare fact or an address that reaches somebody; what reaches somebody (`CERTAIN`) never goes out. That nothing
is found says nothing: who edits decides. The lists of words (`identifying.json`) are English; in any other
language only what has the same shape everywhere is found: numbers, addresses, postcodes, dates in figures.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

LISTS = Path(__file__).with_name("identifying.json")


class Points(StrEnum):
    """At what something could point."""

    REACHES = "reaches"  # a number, an address, a page: it reaches somebody
    NAME = "name"
    PLACE = "place"
    DATE = "date"
    AGE = "age"
    JOB = "job"
    RARE = "rare"


CERTAIN = frozenset({Points.REACHES})


@dataclass(frozen=True)
class Prompt:
    """One piece of a text to look at, from where to where, and why."""

    points: Points
    start: int
    end: int


_MAIL = r"[^\s@<>]{1,64}@[^\s@<>]{1,190}\.\w{2,}"
_SITE = r"(?:https?://|www\.)\S+|\b[\w-]{1,60}\.(?:com|org|net|uk|co|info)\b\S*"
_DIGITS = r"\+?\d(?:[ \-().]{0,2}\d){6,}"
_POSTCODE = r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b"
_HANDLE = r"(?<!\w)@\w{2,}"
_REACHES = re.compile("|".join((_MAIL, _SITE, _DIGITS, _POSTCODE, _HANDLE)), re.I)
_DISTRICT = re.compile(r"\b[A-Z]{1,2}\d{1,2}[A-Z]?\b")
_FIGURES = re.compile(
    r"\b\d{1,4}[/.\-]\d{1,2}(?:[/.\-]\d{1,4})?\b|\b(?:19|20)\d\d\b|\b\d{1,2}(?:st|nd|rd|th)\b"
    r"|\b\d{1,2} May\b|\bMay \d{1,2}\b|\b(?:in|last|since|until) May\b",
    re.I,
)
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?(?:am|pm)\b", re.I)
_AGE = re.compile(
    r"\b\w+(?:[\s-]and a half)?[\s-](?:years?|yrs?|months?)[\s-]olds?\b"
    r"|\bage[ds]? \w+|\b\d{1,2} ?(?:yo|y/o)\b",
    re.I,
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_BEGINS = re.compile(r"(?:^|[.!?…:;\n“\"(]\s*|[-–—•]\s+)$")
_NUMBER = re.compile(r"\b\d+\b")


def prompts(text: str, places: Iterable[str] = ()) -> list[Prompt]:
    """Everything to look at, in the order of the text; pieces do not overlap. `places` are names of areas."""
    found: list[Prompt] = []
    for points, start, end in _all(text, places):
        if all(end <= one.start or one.end <= start for one in found):
            found.append(Prompt(points, start, end))
    return sorted(found, key=lambda one: one.start)


def reaches(text: str) -> bool:
    """Whether there is something in it that reaches somebody: such a text is never published."""
    return any(one.points in CERTAIN for one in prompts(text))


def marked(text: str, places: Iterable[str] = ()) -> list[tuple[str, Points | None]]:
    """The text in pieces, each with why to look at it; put together again they are the text."""
    pieces: list[tuple[str, Points | None]] = []
    at = 0
    for one in prompts(text, places):
        pieces += [(text[at : one.start], None), (text[one.start : one.end], one.points)]
        at = one.end
    return [piece for piece in (*pieces, (text[at:], None)) if piece[0]]


Found = tuple[Points, int, int]


def _all(text: str, places: Iterable[str]) -> Iterator[Found]:
    """What is found, the surest first."""
    yield from _by(_REACHES, Points.REACHES, text)
    yield from _by(_AGE, Points.AGE, text)
    for pattern in (_FIGURES, _CLOCK, _listed("date")):
        yield from _by(pattern, Points.DATE, text)
    named = _of_words(tuple(places))
    for place in (named, _DISTRICT, _listed("place")):
        yield from _by(place, Points.PLACE, text) if place else ()
    for points in (Points.JOB, Points.RARE, Points.NAME):
        yield from _by(_listed(points), points, text)
    yield from _capitals(text)
    yield from _by(_NUMBER, Points.RARE, text)


def _by(pattern: re.Pattern[str], points: Points, text: str) -> Iterator[Found]:
    return ((points, *each.span()) for each in pattern.finditer(text))


def _capitals(text: str) -> Iterator[Found]:
    """Capitals where a sentence does not begin; what everyone writes so is no name."""
    usual = frozenset(_lists()["capital"])
    for each in _WORD.finditer(text):
        word, before = each.group(), text[max(0, each.start() - 4) : each.start()]
        plain = word in usual or (_BEGINS.search(before) and word.lower() in _common())
        if word[0].isupper() and not plain:
            yield Points.NAME, *each.span()


@cache
def _lists() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = json.loads(LISTS.read_text(encoding="utf-8"))
    return lists


@cache
def _common() -> frozenset[str]:
    """Words that sentences begin with and that are nobody's name."""
    return frozenset(_lists()["begins"])


@cache
def _listed(name: str) -> re.Pattern[str]:
    pattern = _of_words(tuple(_lists()[name]))
    assert pattern
    return pattern


@cache
def _of_words(words: tuple[str, ...]) -> re.Pattern[str] | None:
    if not words:
        return None
    longest = sorted(words, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in longest) + r")(?:e?s|’s|'s)?\b", re.I)
