"""Published releases as pages and files show them: named rows, each with its range, in sections.

Promise: nothing is computed from anything but the noisy numbers that were published. A manager sees London,
its parts, and the areas that they cover.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import sqrt

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.insight import spoken
from app.insight.areas import areas
from app.insight.releases import ReleaseChanged, ReleaseView, TableView, published
from app.insight.sources import Viewer
from config import Keys
from safety.disclosure import Share, Shown, share, shown
from safety.periods import is_year, label
from safety.table_plan import LONDON, Cell

WIDTH = 290  # of a chart 360 wide


@dataclass(frozen=True)
class Row:
    """One number: its name, about how many, and which part of those who could have said it."""

    name: str
    about: Shown | None
    part: Share | None
    most: int = 1

    @property
    def width(self) -> float:
        """How long its bar is."""
        return self._long(self.about.count) if self.about else 0

    @property
    def reach(self) -> tuple[float, float]:
        """From where to where its range lies."""
        return (self._long(self.about.low), self._long(self.about.high)) if self.about else (0, 0)

    def _long(self, count: int) -> float:
        return round(WIDTH * count / self.most, 1)


@dataclass(frozen=True)
class Section:
    """Rows that belong together, most first where they have no order of their own."""

    name: str
    rows: tuple[Row, ...]

    @property
    def there(self) -> list[Row]:
        """Those that are shown."""
        return [row for row in self.rows if row.about]

    @property
    def hidden(self) -> int:
        """How many are too few to show."""
        return len(self.rows) - len(self.there)


@dataclass(frozen=True)
class Part:
    """One table of a release, as this person sees it."""

    name: str
    title: str
    explained: tuple[str, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Published:
    """What a page of a published release shows."""

    view: ReleaseView
    viewer: Viewer

    @property
    def label(self) -> str:
        """Its period, as people say it."""
        return label(self.view.period)

    @property
    def sent(self) -> Row:
        """About how many people sent views in London; the base of themes."""
        table = self.view.tables["london_total"]
        return Row(_("People who sent views"), table.shown(LONDON), None)

    @property
    def themes(self) -> Section:
        """London's themes, most first."""
        total = self.view.tables["london_total"]
        table = self.view.tables["london_themes"]
        return Section("", tuple(_rows(table, list(table.cells), lambda cell: spoken.theme(cell[0]), total)))

    @property
    def sentence(self) -> str:
        """What the chart of themes says."""
        first = self.themes.there[:3]
        if not first:
            return str(_("Too few to show any theme."))
        names = ", ".join(row.name for row in first)
        return str(_("Raised most often: %(names)s.", names=names))

    @property
    def parts(self) -> list[Part]:
        """Every table but the themes of London, in the order of the plan."""
        made = {
            "london_answers": self._answers,
            "sub_region_themes": self._region_themes,
            "command_answers": self._command_answers,
            "command_total": self._totals,
            "borough_total": self._totals,
            "london_bands": self._bands,
            "group_bands": self._group_bands,
            "better": self._better,
        }
        there = [name for name in made if name in self.view.tables]
        parts = [self._part(name, tuple(made[name](self.view.tables[name]))) for name in there]
        return [part for part in parts if part.sections]

    def _part(self, name: str, sections: tuple[Section, ...]) -> Part:
        return Part(name, self.view.tables[name].title, self.view.explained(name), sections)

    def _answers(self, table: TableView) -> Iterator[Section]:
        for code in spoken.QUESTIONS:
            yield answered(table, (code,), spoken.question(code))

    def _command_answers(self, table: TableView) -> Iterator[Section]:
        for command in self.commands:
            for code in spoken.QUESTIONS:
                yield answered(table, (command, code), f"{command}: {spoken.question(code)}")

    def _region_themes(self, table: TableView) -> Iterator[Section]:
        for region in dict.fromkeys(cell[0] for cell in table.cells):
            cells = [cell for cell in table.cells if cell[0] == region]
            yield Section(region, tuple(_rows(table, cells, lambda cell: spoken.theme(cell[1]))))

    def _totals(self, table: TableView) -> Iterator[Section]:
        seen = self.commands if table.name == "command_total" else self._boroughs
        cells = [cell for cell in table.cells if cell[0] in seen]
        rows = _rows(table, cells, lambda cell: spoken.place(cell[0]), ordered=False)
        if cells:
            yield Section("", tuple(sorted(rows, key=lambda row: row.name)))

    def _bands(self, table: TableView) -> Iterator[Section]:
        for code, name in spoken.BANDS.items():
            cells = [cell for cell in table.cells if cell[0] == code]
            yield Section(
                str(name), tuple(_rows(table, cells, lambda cell: spoken.band(*cell), ordered=False))
            )

    def _group_bands(self, table: TableView) -> Iterator[Section]:
        for code in dict.fromkeys(cell[0] for cell in table.cells):
            cells = [cell for cell in table.cells if cell[0] == code]
            rows = _rows(table, cells, lambda cell: spoken.band(*cell[1:]), ordered=False)
            yield Section(spoken.group(code), tuple(rows))

    def _better(self, table: TableView) -> Iterator[Section]:
        yield Section("", tuple(_rows(table, list(table.cells), lambda cell: spoken.better(cell[0]))))

    @property
    def commands(self) -> list[str]:
        return sorted({areas()[code].command for code in self._covered})

    @property
    def _boroughs(self) -> frozenset[str]:
        return self._covered

    @property
    def _covered(self) -> frozenset[str]:
        """All of London for who covers it; a lead sees London and its parts."""
        if self.viewer.service_id is not None:
            return frozenset()
        return frozenset(areas()) if self.viewer.covers is None else self.viewer.covers & areas().keys()


def _rows(
    table: TableView,
    cells: Iterable[Cell],
    name: Callable[[Cell], str],
    base: TableView | None = None,
    *,
    ordered: bool = True,
) -> list[Row]:
    """Rows by their noisy counts, most first; with percentages of a base where there is one."""
    found = list(cells)
    if ordered:
        found.sort(key=lambda cell: -table.cells[cell])
    seen = [table.shown(cell) for cell in found]
    most = max((about.high for about in seen if about), default=1)
    parts = [_part_of(table, cell, base) for cell in found]
    return [Row(name(cell), about, part, most) for cell, about, part in zip(found, seen, parts, strict=True)]


def _part_of(table: TableView, cell: Cell, base: TableView | None) -> Share | None:
    return share(table.cells[cell], base.cells[LONDON], table.sd, base.sd) if base else None


def answered(table: TableView, prefix: Cell, name: str) -> Section:
    """One question of a table: the base of its percentages is the sum of its own noisy answers."""
    cells = [cell for cell in table.cells if cell[: len(prefix)] == prefix]
    base, base_sd = sum(table.cells[cell] for cell in cells), table.sd * sqrt(len(cells))
    most = max((about.high for cell in cells if (about := table.shown(cell))), default=1)
    return Section(
        name,
        tuple(
            Row(
                spoken.answer(cell[-1]),
                shown(table.cells[cell], table.sd),
                share(table.cells[cell], base, table.sd, base_sd, table.sd**2),
                most,
            )
            for cell in cells
        ),
    )


def london_latest(db: Session, keys: Keys) -> tuple[str, list[Row]] | None:
    """The newest published quarter and its themes in London that are shown, most first, for whoever asks.

    None where nothing is published, or where what is stored is not what was drawn.
    """
    try:
        views = [view for view in published(db, keys) if not is_year(view.period)]
    except ReleaseChanged:
        return None
    newest = max(views, key=lambda view: view.period, default=None)
    found = Published(newest, Viewer()).themes.there if newest else []
    return (label(newest.period), found) if newest and found else None
