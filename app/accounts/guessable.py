"""Passwords that somebody would guess: refused when they are chosen, without asking anybody outside.

Promise: what stands in the lists of common and stolen passwords, runs and repeats, and what is little more
than the person's name or address, the service's name or ours, is refused with a reason. Nothing is looked up
over a network. Judging one takes milliseconds whatever was typed.
Source: the estimate is zxcvbn's (its lists of passwords, names and English words come with it).
"""

import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from zxcvbn_rs_py import Warning as Said
from zxcvbn_rs_py import zxcvbn

from app.accounts.errors import Guessable

ENOUGH = 10.0  # ten thousand million guesses; zxcvbn's own highest mark
FIRST = 64  # letters that are judged: what is hard so far does not get easier
LEAST_NAME = 4
OURS = ("beforehand", "marac", "idva", "password", "advocacy", "survivor", "domestic", "abuse")
SIGNS = str.maketrans("@({[<!|$+%", "accccilstx")  # read as letters: trying each would take seconds
FIGURES = tuple(str.maketrans("0134578", letters) for letters in ("oieastb", "oleastb"))


class Why(StrEnum):
    """What makes it easy."""

    NAMES = "names"
    COMMON = "common"
    RUN = "run"
    DATE = "date"
    SHORT = "short"


_REASONS = {
    Why.COMMON: (
        Said.ThisIsATop10Password,
        Said.ThisIsATop100Password,
        Said.ThisIsACommonPassword,
        Said.ThisIsSimilarToACommonlyUsedPassword,
    ),
    Why.RUN: (
        Said.StraightRowsOfKeysAreEasyToGuess,
        Said.ShortKeyboardPatternsAreEasyToGuess,
        Said.RepeatsLikeAaaAreEasyToGuess,
        Said.RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess,
        Said.SequencesLikeAbcAreEasyToGuess,
    ),
    Why.DATE: (Said.RecentYearsAreEasyToGuess, Said.DatesAreOftenEasyToGuess),
}


def require(password: str, about: Iterable[str]) -> None:
    """Raises Guessable, with why. `about`: the person's name and address, their service's name."""
    read = _read(password)
    names = _names(about)
    guesses, why = _judged(read, names)
    rest = _without(read, names)
    if guesses < ENOUGH:
        raise Guessable(Why.NAMES if rest != read and why is not Why.COMMON else why)
    if rest != read and _judged(rest, names)[0] < ENOUGH:
        raise Guessable(Why.NAMES)


def _read(text: str) -> str:
    """One spelling for all that looks alike."""
    return unicodedata.normalize("NFKC", text).casefold().translate(SIGNS)[:FIRST]


def _names(about: Iterable[str]) -> list[str]:
    """Every word of these that is long enough to count, the longest first."""
    said = unicodedata.normalize("NFKC", " ".join([*about, *OURS])).casefold()
    words = set("".join(letter if letter.isalnum() else " " for letter in said).split())
    return sorted((word for word in words if len(word) >= LEAST_NAME), key=lambda word: (-len(word), word))


def _without(read: str, names: list[str]) -> str:
    """What is left when every name is taken out, also where figures stand for its letters."""
    for name in names:
        for figures in FIGURES:
            while (at := read.translate(figures).find(name.translate(figures))) >= 0:
                read = read[:at] + read[at + len(name) :]
    return read


def _judged(text: str, names: list[str]) -> tuple[float, Why]:
    """How many guesses it takes, as a power of ten, and what would help them most."""
    found = zxcvbn(text, names)
    said = found.feedback.warning if found.feedback else None
    return found.guesses_log10, next((why for why, ones in _REASONS.items() if said in ones), Why.SHORT)
