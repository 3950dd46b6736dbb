"""The figures that one person may look at, as they are cut: by quarter, by unit, by April–March year.

Promise: a manager sees a quarter when it stands still, from the day that was said beforehand, and of it only
what touches the areas they cover. A lead sees the same cells, those in which no other service works, and of
the running quarter too. Every figure is a sum of the cells of single quarters: nothing is cut twice, for
whomever, so that nothing can be subtracted. A cell has ten cases on its agendas, and ten that we know of.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.insight.areas import areas, named
from app.insight.sources import Sources, Viewer
from app.insight.tallies import tallies
from config import Keys
from safety.coverage import Agenda, Counted, Counts, Figure, added, figures, known, ranked, total_of, units
from safety.quarters import Period, Quarter, dates_ahead, periods, settled_on
from safety.retention import TALLY_YEARS, tally_end

LONDON = ZoneInfo("Europe/London")
KEPT = timedelta(days=366 * TALLY_YEARS)


@dataclass(frozen=True)
class Cell:
    """One unit in one period. Without `total` it is of the cases we know of, and no coverage."""

    name: str
    areas: frozenset[str]
    command: str
    counts: Counts
    total: int | None
    services: frozenset[UUID] = frozenset()

    @property
    def size(self) -> int:
        """How many cases it is of."""
        return known(self.counts) if self.total is None else self.total

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Every measure."""
        return figures(self.counts, self.total)

    def ranked(self, code: str) -> Figure:
        """One measure as it may be compared with others'."""
        return ranked(self.figures[code], self.counts)


@dataclass(frozen=True)
class Book:
    """Everything that one person may look at. `running` quarters can still change."""

    viewer: Viewer
    cells: dict[Quarter, list[Cell]]
    running: frozenset[Quarter]

    @property
    def periods(self) -> list[Period]:
        """What can be chosen, newest first; a quarter in which nothing is shown is none."""
        return periods([quarter for quarter, cells in self.cells.items() if self.mine(cells)])

    def period(self, code: str) -> Period | None:
        """The period that an address names, else the newest; None where there is nothing yet."""
        there = self.periods
        return next((one for one in there if one.code == code), there[0] if there else None)

    def of(self, period: Period) -> list[Cell]:
        """Every cell of a period that is shown to anybody, by name."""
        many = {quarter: self.cells[quarter] for quarter in period.quarters}
        return sorted(_together(many), key=lambda cell: cell.name)

    def mine_of(self, period: Period) -> list[Cell]:
        """What this person sees of a period: sums of those quarters' cells that they see, and of no other."""
        many = {quarter: self.mine(self.cells[quarter]) for quarter in period.quarters}
        return sorted(_together(many), key=lambda cell: cell.name)

    def mine(self, cells: Iterable[Cell]) -> list[Cell]:
        """Those of these cells that this person sees."""
        return [cell for cell in cells if self.viewer.sees(cell.areas, cell.services)]


def read(db: Session, keys: Keys, sources: Sources, viewer: Viewer, now: datetime) -> Book:
    """The book of this person as it stands now."""
    service, today = viewer.service_id, now.astimezone(LONDON).date()
    until = now if service else datetime.combine(dates_ahead(today, 1)[0].first, time(), LONDON)
    raw = [*tallies(db), *sources.kept(db, keys, now - KEPT, until, now)]
    agendas = sources.agendas(db, now)
    there = {one.quarter for one in raw} | {Quarter.of(one.on) for one in agendas}
    there = {quarter for quarter in there if tally_end(quarter.last) >= today}
    running = frozenset(quarter for quarter in there if settled_on(quarter) > today)
    shown = sorted(there if service else there - running)
    return Book(viewer, {quarter: _cut(quarter, raw, agendas) for quarter in shown}, running)


def together(cells: Iterable[Cell], name: str, command: str = "") -> Cell:
    """Cells as one; with a total only where each has one."""
    many = list(cells)
    totals = [cell.total for cell in many if cell.total is not None]
    where = frozenset[str]().union(*(cell.areas for cell in many))
    who = frozenset[UUID]().union(*(cell.services for cell in many))
    total = sum(totals) if len(totals) == len(many) else None
    return Cell(name, where, command, added(cell.counts for cell in many), total, who)


def _cut(quarter: Quarter, raw: list[Counted], agendas: list[Agenda]) -> list[Cell]:
    """One quarter's cells: boroughs, and what is joined in command areas."""
    counted: dict[str, list[Counted]] = defaultdict(list)
    meetings: dict[str, list[Agenda]] = defaultdict(list)
    for one in raw:
        if one.quarter == quarter and one.area in areas():
            counted[one.area].append(one)
    for agenda in agendas:
        if Quarter.of(agenda.on) == quarter and agenda.area in areas():
            meetings[agenda.area].append(agenda)
    single = {code: _borough(code, counted[code], meetings[code]) for code in {*counted, *meetings}}
    sizes = {code: min(cell.size, known(cell.counts)) for code, cell in single.items() if cell.size}
    commands = {code: areas()[code].command for code in sizes}
    never = frozenset(code for code, area in areas().items() if not area.alone)
    cut = units(sizes, commands, never)
    return [_unit([single[code] for code in unit.areas], unit.command) for unit in cut]


def _borough(code: str, counted: list[Counted], meetings: list[Agenda]) -> Cell:
    whole, area = added(one.counts for one in counted), areas()[code]
    who = frozenset([one.service_id for one in counted] + [one.service_id for one in meetings])
    return Cell(area.name, frozenset({code}), area.command, whole, total_of(meetings, whole), who)


def _unit(cells: list[Cell], command: str) -> Cell:
    """A borough, or what is joined, called by its command area and what is in it."""
    where = frozenset[str]().union(*(cell.areas for cell in cells))
    return cells[0] if len(cells) == 1 else together(cells, f"{command}: {named(where)}", command)


def _together(many: dict[Quarter, list[Cell]]) -> list[Cell]:
    """Quarters as one period: a borough that stood alone whenever it was shown; the rest by command area."""
    every = [cell for cells in many.values() for cell in cells]
    if len(many) == 1:
        return every
    joined = frozenset[str]().union(*(cell.areas for cell in every if len(cell.areas) > 1))
    alone: dict[str, list[Cell]] = defaultdict(list)
    rest: dict[str, list[Cell]] = defaultdict(list)
    for cell in every:
        if cell.areas & joined:
            rest[cell.command].append(cell)
        else:
            alone[cell.name].append(cell)
    found = [together(cells, name, cells[0].command) for name, cells in alone.items()]
    return found + [_unit(cells, command) for command, cells in rest.items()]
