"""What can be seen of a translation without knowing its language: what it lost, kept in English, or mixed.

Promise: lost markup, a foreign letter, words of the other direction that are not held together, and what
nobody translated are found in every language; what may stay in English is listed with its reason.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from app.web.locale import TRANSLATIONS, Locale
from safety.nodes import unseen

_MARKUP = re.compile(r"<[^>]+>|\n")
_HELD = re.compile("[\u2066-\u2068][^\u2069]*\u2069")
_OPENING, _CLOSING = "\u2066\u2067\u2068", "\u2069"
_TURNS = re.compile("[\u061c\u200e\u200f\u2066-\u2069]")  # languages written from right to left need these
# Latin words with spaces between them keep their order; figures in groups and a sign at the end do not.
_LOOSE = re.compile(r"\d+(?:[ \u2013\u2014-]+\d+)+|[A-Za-z]+\+")
# What the letters of each way of writing are called in Unicode; Latin letters stand in names everywhere.
_LETTERS = {
    "Latn": {"LATIN"}, "Arab": {"ARABIC"}, "Hebr": {"HEBREW"}, "Cyrl": {"CYRILLIC"}, "Grek": {"GREEK"},
    "Beng": {"BENGALI"}, "Guru": {"GURMUKHI"}, "Gujr": {"GUJARATI"}, "Taml": {"TAMIL"}, "Telu": {"TELUGU"},
    "Mlym": {"MALAYALAM"}, "Sinh": {"SINHALA"}, "Deva": {"DEVANAGARI"}, "Ethi": {"ETHIOPIC"},
    "Hans": {"CJK"}, "Hant": {"CJK"},
}  # fmt: skip
_ANYWHERE = {"LATIN", "MODIFIER", "FEMININE", "MASCULINE"}  # also the apostrophe that is a letter
SAME = "same.tsv"


def faults_of_words(locale: Locale, english: str, words: str) -> Iterator[str]:
    """The faults of one text in one language."""
    if sorted(_MARKUP.findall(english)) != sorted(_MARKUP.findall(words)):
        yield "other markup or lines than the English"
    if foreign := sorted({letter for letter in words if _foreign(locale, letter)}):
        yield f"letters of another way of writing ({' '.join(foreign)})"
    if not readable(words):
        yield "a letter that nobody sees"
    if _left_open(words):
        yield "a direction that is opened and not closed"
    if locale.dir == "rtl" and (loose := _LOOSE.search(_HELD.sub("", words))):
        yield f"not held together among letters of the other direction: {loose[0]}"
    if words == english and any(map(str.isalpha, words)) and not _may_be_same(locale, words):
        yield "still in English"


def readable(words: str) -> bool:
    """Whether every letter can be seen, but for those that hold a direction."""
    return not unseen(_TURNS.sub("", words))


def _left_open(words: str) -> bool:
    depth = 0
    for letter in words:
        depth += (letter in _OPENING) - (letter == _CLOSING)
        if depth < 0:
            return True
    return depth > 0


def _foreign(locale: Locale, letter: str) -> bool:
    if letter.isascii() or not letter.isalpha():
        return False
    kind = unicodedata.name(letter, "").split(" ")[0].split("-")[0]
    return kind not in _LETTERS[locale.script] | _ANYWHERE


def _may_be_same(locale: Locale, words: str) -> bool:
    if locale.babel.startswith("en"):
        return True
    return bool({("*", words), (locale.catalogue, words)} & _same(TRANSLATIONS / SAME))


@cache
def _same(path: Path) -> frozenset[tuple[str, str]]:
    """What reads the same in English and in a language (`*`: in all), each for a reason."""
    with path.open(encoding="utf-8", newline="") as rows:
        return frozenset((row["locale"], row["text"]) for row in csv.DictReader(rows, delimiter="\t"))
