"""The periods that figures are for: a quarter (`2030-Q2`) and an April-March year (`2030-31`).

Promise: a day lies in one quarter, a quarter in one year, and nothing is ever counted over a year that rolls.
Source: insight.md, "Releases".
"""

import re
from datetime import date

from safety.errors import SafetyRefusal

QUARTERS = 4
_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])", re.ASCII)
_YEAR = re.compile(r"([0-9]{4})-([0-9]{2})", re.ASCII)
FIRST, LAST = 2000, 2199


class NotAPeriod(SafetyRefusal):
    """What was named is neither a quarter nor an April-March year."""

    code = "this is not a period: write a quarter as 2030-Q2, a year from April to March as 2030-31"


def quarter_of(day: date) -> str:
    """The quarter that a day lies in."""
    return f"{day.year}-Q{(day.month - 1) // 3 + 1}"


def year_of(quarter: str) -> str:
    """The April-March year that a quarter lies in."""
    year, place = _parted(quarter)
    start = year if place > 1 else year - 1
    return f"{start}-{(start + 1) % 100:02}"


def quarters_of(period: str) -> tuple[str, ...]:
    """The quarters of a period in order: itself, or the four from April on. Raises NotAPeriod."""
    if _QUARTER.fullmatch(period):
        _parted(period)
        return (period,)
    start = _start_year(period)
    return (*(f"{start}-Q{place}" for place in (2, 3, 4)), f"{start + 1}-Q1")


def is_year(period: str) -> bool:
    """Whether a period is a year. Raises NotAPeriod."""
    return len(quarters_of(period)) == QUARTERS


def next_quarter(quarter: str) -> str:
    """The quarter after this one."""
    return quarter_of(day_after(quarter))


def day_after(period: str) -> date:
    """The first day after a period. Raises NotAPeriod."""
    year, place = _parted(quarters_of(period)[-1])
    return date(year + 1, 1, 1) if place == QUARTERS else date(year, 3 * place + 1, 1)


def _start_year(period: str) -> int:
    found = _YEAR.fullmatch(period)
    start = int(found[1]) if found else 0
    if found is None or not FIRST <= start <= LAST or (start + 1) % 100 != int(found[2]):
        raise NotAPeriod
    return start


def _parted(quarter: str) -> tuple[int, int]:
    found = _QUARTER.fullmatch(quarter)
    if found is None or not FIRST <= int(found[1]) <= LAST:
        raise NotAPeriod
    return int(found[1]), int(found[2])
