"""Quarters, April–March years, how they are written, and the day from which a quarter's figures stand still.

Promise: a quarter's figures are final only when nothing of its cases can change any more: the last of them
has gone, and with it what could still be written down.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from safety.retention import FEEDBACK_LINK_DAYS

MONTHS = ("January to March", "April to June", "July to September", "October to December")
FIRST_OF_YEAR = 2  # the quarter in which an April–March year begins


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of a calendar year, numbered 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """The quarter in which this day lies."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        """The one after it."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def year_from(self) -> int:
        """The year in whose April its April–March year begins."""
        return self.year if self.number >= FIRST_OF_YEAR else self.year - 1

    @property
    def code(self) -> str:
        """As addresses, files and commands write it: 2030-Q2."""
        return f"{self.year}-Q{self.number}"

    @property
    def label(self) -> str:
        """As people say it."""
        return f"{MONTHS[self.number - 1]} {self.year}"


@dataclass(frozen=True)
class Period:
    """A quarter, or an April–March year of those of its quarters that are there."""

    code: str
    label: str
    quarters: tuple[Quarter, ...]


def year_code(start: int) -> str:
    """The April–March year that begins in this one, as addresses, files and commands write it: 2030-31."""
    return f"{start}-{(start + 1) % 100:02}"


def settled_on(quarter: Quarter) -> date:
    """The first day on which the last case of a quarter has gone."""
    return quarter.last + timedelta(days=FEEDBACK_LINK_DAYS + 1)


def periods(there: list[Quarter]) -> list[Period]:
    """What can be looked at, from the quarters that are there: newest first, a year after its quarters."""
    found: list[Period] = []
    for start in sorted({quarter.year_from for quarter in there}, reverse=True):
        mine = tuple(sorted(quarter for quarter in there if quarter.year_from == start))
        found.extend(Period(one.code, one.label, (one,)) for one in reversed(mine))
        label = f"April {start} to March {start + 1}"
        part = "" if len(mine) == 4 else f", {len(mine)} of its 4 quarters"
        found.append(Period(year_code(start), label + part, mine))
    return found


def dates_ahead(today: date, count: int = 4) -> list[Quarter]:
    """The next quarters whose figures become final, soonest first."""
    quarter = Quarter.of(today - timedelta(days=200))
    found: list[Quarter] = []
    while len(found) < count:
        if settled_on(quarter) > today:
            found.append(quarter)
        quarter = quarter.next
    return found
