"""How many cases a person carries, beside what is published as manageable: for care, never for ranking.

Promise: nothing here compares one person with another; a share of full time lowers what is held against it.
"""

from dataclasses import dataclass
from enum import StrEnum

FULL_TIME = 100  # per cent
LEAST_PEOPLE = 3  # fewer IDVAs, and a service's figure would be one person's


class Load(StrEnum):
    """Where a number of cases stands."""

    UNDER = "under"
    WITHIN = "within"
    OVER = "over"


@dataclass(frozen=True)
class Benchmark:
    """From how many to how many cases a year are published as manageable."""

    low: int
    high: int

    def of(self, per_cent: int | None) -> "Benchmark":
        """The same for a share of full time; a share that nobody recorded counts as full time."""
        share = FULL_TIME if per_cent is None else per_cent
        return Benchmark(round(self.low * share / FULL_TIME), round(self.high * share / FULL_TIME))

    def load(self, cases: int) -> Load:
        """Where so many cases a year stand."""
        if cases > self.high:
            return Load.OVER
        return Load.WITHIN if cases >= self.low else Load.UNDER


def per_whole_time(cases: int, shares: list[int | None]) -> float | None:
    """Cases for each whole-time person; None where too few people work there for that to be nobody's own."""
    if len(shares) < LEAST_PEOPLE:
        return None
    whole = sum(FULL_TIME if share is None else share for share in shares) / FULL_TIME
    return round(cases / whole, 1)
