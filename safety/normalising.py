"""What a typed code is taken for: one table, read by Python here and by the page's script.

Promise: the same keys pressed on any keyboard give the same string in both languages.
No Unicode function of either is used; only the table decides. A digit of any script
becomes ASCII; what keyboards and skins put between digits is dropped; capital letters
become small; what is left is cut at a fixed number of characters.

The table: "digits" are the code points of the zeros; "drop" are ranges (first, last);
"fold" are ranges (first, last, shift, step); "most" is the number of characters kept.
"""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

TABLE_PATH = Path(__file__).with_name("normalise.json")


class _Table(NamedTuple):
    changes: dict[int, int | None]
    most: int


def normalise(text: str) -> str:
    """The string that a code is compared by."""
    return fold(text)[: _table().most]


def fold(text: str) -> str:
    """The same without the cut: what a search of an everyday app compares."""
    return text.translate(_table().changes)


@cache
def _table() -> _Table:
    raw = json.loads(TABLE_PATH.read_text(encoding="ascii"))
    changes: dict[int, int | None] = {}
    for first, last, shift, step in raw["fold"]:
        changes |= {point: point + shift for point in range(first, last + 1, step)}
    for zero in raw["digits"]:
        changes |= {zero + value: 48 + value for value in range(10)}
    for first, last in raw["drop"]:
        changes |= dict.fromkeys(range(first, last + 1))
    return _Table(changes, raw["most"])
