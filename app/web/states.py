"""How far each language is: how many strings people have checked, of all and of those that safety hangs on.

Promise: counted from the files as they are; a word of one person is "checked", of two "approved"
(app/web/review.py). Nothing here raises a state.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.web import catalogues, review
from app.web.locale import SOURCE, Locale, catalogue_path, locales
from app.web.origins import origins

NOT_BEGUN, DRAFT, PARTLY, CHECKED, APPROVED = "not begun", "draft", "partly checked", "checked", "approved"


@dataclass(frozen=True, slots=True)
class Count:
    """How many strings are in each state."""

    draft: int
    checked: int
    approved: int

    @property
    def all(self) -> int:
        return self.draft + self.checked + self.approved

    @property
    def word(self) -> str:
        """The state of them together: as far as the least of them."""
        if not self.all:
            return NOT_BEGUN
        if self.draft:
            return PARTLY if self.checked + self.approved else DRAFT
        return CHECKED if self.checked else APPROVED


@dataclass(frozen=True, slots=True)
class State:
    """One language of the register, and how far its words are."""

    locale: Locale
    strings: Count
    critical: Count
    parts: tuple[str, ...]  # the domains that have words


def states() -> list[State]:
    """Every language of the register but English, in its order, those without words too."""
    return [state_of(one) for one in locales().values() if one.catalogue != SOURCE]


def state_of(locale: Locale) -> State:
    """How far a language is. What reads another's words is as far as that one."""
    lines = _lines(locale)
    parts = tuple(part for part in catalogues.domains() if catalogue_path(locale, part).is_file())
    dangerous = [line for line in lines if line.id in _critical(line.domain)]
    return State(locale, _count(lines), _count(dangerous), parts)


def word_of(locale: Locale) -> str:
    """In one word how far a language is, without asking what safety hangs on; English is the source."""
    return APPROVED if locale.catalogue == SOURCE else _count(_lines(locale)).word


def _lines(locale: Locale) -> tuple[review.Reviewed, ...]:
    path = review.review_path(catalogue_path(locale, catalogues.FORM))
    return _read(path, path.stat().st_mtime_ns) if path.is_file() else ()


@cache
def _read(path: Path, _changed: int) -> tuple[review.Reviewed, ...]:
    return tuple(review.read_lines(path))


@cache
def _critical(domain: str) -> frozenset[str]:
    """The ids of a domain's strings that somebody may stake their safety on."""
    where = origins(domain)
    return frozenset(
        review.hash_of(said)
        for said in catalogues.source_strings(domain)
        if any(place.critical for place in where.get(said if isinstance(said, str) else said[0], ()))
    )


def _count(lines: Iterable[review.Reviewed]) -> Count:
    found = Counter(line.state for line in lines)
    return Count(found["draft"], found["checked"], found["approved"])
