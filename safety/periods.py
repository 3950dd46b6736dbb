"""The names of the periods that releases are for: a quarter (`2030-Q2`) and an April-March year (`2030-31`).

Promise: a day lies in one quarter, a quarter in one year, and nothing is ever counted over a year that rolls.
Source: insight.md, "Releases".
"""

import re
from datetime import date, timedelta

from safety.errors import SafetyRefusal
from safety.quarters import FIRST_OF_YEAR, Quarter, settled_on, year_code

QUARTERS = 4
GRACE = timedelta(days=1)  # after a quarter, so that a batch on its way at midnight is in
_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])", re.ASCII)
_YEAR = re.compile(r"([0-9]{4})-([0-9]{2})", re.ASCII)
FIRST, LAST = 2000, 2199


class NotAPeriod(SafetyRefusal):
    """What was named is neither a quarter nor an April-March year."""

    code = "this is not a period: write a quarter as 2030-Q2, a year from April to March as 2030-31"


def quarter_of(day: date) -> str:
    """The quarter that a day lies in."""
    return Quarter.of(day).code


def year_of(quarter: str) -> str:
    """The April-March year that a quarter lies in."""
    return year_code(_quarter(quarter).year_from)


def quarters_of(period: str) -> tuple[str, ...]:
    """The quarters of a period in order: itself, or the four from April on. Raises NotAPeriod."""
    if _QUARTER.fullmatch(period):
        return (_quarter(period).code,)
    start = _start_year(period)
    first = Quarter(start, FIRST_OF_YEAR)
    return tuple(one.code for one in (first, first.next, first.next.next, first.next.next.next))


def is_year(period: str) -> bool:
    """Whether a period is a year. Raises NotAPeriod."""
    return len(quarters_of(period)) == QUARTERS


def next_quarter(quarter: str) -> str:
    """The quarter after this one."""
    return _quarter(quarter).next.code


def day_after(period: str) -> date:
    """The first day after a period. Raises NotAPeriod."""
    return _quarter(quarters_of(period)[-1]).next.first


def drawn_from(period: str) -> date:
    """The first day on which a period's tables can be drawn. Raises NotAPeriod.

    A quarter's: the second after it. A year's: when the last of its cases has gone, for gaps are of cases.
    """
    last = _quarter(quarters_of(period)[-1])
    return settled_on(last) if is_year(period) else last.next.first + GRACE


def days_of(period: str) -> tuple[date, date]:
    """A period's first and last day. Raises NotAPeriod."""
    quarters = quarters_of(period)
    return _quarter(quarters[0]).first, _quarter(quarters[-1]).last


def label(period: str) -> str:
    """A period as people say it. Raises NotAPeriod."""
    if is_year(period):
        start = _start_year(period)
        return f"April {start} to March {start + 1}"
    return _quarter(period).label


def is_named(period: str, text: str) -> bool:
    """Whether a text names a period or a quarter of it, in figures or in words. Raises NotAPeriod."""
    said = " ".join(text.casefold().split())
    written = (one for name in {period, *quarters_of(period)} for one in (name, label(name)))
    return any(re.search(rf"(?<![\w-]){re.escape(one.casefold())}(?![\w-])", said) for one in written)


def _start_year(period: str) -> int:
    found = _YEAR.fullmatch(period)
    start = int(found[1]) if found else 0
    if found is None or not FIRST <= start <= LAST or (start + 1) % 100 != int(found[2]):
        raise NotAPeriod
    return start


def _quarter(name: str) -> Quarter:
    found = _QUARTER.fullmatch(name)
    if found is None or not FIRST <= int(found[1]) <= LAST:
        raise NotAPeriod
    return Quarter(int(found[1]), int(found[2]))
