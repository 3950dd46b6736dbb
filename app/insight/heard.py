"""V7, felt heard and felt safer: from the noisy answers of releases, with who was asked beside it.

Promise: nothing is computed from anything but published numbers. Limits hold the noise as well as chance. How
many were asked (V6) comes from case records of the same quarters and the same areas that this person sees.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.insight import spoken
from app.insight.book import Book, together
from app.insight.charts import (
    LABELS,
    LEFT,
    RIGHT,
    SHAPES,
    STEPS,
    Chart,
    Line,
    Point,
    mean_line,
    round_sizes,
    stairs,
    thinned,
    x_of,
    y_of,
)
from app.insight.published import Published, Section, answered
from app.insight.releases import TableView
from app.insight.sentences import WITHIN, percent
from safety.answers import Said, funnel, mean_of, stands, trend
from safety.coverage import Figure
from safety.disclosure import Shown, shown
from safety.limits import Stands, Step
from safety.periods import days_of, is_year
from safety.table_plan import Cell

GOOD = {"heard": "yes", "safer": "safer"}
NAMES = {"heard": _l("Felt heard"), "safer": _l("Felt safer")}


def said_in(table: TableView, prefix: Cell) -> Said:
    """The answers to one question, in one place."""
    cells = [cell for cell in table.cells if cell[: len(prefix)] == prefix]
    good = (*prefix, GOOD[prefix[-1]])
    return Said(table.cells[good], sum(table.cells[cell] for cell in cells), table.sd, len(cells))


@dataclass(frozen=True)
class Felt:
    """One question as one person may look at it: a period, the quarters over time, the command areas."""

    releases: Sequence[Published]  # newest first
    now: Published
    question: str
    book: Book

    @property
    def name(self) -> str:
        """As people name it."""
        return str(NAMES[self.question])

    @property
    def section(self) -> Section:
        """Every answer in London, with its range."""
        table = self.now.view.tables["london_answers"]
        return answered(table, (self.question,), str(spoken.question(self.question)))

    @property
    def many(self) -> Shown | None:
        """About how many answered, of London."""
        said = self._said(self.now)
        return shown(said.base, said.sd * sqrt(said.cells))

    @property
    def sentence(self) -> str:
        """What London's figure says; never without what it is of."""
        row = next(row for row in self.section.rows if row.name == str(spoken.answer(GOOD[self.question])))
        if row.part is None:
            return str(_("%(name)s: too few answered to say.", name=self.name))
        return str(
            _(
                "%(name)s: %(part)s %% of those who answered (%(low)s–%(high)s %%).",
                name=self.name,
                part=row.part.percent,
                low=row.part.low,
                high=row.part.high,
            )
        )

    @property
    def asked(self) -> Figure | None:
        """V6 of the same quarters, in what this person sees; None until all of them stand in the book."""
        first, last = days_of(self.now.view.period)
        mine = [quarter for quarter in self.book.cells if first <= quarter.first <= last]
        if len(mine) < (4 if is_year(self.now.view.period) else 1):
            return None
        cells = [cell for quarter in mine for cell in self.book.mine(self.book.cells[quarter])]
        figure = together(cells, "").figures["V6"] if cells else None
        return figure if figure and figure.base else None

    @cached_property
    def over_time(self) -> Chart | None:
        """London, quarter by quarter, oldest first: a p-chart."""
        quarters = [one for one in reversed(self.releases) if not is_year(one.view.period)]
        there = [(one.label, self._said(one)) for one in quarters if self._said(one).enough]
        found = trend([said for _name, said in there])
        if found is None:
            return None
        at = [LEFT + (RIGHT - LEFT) * (each + 0.5) / len(there) for each in range(len(there))]
        rows = zip(at, there, found.steps, strict=True)
        points = tuple(_step(x, name, said, step) for x, (name, said), step in rows)
        limits = (stairs(at, [getattr(step, end) for step in found.steps]) for end in ("low", "high"))
        ticks = tuple((x, _short(name)) for x, (name, _said) in zip(at, there, strict=True))
        lines = (*limits, mean_line(found.mean))
        return Chart(points, lines, thinned(ticks), found.mean)

    @property
    def moved(self) -> str:
        """The sentence of that chart."""
        chart = self.over_time
        out = [point.name for point in chart.points if point.shape != "circle"] if chart else []
        if not out:
            return str(_("No quarter differs from the mean by more than chance and the change on purpose."))
        return str(_("More than chance and the change on purpose explain: %(when)s.", when=", ".join(out)))

    @cached_property
    def areas(self) -> Chart | None:
        """A year's command areas beside each other, for who covers them; around all London's mean."""
        table = self.now.view.tables.get("command_answers")
        if table is None:
            return None
        names = sorted({cell[0] for cell in table.cells})
        everyone = {name: said_in(table, (name, self.question)) for name in names}
        there = {name: said for name, said in everyone.items() if said.enough}
        mine = {name: said for name, said in there.items() if name in self.now.commands}
        if not mine:
            return None
        mean, most = mean_of(list(there.values())), max(said.base for said in mine.values()) * 1.12
        points = tuple(
            _place(name, said, mean, most, named=len(mine) <= LABELS) for name, said in mine.items()
        )
        ticks = tuple((x_of(size, most), str(size)) for size in round_sizes(most))
        return Chart(points, _limits(next(iter(mine.values())), mean, most), ticks, mean)

    @property
    def stands(self) -> str:
        """The sentence of that plot."""
        out = [f"{point.name}: {point.row[-1]}." for point in self.areas.points] if self.areas else []
        still = str(WITHIN[Stands.WITHIN])
        told = [text for text in out if not text.endswith(f"{still}.")]
        return " ".join(told) or str(_("Every area is within what we would expect for its size."))

    def _said(self, one: Published) -> Said:
        return said_in(one.view.tables["london_answers"], (self.question,))


def _short(name: str) -> str:
    """A quarter below its point: its first month and its year."""
    return f"{name[:3]} {name[-2:]}"


def _of(said: Said) -> str:
    return str(_("about %(many)s answers", many=5 * round(said.base / 5)))


def _step(x: float, name: str, said: Said, step: Step) -> Point:
    shape = "circle" if not step.signal else "up" if step.share > (step.low + step.high) / 2 else "down"
    limits = f"{percent(step.low)}–{percent(step.high)}"
    row = (
        _of(said),
        percent(step.share),
        limits,
        str(_("not chance") if step.signal else _("within limits")),
    )
    return Point(round(x, 1), y_of(step.share), shape, False, name, percent(step.share), row)


def _place(name: str, said: Said, mean: float, most: float, *, named: bool) -> Point:
    where = stands(said, mean)
    limits = funnel(mean, said.base, said.sd, said.cells)
    row = (
        _of(said),
        percent(said.share),
        f"{percent(limits.low)}–{percent(limits.high)}",
        str(WITHIN[where]),
    )
    label = name if named or where in {Stands.VERY_HIGH, Stands.VERY_LOW} else ""
    return Point(x_of(said.base, most), y_of(said.share), SHAPES[where], False, name, label, row)


def _limits(like: Said, mean: float, most: float) -> tuple[Line, ...]:
    """Limits by size: the noise is the same for every area, so that it weighs most on the small ones."""
    sizes = [most * at / STEPS for at in range(1, STEPS + 1)]
    found = [(size, funnel(mean, size, like.sd, like.cells)) for size in sizes]
    kinds = {"inner": ("low", "high"), "outer": ("outer_low", "outer_high")}
    curves = tuple(
        Line(kind, " ".join(f"{x_of(size, most)},{y_of(getattr(one, name))}" for size, one in found))
        for kind, names in kinds.items()
        for name in names
    )
    return (*curves, mean_line(mean))


def newest(releases: Sequence[Published], book: Book) -> list[Felt]:
    """Each question in what was published last; empty before the first release."""
    return [Felt(releases, releases[0], one, book) for one in NAMES] if releases else []
