"""A full year of published figures for the demonstration, and the quarters since: of an invented London.

Promise: safe to run again; what is drawn stays. Never called outside a demonstration or a test.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.insight.building import GRACE, Trail, build
from app.insight.models import Release
from app.insight.noise import gaussian
from app.insight.publishing import Person, agree
from app.insight.releases import PEOPLE
from app.insight.simulating import London, simulate
from config import Keys
from safety.periods import day_after, next_quarter, quarter_of, quarters_of, year_of

NOTE = "Invented figures, for the demonstration."


def demonstrate(
    db: Session, keys: Keys, pool_key_id: bytes, people: Sequence[Person], trail: Trail, now: datetime
) -> list[str]:
    """Draw and publish the last whole year and every quarter since, where missing; the periods drawn now."""
    drawn = set(db.scalars(select(Release.period)))
    missing = [period for period in periods(now) if period not in drawn]
    for period in missing:
        if quarters_of(period) == (period,):
            simulate(db, keys, pool_key_id, London(), period)
        build(db, keys, period, gaussian, trail, now, NOTE)
        for person in people[:PEOPLE]:
            agree(db, keys, period, person, trail, now)
    return missing


def periods(now: datetime) -> list[str]:
    """The four quarters of the last year that is over, the year itself, and the quarters since."""
    today = (now - GRACE).date()
    year = year_of(quarter_of(today))
    while day_after(year) > today:
        year = f"{int(year[:4]) - 1}-{int(year[:4]) % 100:02}"
    found, quarter = [*quarters_of(year), year], next_quarter(quarters_of(year)[-1])
    while day_after(quarter) <= today:
        found.append(quarter)
        quarter = next_quarter(quarter)
    return found
