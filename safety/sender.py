"""Whose name a text may bear: it stands on her phone, above every word that we chose with care.

Promise: a sender's name holds no part that tells, in any language that we list, however it is written
together; no word of any service's name, its vowels left out or not; no one's who works there; no borough's.
A dull name too many is refused rather than a telling one let through.
"""

import json
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_LISTS = Path(__file__).with_name("telling.json")
_LOOKALIKES = str.maketrans("01345", "oieas")
_JOINS = frozenset({"and", "of", "the", "for", "in", "on", "upon"})
_LEAST = 4  # letters; a shorter word is no part of others, unless it is listed for senders


def tells(name: str, service: str, others: Iterable[str] = ()) -> list[str]:
    """What in the name tells; empty where it may stand on her phone. A number tells nothing.

    `others` are names that nobody may meet there: other services, colleagues, boroughs.
    """
    if name.startswith("+"):
        return []
    letters = _folded(name)
    words = {_folded(word) for word in re.findall(r"\w+", name)}
    parts = [part for part in _parts() if part in letters]
    named = [word for one in (service, *others) for word in _words(one) if _names(word, letters, words)]
    short = words & ({_initials(service)} | _alone())
    return [*parts, *dict.fromkeys(named), *sorted(short)]


def _names(word: str, letters: str, words: set[str]) -> bool:
    """Whether a word of a name stands there: whole, within another, or without its vowels."""
    bones = _bones(word)
    within = len(word) >= _LEAST and word in letters
    return within or word in words or (len(bones) >= _LEAST and bones in letters)


def _words(name: str) -> list[str]:
    return [word for word in map(_folded, name.split()) if len(word) > 1 and word not in _JOINS]


def _bones(word: str) -> str:
    return "".join(letter for letter in word if letter not in "aeiouy")


@cache
def _parts() -> tuple[str, ...]:
    """Every telling word without its gaps, and the parts that tell only in a name this short."""
    raw = json.loads(_LISTS.read_text(encoding="utf-8"))
    whole = {_folded(phrase) for phrases in raw["words"].values() for phrase in phrases}
    return tuple(sorted({word for word in whole if len(word) >= _LEAST} | set(raw["senders"])))


@cache
def _alone() -> frozenset[str]:
    """Words too short to look for within others, which tell when they stand by themselves."""
    raw = json.loads(_LISTS.read_text(encoding="utf-8"))
    return frozenset(raw["sender_words"])


def _initials(service: str) -> str:
    """What people call a service for short; empty where that would be a single letter."""
    first = "".join(word[0] for word in map(_folded, service.split()) if word)
    return first if len(first) > 1 else ""


def _folded(text: str) -> str:
    """Letters alone: small, unmarked, without gaps, figures read as the letters that they look like."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in plain.translate(_LOOKALIKES) if c.isalpha())
