"""Whether a text is written with its language's own marks: `marks.tsv`, one language a line.

Promise: a mark of another language, a lost mark at the end, a typewriter's quotes, a blank where none
belongs, a letter that only looks like the language's own, and digits that no keypad here shows are found in
every language; a language without a line there is itself a fault. Source: docs/decisions/0046.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.web.locale import Locale, locale_of

FILE = Path(__file__).with_name("marks.tsv")
_OF_ALL = set("?؟？፧.。۔।።,،，፣;؛；፤·:：፦")  # what parts sentences and their pieces, in all languages
_QUOTES = set("\"'`´‘“”„‟«»‹›‚「」『』״")  # not ’: it is an apostrophe too
_FILLED = re.compile(r"\{\w*\}|%\(\w+\)[a-z]")
_LATIN = re.compile(r"[A-Za-z0-9]+(?:[.,:/-]+[A-Za-z0-9]+)+")  # 1,200 and 10:30 are one word everywhere
_TURNS = re.compile("[\u200c-\u200f\u2066-\u2069]")
_ENDS = {"?": "?", ".": ".?:…", ":": ":?…", "…": "…."}  # what may stand at the end where the English ends so
_BRACKETS = ("()", "（）", "[]")
_PAIRS = (*_BRACKETS, "“”", "„”", "„“", "«»", "「」")
_LOOSE = re.compile(r"[ \u00a0](?:[.,،，。۔।።፣!)）](?!\w)|[?؟？;؛；፤:：፦…»”](?!\w))|[(（„「] ")
_FRENCH = re.compile(r"(?<![\u00a0\u202f\d])[?;:»]|«(?![\u00a0\u202f])| [.,)]|\( ")
_HAS = {"zh-Hans": "gb2312", "zh-Hant": "big5hkscs"}  # the letters of each of the two ways of writing Chinese


@dataclass(frozen=True)
class Marks:
    """The marks of one language."""

    catalogue: str
    question: str
    stop: str
    comma: str
    semicolon: str
    colon: str
    quotes: str  # the opening and the closing one; one sign where both are alike
    never: str  # letters of a neighbour's alphabet that look like its own

    @property
    def own(self) -> set[str]:
        """All that part sentences and their pieces."""
        return {self.question, self.stop, self.comma, self.semicolon, self.colon}

    def ends(self, english: str) -> tuple[str, ...]:
        """With what a text may end that says what the English says."""
        own = {"?": self.question, ".": self.stop, ":": self.colon, "…": "…"}
        return tuple(own[kind] for kind in _ENDS.get(english, ""))


@cache
def every() -> dict[str, Marks]:
    """The marks of every language, by its catalogue."""
    with FILE.open(encoding="utf-8", newline="") as rows:
        lines = csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["catalogue"]: Marks(**row) for row in lines}


def faults_of_marks(locale: Locale, english: str, words: str) -> Iterator[str]:
    """What is wrong with the marks of one text in one language."""
    marks = every().get(locale.catalogue)
    if marks is None:
        yield "its language has no line in marks.tsv"
        return
    bare = _TURNS.sub("", _LATIN.sub("0", _FILLED.sub("0", words)))
    if found := _foreign(marks, bare):
        yield f"marks of another language ({' '.join(sorted(found))})"
    yield from _pairs(marks, bare)
    yield from _blanks(marks, bare)
    ends = marks.ends(english.rstrip()[-1:])
    if ends and not bare.rstrip(")）”»“」״ \u00a0").endswith(ends):
        yield f"another end than the English ({' '.join(ends)})"
    yield from _letters(marks, words)


def quoted(code: str, text: str) -> str:
    """Somebody's words within the quotes of the language that they are in."""
    catalogue = locale_of(code).catalogue
    quotes, inside = every()[catalogue].quotes, "\u00a0" if catalogue == "fr" else ""
    return f"{quotes[0]}{inside}{text}{inside}{quotes[-1]}"


def _foreign(marks: Marks, bare: str) -> set[str]:
    """Its quotes are `own` where it has one sign for both, as Hebrew does, or a pair."""
    found = set(bare) & ((_OF_ALL - marks.own) | (_QUOTES - set(marks.quotes)))
    return found if _full_stop(bare) else found - {"."}


def _full_stop(bare: str) -> bool:
    """Whether a dot ends more than an abbreviation: those have one letter or two, with their vowel signs."""
    before = [piece.split()[-1:] for piece in re.split(r"\.", bare)[:-1]]
    return any(sum(map(str.isalnum, word)) > 2 for [word] in filter(None, before))


def _pairs(marks: Marks, bare: str) -> Iterator[str]:
    for pair in _PAIRS:
        first, last = pair[0], pair[1]
        if (pair in _BRACKETS or pair == marks.quotes) and bare.count(first) != bare.count(last):
            yield f"not as many {first} as {last}"
    wanted = bare.count("?") if marks.catalogue.startswith("es") else 0
    if bare.count("¿") != wanted:
        yield "not as many ¿ as ?"


def _blanks(marks: Marks, bare: str) -> Iterator[str]:
    """French has one that does not break before its high marks and inside its quotes; others have none."""
    if "  " in bare or bare != bare.strip() or (_FRENCH if marks.catalogue == "fr" else _LOOSE).search(bare):
        yield "a blank too many or too few beside a mark"
    if "..." in bare:
        yield "three dots where … belongs"


def _letters(marks: Marks, words: str) -> Iterator[str]:
    wrong = set(words) & set(marks.never)
    wrong |= {sign for sign in words if sign.isdigit() and not sign.isascii()}
    if codec := _HAS.get(marks.catalogue):
        wrong |= {sign for sign in words if unicodedata.category(sign) == "Lo" and not _has(codec, sign)}
    if wrong:
        yield f"letters or digits of another way of writing ({' '.join(sorted(wrong))})"
    if unicodedata.normalize("NFC", words) != words:
        yield "letters put together otherwise than usual (NFC)"


def _has(codec: str, sign: str) -> bool:
    try:
        sign.encode(codec)
    except UnicodeEncodeError:
        return False
    return True
