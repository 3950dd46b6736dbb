"""Tallies: what the voice standard counted of cases that went. The only writer of its two tables.

Promise: a tally is written in the transaction that deletes its case, so that a case counts once: while it is
kept, or after. It goes three years after its quarter ended.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.db import writing
from app.insight.models import BandTally, Tally
from safety.coverage import Counted, Key
from safety.quarters import Quarter
from safety.retention import tally_end


def keep_tallies(db: Session, went: Iterable[Counted]) -> None:
    """Add what these cases counted. To be called in the transaction that deletes them."""
    cells: Counter[tuple[Any, ...]] = Counter()
    bands: Counter[tuple[Any, ...]] = Counter()
    for one in went:
        first = one.quarter.first
        for (measure, mark), count in one.counts.items():
            cells[one.service_id, one.area, first, measure, mark] += count
        for (band, (measure, mark)), count in one.bands.items():
            bands[first, band, measure, mark] += count
    with writing(db):
        _add(db, Tally, ("service_id", "area_code", "quarter_from", "measure", "mark"), cells)
        _add(db, BandTally, ("quarter_from", "band", "measure", "mark"), bands)


def tallies(db: Session) -> list[Counted]:
    """What is counted of cases that went, by service, area and quarter."""
    names = (Tally.service_id, Tally.area_code, Tally.quarter_from, Tally.measure, Tally.mark, Tally.count)
    found: dict[tuple[UUID, str, date], Counter[Key]] = {}
    for who, area, first, measure, mark, count in db.execute(select(*names)):
        found.setdefault((who, area, first), Counter())[Key(measure, mark)] += count
    return [Counted(who, area, Quarter.of(first), counts) for (who, area, first), counts in found.items()]


def band_counts(db: Session, first: date, last: date) -> Counter[tuple[str, Key]]:
    """What was counted of groups, of cases that went, whose meetings lay between two days."""
    names = (BandTally.band, BandTally.measure, BandTally.mark, BandTally.count)
    found: Counter[tuple[str, Key]] = Counter()
    for band, measure, mark, count in db.execute(
        select(*names).where(BandTally.quarter_from.between(first, last))
    ):
        found[band, Key(measure, mark)] += count
    return found


def purge_tallies(db: Session, today: date) -> int:
    """Take out the quarters whose three years are over; how many."""
    with writing(db):
        there = {*db.scalars(select(Tally.quarter_from)), *db.scalars(select(BandTally.quarter_from))}
        over = [first for first in there if tally_end(Quarter.of(first).last) < today]
        for table in (Tally, BandTally):
            db.execute(delete(table).where(table.quarter_from.in_(over)))
    return len(over)


def _add(
    db: Session, table: type[Tally] | type[BandTally], names: tuple[str, ...], cells: Counter[tuple[Any, ...]]
) -> None:
    """Add to what is there; its rows are taken in a steady order, so that two writers only wait."""
    first = names.index("quarter_from")
    mine = table.quarter_from.in_({at[first] for at in cells})
    order = [getattr(table, name) for name in names]
    found = db.scalars(select(table).where(mine).order_by(*order).with_for_update())
    there: dict[tuple[Any, ...], Any] = {tuple(getattr(row, name) for name in names): row for row in found}
    for at, count in cells.items():
        if at in there:
            there[at].count += count
        else:
            db.add(table(**dict(zip(names, at, strict=True)), count=count))
