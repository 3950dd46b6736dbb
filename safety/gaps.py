"""The gap between groups: how far a group's share lies from everyone's, from noisy counts of cases.

Promise: a case touches three cells for each band that it records, each by one, five bands at most: its base,
given in time (V2), heard (V3). What was held back on purpose is her safety and counts with what was heard; a
case in which no offer was safe is in no cell. Whether anything is shown hangs on noisy bases alone. A range
holds both what the change on purpose and what chance can do.
Source: insight.md, "Voice standard figures"; the delta method for the spread of a difference of two ratios.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import sqrt

from safety.coverage import BANDED, Key
from safety.disclosure import SDS_BASE, Z95
from safety.standard import Mark
from safety.table_plan import Cell, Span, Table

BASE = "base"
PARTS = (BASE, *BANDED)
GROUPS = {"age": ("16-17", "18+"), "language": ("english", "other")}
"""What a case records of who she is: all that a gap can be told of."""
TOLD = (Mark.YES, Mark.NO, Mark.OPEN)


@dataclass(frozen=True)
class Gap:
    """One group beside everyone, as shares from 0 to 1; `points` lies between `low` and `high`."""

    share: float
    everyone: float
    points: float
    low: float
    high: float

    @property
    def chance(self) -> bool:
        """Whether there may be no gap at all."""
        return self.low <= 0 <= self.high


def cells() -> Iterator[Cell]:
    """Every cell, known before a case is looked at."""
    return ((kind, value, part) for kind, values in GROUPS.items() for value in values for part in PARTS)


GAP = Table("gap", Span.YEAR, 24, len(GROUPS) * len(PARTS), lambda _response, _frame: (), lambda _: cells())
"""Its noise, and the most cells that one case may touch: a budget of its own, apart from the responses'."""


def counted(bands: Mapping[tuple[str, Key], int]) -> dict[Cell, int]:
    """The true counts of every cell, zeros too. For the build alone."""
    return {cell: _count(bands, f"{cell[0]}:{cell[1]}", cell[2]) for cell in cells()}


def _count(bands: Mapping[tuple[str, Key], int], band: str, part: str) -> int:
    def many(measure: str, *marks: Mark) -> int:
        return sum(bands.get((band, Key(measure, mark.value)), 0) for mark in marks)

    given, heard = BANDED
    if part == BASE:
        return many(given, *TOLD)
    if part == heard:
        return many(heard, Mark.YES, Mark.APART) - many(given, Mark.APART)
    return many(given, Mark.YES)


def gap(noisy: Mapping[Cell, int], sd: float, cell: Cell) -> Gap | None:
    """A group's gap in one measure; None where its base, or that of all others, is too little for a share."""
    kind, value, part = cell
    others = [other for other in GROUPS[kind] if other != value]
    base, yes = noisy[kind, value, BASE], noisy[cell]
    rest = sum(noisy[kind, other, BASE] for other in others)
    rest_yes = sum(noisy[kind, other, part] for other in others)
    if base < SDS_BASE * sd or rest < SDS_BASE * sd * sqrt(len(others)):
        return None
    share, other = _share(yes, base), _share(rest_yes, rest)
    everyone = (share * base + other * rest) / (base + rest)
    half = Z95 * sqrt(
        _noise(share, other, base, rest, len(others)) * sd**2 + _chance(share, other, base, rest)
    )
    points = share - everyone
    return Gap(share, everyone, points, points - half, points + half)


def _share(yes: int, base: int) -> float:
    return min(1.0, max(0.0, yes / base))


def _noise(share: float, other: float, base: int, rest: int, groups: int) -> float:
    """What a noise of one on every cell does to the gap, as a variance; the rest is so many groups' cells."""
    whole = base + rest
    everyone = (share * base + other * rest) / whole
    by_yes, by_base = 1 / base - 1 / whole, everyone / whole - share / base
    return by_yes**2 + by_base**2 + groups * (1 + everyone**2) / whole**2


def _chance(share: float, other: float, base: int, rest: int) -> float:
    """What chance alone does to it where both groups are as they are: the binomial variance."""
    part = rest / (base + rest)
    return part**2 * (share * (1 - share) / base + other * (1 - other) / rest)
