"""Disclosure control: what of a noisy count may be shown, and how it is said.

Promise: every decision uses the noisy number, so that hiding tells nothing about the true one. Every cell
gets its own draw, zeros and totals too. There is no second suppression, no dominance rule and no exact base.
Source: insight.md, "Releases", noise and shown.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt

from safety.table_plan import Cell, Counts, Table

STEP = 5  # the step that counts are shown in
FLOOR = 10  # never shown below this, however little noise there is
SDS_SHOWN = 2  # a count is shown from so many standard deviations on
SDS_BASE = 5  # a base carries percentages from so many of its own on
Z95 = 1.959963984540054  # a normal deviate within which 95 % lie

Noise = Callable[[Sequence[int], float], Sequence[int]]
"""True counts and a standard deviation -> each count with a draw of its own (discrete Gaussian)."""


@dataclass(frozen=True)
class Shown:
    """A count as it is shown: to the nearest 5, with the range that holds the true one 95 times in 100."""

    count: int
    low: int
    high: int


@dataclass(frozen=True)
class Share:
    """A percentage as it is shown, with its 95 % range, in whole points."""

    percent: int
    low: int
    high: int


def noised(tables: Sequence[Table], counts: Counts, noise: Noise) -> Counts:
    """Every cell of every table with its own draw. Raises ValueError where a draw is missing."""
    return {table.name: _noised(counts[table.name], table.sd, noise) for table in tables}


def least_shown(sd: float) -> int:
    """The smallest noisy count that is shown: the larger of 10 and two sds, rounded up to 5."""
    return max(FLOOR, ceil(SDS_SHOWN * sd / STEP) * STEP)


def shown(noisy: int, sd: float) -> Shown | None:
    """The count to print; None where there is too little to show."""
    if noisy < least_shown(sd):
        return None
    low, high = floor(noisy - Z95 * sd), ceil(noisy + Z95 * sd)
    return Shown(_nearest(noisy), max(0, low), high)


def share(noisy: int, base: int, sd: float, base_sd: float, together: float = 0.0) -> Share | None:
    """What part of a noisy base a noisy count is; None where either is too little for that.

    `together` is what count and base share of their noise, as a variance (sd² where the count is one of those
    that the base is the sum of, else 0).
    """
    if shown(noisy, sd) is None or base <= 0 or base < SDS_BASE * base_sd:
        return None
    part = min(1.0, noisy / base)
    spread = Z95 * sqrt(max(0.0, sd**2 + part**2 * base_sd**2 - 2 * part * together)) / base
    low, high = floor(100 * (part - spread)), ceil(100 * (part + spread))
    return Share(round(100 * part), max(0, low), min(100, high))


def summed(tables: Sequence[tuple[Mapping[Cell, int], float]]) -> tuple[dict[Cell, int], float]:
    """Published tables (cells, sd) added up, and the noise of the sum; a cell that one lacks is left out."""
    common = [cell for cell in tables[0][0] if all(cell in cells for cells, _ in tables)]
    total = {cell: sum(cells[cell] for cells, _ in tables) for cell in common}
    return total, sqrt(sum(sd**2 for _, sd in tables))


def _noised(cells: Mapping[Cell, int], sd: float, noise: Noise) -> dict[Cell, int]:
    return dict(zip(cells, noise(list(cells.values()), sd), strict=True))


def _nearest(noisy: int) -> int:
    return STEP * floor(noisy / STEP + 0.5)
