"""Ranges and control limits for shares: what chance alone would do to a figure of this size.

Methods, by their names: Wilson's score interval (95 %) for one share; Newcombe's, made of two Wilson
intervals, for the difference of two; exact binomial limits at 95 % and 99.8 % for a funnel plot (as the
health service draws them for unequal denominators); a p-chart (Shewhart) with limits three standard errors
from the mean for a trend.

Promise: every limit lies from 0 to 1, and a share outside them has less chance than they say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, lgamma, log, sqrt

Z = 1.959963984540054  # of a 95 % range
INNER, OUTER = 0.025, 0.001  # in each tail: limits at 95 % and 99.8 %
SIGMAS = 3
RUN = 8  # so many in a row on one side of the mean are not chance


class Stands(StrEnum):
    """Where a share lies among its control limits."""

    WITHIN = "within"
    HIGH = "high"
    VERY_HIGH = "very_high"
    LOW = "low"
    VERY_LOW = "very_low"


@dataclass(frozen=True)
class Limits:
    """Control limits of one base, at 95 % and at 99.8 %."""

    low: float
    high: float
    outer_low: float
    outer_high: float


@dataclass(frozen=True)
class Step:
    """One point of a trend with its own limits; `signal` says that it is not chance."""

    share: float
    low: float
    high: float
    signal: bool


@dataclass(frozen=True)
class Trend:
    """A p-chart: the mean of all points together, and each point."""

    mean: float
    steps: tuple[Step, ...]


def wilson(yes: int, base: int) -> tuple[float, float]:
    """Between what the true share lies, 95 times of 100."""
    if base <= 0:
        return 0.0, 1.0
    share, spread = yes / base, Z * Z / base
    middle = (share + spread / 2) / (1 + spread)
    half = Z * sqrt(share * (1 - share) / base + spread / base / 4) / (1 + spread)
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


def difference(yes: int, base: int, before: int, before_base: int) -> tuple[float, float]:
    """The 95 % range of one share less another: where 0 lies in it, chance alone can explain it."""
    share, other = yes / base, before / before_base
    (low, high), (other_low, other_high) = wilson(yes, base), wilson(before, before_base)
    down = sqrt((share - low) ** 2 + (other_high - other) ** 2)
    up = sqrt((high - share) ** 2 + (other - other_low) ** 2)
    return share - other - down, share - other + up


def funnel(mean: float, base: int) -> Limits:
    """The limits between which a figure of this base lies where it differs from the mean by chance alone.

    Exact: to lie above the upper one has a chance of at most 2.5 % (0.1 %); below the lower one, as well.
    """
    tails = (INNER, 1 - INNER, OUTER, 1 - OUTER)
    low, high, outer_low, outer_high = (count / base for count in _quantiles(mean, base, tails))
    return Limits(low, high, outer_low, outer_high)


def stands(yes: int, base: int, mean: float) -> Stands:
    """Whether a share is what one would expect for its size."""
    limits, share = funnel(mean, base), yes / base
    if share > limits.high:
        return Stands.VERY_HIGH if share > limits.outer_high else Stands.HIGH
    if share < limits.low:
        return Stands.VERY_LOW if share < limits.outer_low else Stands.LOW
    return Stands.WITHIN


def trend(points: Sequence[tuple[int, int]]) -> Trend | None:
    """The p-chart of (yes, base) in order of time; None where there is nothing to count.

    A point is a signal outside its limits, or as the last of eight or more on one side of the mean.
    """
    base = sum(each for _, each in points)
    if not base or any(each <= 0 for _, each in points):
        return None
    mean = sum(yes for yes, _ in points) / base
    steps, run, side = [], 0, 0
    for yes, each in points:
        share, half = yes / each, SIGMAS * sqrt(mean * (1 - mean) / each)
        low, high = max(0.0, mean - half), min(1.0, mean + half)
        now = (share > mean) - (share < mean)
        run, side = (run + 1 if now == side else 1) if now else 0, now
        steps.append(Step(share, low, high, not low <= share <= high or run >= RUN))
    return Trend(mean, tuple(steps))


def _quantiles(mean: float, base: int, tails: Sequence[float]) -> list[int]:
    """The smallest count that, or less than which, has at least this chance; of each chance, in one pass."""
    if not 0 < mean < 1:
        return [base if mean >= 1 else 0 for _ in tails]
    found, waiting, reached = dict.fromkeys(tails, base), sorted(tails), 0.0
    for count in range(base):
        reached += _chance(mean, base, count)
        while waiting and reached >= waiting[0]:
            found[waiting.pop(0)] = count
        if not waiting:
            break
    return [found[tail] for tail in tails]


def _chance(mean: float, base: int, count: int) -> float:
    ways = lgamma(base + 1) - lgamma(count + 1) - lgamma(base - count + 1)
    return exp(ways + count * log(mean) + (base - count) * log(1 - mean))
