"""What may stand in clear: no word that tells what this is.

Promise: anything that leaves the building in clear (a title, an address, a file or field
name, source, a message) can be asked for its telling words, in every language we list.
Names in source count too: `leaveNow`, `leave-now` and `leave_now` are "leave now".
A text to a phone names nobody, leads nowhere unless that was chosen, and its parts are counted.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, reduce
from pathlib import Path

import smsutil

_LISTS = Path(__file__).with_name("telling.json")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile("(?:[^\\W_]|[\u0900-\u0963\u0966-\u0dff])+")  # vowel signs of India belong to their words
_ALIKE = str.maketrans("أإآٱىة", "اااايه", "'’ʼـ")
_OWN_SPELLING = {"ar"}  # what is joined to the front of a word is taken off
_UNSPACED = {"zh"}
_ARABIC_JOINED = re.compile(r"^[وف]?(?:[بك]?ال|لل|[بكل])?")

_JOINERS = re.compile("[\u200c\u200d\u00a0\u202f]")  # letters that meet, spaces that do not part: spelling
_ADDRESS = re.compile(r"[\w-]\.[a-z]{2,}\b|://|www\.", re.IGNORECASE)
OWN_NAMES = ("Beforehand",)
MOST_LETTERS = 320

Words = tuple[str, ...]


@dataclass(frozen=True)
class Parts:
    """What a text costs: how many parts it goes in, and by which alphabet they were counted."""

    count: int
    alphabet: str


def parts(text: str) -> Parts:
    """How many parts the phone networks make of a text."""
    split = smsutil.split(text)
    return Parts(len(split.parts), "GSM-7" if smsutil.is_valid_gsm(text) else "UCS-2")


def unfit(text: str, names: Iterable[str], link: str = "") -> list[str]:
    """Why a text may not go to a phone: telling words, somebody's name, an address that nobody chose."""
    rest = text.replace(link, "") if link else text
    faults = [*telling(text), *(["an address"] if _ADDRESS.search(rest) else [])]
    said = f" {' '.join(_spelled(rest, ''))} "
    for name in (*OWN_NAMES, *names):
        spelled = " ".join(_spelled(name, ""))
        faults += [name] if spelled and f" {spelled} " in said else []
    whole = _JOINERS.sub("", text).isprintable() and 0 < len(text) <= MOST_LETTERS
    return faults if whole else [*faults, "not one line of letters"]


@dataclass(frozen=True)
class Listed:
    """One language's telling words and household phrases, each as a run of words."""

    words: frozenset[Words]
    household: frozenset[Words]

    @cached_property
    def first(self) -> frozenset[str]:
        """The words that a telling run begins with: where none of them stands, nothing tells."""
        return frozenset(run[0] for run in self.words)

    @cached_property
    def longest(self) -> int:
        """How many words the longest has."""
        return max(map(len, self.words))


def telling(text: str, locale: str | None = None) -> list[str]:
    """The telling words in the text, in order: of one locale and English, or of every list."""
    lists = _lists()
    wanted = lists if locale is None else {"en", locale.split("-")[0]}
    spelled = cache(lambda code: list(_spelled(text, code)))
    return [
        found
        for code, listed in lists.items()
        if code in wanted
        for found in (_within if code in _UNSPACED else _found)(
            spelled(code if code in _OWN_SPELLING else ""), listed
        )
    ]


@cache
def _lists() -> dict[str, Listed]:
    raw = json.loads(_LISTS.read_text(encoding="utf-8"))
    return {
        code: Listed(
            frozenset(_glued(tuple(_spelled(phrase, code)) for phrase in phrases)),
            frozenset(tuple(_spelled(phrase, code)) for phrase in raw["household"].get(code, [])),
        )
        for code, phrases in raw["words"].items()
    }


def _glued(phrases: Iterable[Words]) -> Iterator[Words]:
    """Each run of words, and the same written as one word."""
    for phrase in phrases:
        yield from (phrase, ("".join(phrase),))


def _found(run: list[str], listed: Listed) -> Iterator[str]:
    if listed.first.isdisjoint(run):
        return
    run = _without(run, listed.household)
    for at in (at for at, word in enumerate(run) if word in listed.first):
        for length in range(listed.longest, 0, -1):
            phrase = tuple(run[at : at + length])
            if len(phrase) == length and phrase in listed.words:
                yield " ".join(phrase)
                break


def _within(run: list[str], listed: Listed) -> Iterator[str]:
    """Where words are written without spaces between them, a telling one stands inside others."""
    household = sorted("".join(one) for one in listed.household)
    for word in (word for word in run if not word.isascii()):
        rest = reduce(lambda text, phrase: text.replace(phrase, " "), household, word)
        yield from sorted({phrase for phrase in map("".join, listed.words) if phrase in rest})


def _without(run: list[str], household: frozenset[Words]) -> list[str]:
    """The words with every household phrase blanked out."""
    spared = {
        place
        for at in range(len(run))
        for phrase in household
        if tuple(run[at : at + len(phrase)]) == phrase
        for place in range(at, at + len(phrase))
    }
    return ["" if at in spared else word for at, word in enumerate(run)]


def _spelled(text: str, code: str) -> Iterator[str]:
    """The words of a text as they are compared: small, unmarked, names taken apart."""
    plain = unicodedata.normalize("NFKD", _CAMEL.sub(" ", text).translate(_ALIKE))
    for word in _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)).lower()):
        yield _bare(word) if code == "ar" else word


def _bare(word: str) -> str:
    """An Arabic word without what is written joined to its front, where three letters stay."""
    rest = _ARABIC_JOINED.sub("", word.translate(_ALIKE))
    return rest if len(rest) >= 3 else word
