"""What a release may spend: the designed budget, or less where a service lowered it. Never more.

Promise: what is printed with a release is an upper bound of what a response costs over its quarter and its
year. A later draw of a year spends no larger part of the budget than was said with the ones before it.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.insight.models import Release
from app.insight.releases import release_of
from config import Keys
from safety import budget
from safety.gaps import GAP
from safety.periods import is_year, quarters_of, year_of
from safety.table_plan import Span, Table, tables_for


@dataclass(frozen=True)
class Spending:
    """The tables of one period with the noise that they get, the gap's with them in a year; what it costs."""

    tables: tuple[Table, ...]
    gap: Table | None
    per_cent: int
    rho: float

    @property
    def all(self) -> tuple[Table, ...]:
        """Every table that is drawn."""
        return self.tables if self.gap is None else (*self.tables, self.gap)

    @property
    def told(self) -> dict[str, Any]:
        """What is kept of it with the tables."""
        costs = {"rho": self.rho, "epsilon": budget.epsilon(self.rho), "delta": budget.DELTA}
        return {**costs, "per_cent": self.per_cent, "gap_rho": budget.rho([self.gap] if self.gap else [])}


def spending(db: Session, keys: Keys, period: str, per_cent: int) -> Spending:
    """What a period spends, where a setting allows so many per cent of the designed budget."""
    before = _before(db, keys, period)
    allowed = min([per_cent, *before])
    quarter = budget.lowered(tables_for(Span.QUARTER), max(before, default=allowed))
    year = budget.lowered(tables_for(Span.YEAR), allowed)
    if is_year(period):
        (gap,) = budget.lowered([GAP], allowed)
        return Spending(year, gap, allowed, budget.rho([*quarter, *year]))
    mine = budget.lowered(tables_for(Span.QUARTER), allowed)
    return Spending(mine, None, allowed, budget.rho([*mine, *year]))


def _before(db: Session, keys: Keys, period: str) -> list[int]:
    """The parts of the budget that this year's tables were drawn with so far."""
    year = period if is_year(period) else year_of(period)
    mine = (year, *quarters_of(year))
    there = db.scalars(select(Release.period).where(Release.period.in_(mine))).all()
    return [release_of(db, keys, one).per_cent for one in there if one != period]
