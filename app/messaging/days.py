"""Which days are bank holidays in England and Wales: bundled data, nothing is fetched."""

from datetime import date, datetime
from functools import cache

from app.web import bank_holidays


def holidays_around(now: datetime) -> frozenset[date]:
    """Those of this year, the one before and the one after."""
    return _of(now.year - 1) | _of(now.year) | _of(now.year + 1)


@cache
def _of(year: int) -> frozenset[date]:
    return bank_holidays.days_of(year)
