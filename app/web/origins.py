"""Where each string of a domain stands in the source, and whether somebody may stake their safety on it.

Promise: read from the source itself, so that a string that becomes critical is critical here at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.extract import extract

from app.web import catalogues

CRITICAL = frozenset({"Critical", "Counted"})


@dataclass(frozen=True, slots=True)
class Origin:
    """The module that says a string, where in it, and whether it is critical."""

    module: str
    line: int
    critical: bool


@cache
def origins(domain: str) -> dict[str, list[Origin]]:
    """By the English, every place. What no module of its rooms marks (a page, a skin's data) is left out."""
    found: dict[str, list[Origin]] = {}
    for path in _modules(domain):
        for english, origin in _of(path):
            found.setdefault(english, []).append(origin)
    return found


def _modules(domain: str) -> Iterator[Path]:
    for room in catalogues.ROOMS.get(domain, ()):
        yield from sorted((catalogues.APP / room).rglob("*.py"))


def _of(path: Path) -> Iterator[tuple[str, Origin]]:
    for word, arguments in catalogues.MARKS.items():
        with path.open("rb") as source:
            for line, message, _comments, _context in extract("python", source, keywords={word: arguments}):
                english = message if isinstance(message, str) else message[0]
                yield english, Origin(path.stem, line, word in CRITICAL)
