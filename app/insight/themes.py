"""Themes, and which of them her chips carry.

Promise: a record carries at most three, the first three distinct ones in the order in which they are asked;
words never make a theme.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

MOST = 3
ASKED = ("not", "want", "worry", "change")
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Theme:
    """One theme as services know it."""

    code: str
    group: str
    name: str
    definition: str


@cache
def themes() -> dict[str, Theme]:
    """All themes by their codes, in their order."""
    return {row["code"]: Theme(**row) for row in _rows("themes.csv")}


def themes_of(tapped: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The codes that these chips carry (chip ids by question id): at most three."""
    carried = (_carried().get((name, chip)) for name in ASKED for chip in tapped.get(name, ()))
    return tuple(dict.fromkeys(code for code in carried if code))[:MOST]


def chips_of(question: str) -> tuple[str, ...]:
    """The chips of a question that carry a theme, in the order of the file."""
    return tuple(chip for name, chip in _carried() if name == question)


@cache
def carried() -> dict[str, str]:
    """The themes that a record can carry at all, and their groups: those that some chip leads to."""
    reached = {theme for (name, _), theme in _carried().items() if name in ASKED}
    return {code: theme.group for code, theme in themes().items() if code in reached}


@cache
def _carried() -> dict[tuple[str, str], str]:
    return {(row["question"], row["chip"]): row["theme"] for row in _rows("chip_themes.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))
