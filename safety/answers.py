"""Shares of noisy answers beside each other: control limits that hold the noise as well as chance.

Methods, by their names: a p-chart with limits three standard errors from the mean; a funnel with normal
limits at 95 % and 99.8 %. A standard error is that of a share (binomial) and of the noise on it together; the
noise is known exactly, for it was added on purpose.

Promise: every limit lies from 0 to 1, and is never narrower than without the noise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from safety.disclosure import SDS_BASE, least_shown
from safety.limits import RUN, SIGMAS, Limits, Stands, Step, Trend, Z

Z_OUTER = 3.090232306167813  # a normal deviate within which 99.8 % lie


@dataclass(frozen=True)
class Said:
    """Noisy answers to one question: so many of one kind, of all; each of `cells` has noise of `sd`."""

    yes: int
    base: int
    sd: float
    cells: int

    @property
    def enough(self) -> bool:
        """Whether the share may be shown: a base that carries one, and a count that is shown itself."""
        least = max(1.0, SDS_BASE * self.sd * sqrt(self.cells))
        return self.base >= least and self.yes >= least_shown(self.sd)

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return min(1.0, max(0.0, self.yes / self.base))


def error(mean: float, base: float, sd: float, cells: int) -> float:
    """The standard error of a share of this base where the true one is `mean`: chance and noise together."""
    chance = mean * (1 - mean) / base
    noise = sd**2 * (1 - 2 * mean + cells * mean**2) / base**2
    return sqrt(chance + noise)


def mean_of(points: Sequence[Said]) -> float:
    """The share of all of them together."""
    return min(1.0, max(0.0, sum(point.yes for point in points) / sum(point.base for point in points)))


def trend(points: Sequence[Said]) -> Trend | None:
    """The p-chart of answers in order of time; None with fewer than two that carry a share.

    A point is a signal outside its limits, or as the last of eight or more on one side of the mean.
    """
    if len(points) < 2 or not all(point.enough for point in points):
        return None
    mean, steps, run, side = mean_of(points), [], 0, 0
    for point in points:
        half = SIGMAS * error(mean, point.base, point.sd, point.cells)
        low, high = max(0.0, mean - half), min(1.0, mean + half)
        now = (point.share > mean) - (point.share < mean)
        run, side = (run + 1 if now == side else 1) if now else 0, now
        steps.append(Step(point.share, low, high, not low <= point.share <= high or run >= RUN))
    return Trend(mean, tuple(steps))


def funnel(mean: float, base: float, sd: float, cells: int) -> Limits:
    """The limits of a share of this base: what chance and noise leave within, 95 and 99.8 times in 100."""
    one = error(mean, base, sd, cells)
    low, high, outer_low, outer_high = (
        min(1.0, max(0.0, mean + by * one)) for by in (-Z, Z, -Z_OUTER, Z_OUTER)
    )
    return Limits(low, high, outer_low, outer_high)


def stands(point: Said, mean: float) -> Stands:
    """Whether a share is what one would expect for its size and its noise."""
    limits, share = funnel(mean, point.base, point.sd, point.cells), point.share
    if share > limits.high:
        return Stands.VERY_HIGH if share > limits.outer_high else Stands.HIGH
    if share < limits.low:
        return Stands.VERY_LOW if share < limits.outer_low else Stands.LOW
    return Stands.WITHIN
