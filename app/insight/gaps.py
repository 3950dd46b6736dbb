"""The gap between groups as pages and files show it: each group beside everyone, from a year's noisy counts.

Promise: London alone, whole years alone, and the same for everybody who may look. What is too few to show has
its row and no number; whether it is shown hangs on noisy numbers alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.insight.releases import ReleaseView, TableView
from app.insight.sentences import NAMES, percent
from safety.coverage import BANDED
from safety.disclosure import Shown
from safety.gaps import BASE, GAP, GROUPS, Gap, gap
from safety.periods import label

KINDS = {"age": _l("Age"), "language": _l("Language of the form")}
PEOPLE = {
    "16-17": _l("16 and 17"),
    "18+": _l("18 and over"),
    "english": _l("English"),
    "other": _l("another language"),
}
MIDDLE, HALF, WIDEST = 180, 140, 0.1  # of a chart 360 wide; it shows ten points either way, or more
STEPS, TICKS = (5, 10, 20), 4  # points between two numbers of its axis; so many numbers a side at most
COLUMNS = (
    *("year", "measure", "kind", "group", "about", "low", "high"),
    *("share", "everyone", "gap", "gap_low", "gap_high"),
)
CODEBOOK = (
    ("year", "A year from April to March (2030-31), by the date of the meeting; London"),
    ("measure", "V2 views came in time; V3 spoken or summarised at the meeting, or held back on purpose"),
    ("kind", "What groups are told apart by: all that a case records of who she is"),
    ("group", "The group"),
    ("about", "About how many cases where an offer was safe, to the nearest 5; empty: too few"),
    ("low", "Lower end of its 95 % range"),
    ("high", "Upper end of its 95 % range"),
    ("share", "Per cent of the group’s cases; empty: too few to say"),
    ("everyone", "Per cent of all cases"),
    ("gap", "share less everyone, in points"),
    ("gap_low", "Lower end of the gap’s 95 % range: the change on purpose and chance together"),
    ("gap_high", "Upper end of that range"),
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One group in one measure."""

    measure: str
    kind: str
    group: str
    about: Shown | None
    gap: Gap | None

    @property
    def name(self) -> str:
        """What the group is called."""
        return f"{KINDS[self.kind]}: {PEOPLE[self.group]}"

    @property
    def points(self) -> str:
        """The gap in points with its range, as people read it."""
        if self.gap is None:
            return "–"
        return f"{_points(self.gap.points)} ({_points(self.gap.low)} to {_points(self.gap.high)})"

    @property
    def reads(self) -> str:
        """What it says."""
        if self.gap is None:
            return str(_("too few to show"))
        if self.gap.chance:
            return str(_("no more than chance and the change on purpose explain"))
        return str(_("less often than everyone") if self.gap.points < 0 else _("more often than everyone"))


@dataclass(frozen=True)
class Year:
    """One year's gaps."""

    view: ReleaseView

    @property
    def period(self) -> str:
        """As a release names it."""
        return self.view.period

    @property
    def label(self) -> str:
        """As people say it."""
        return label(self.view.period)

    def rows(self, measure: str) -> list[Row]:
        """Every group in one measure."""
        table = self.view.tables[GAP.name]
        return [_row(table, measure, kind, group) for kind, groups in GROUPS.items() for group in groups]

    def sentence(self, measure: str) -> str:
        """What the chart of one measure says."""
        there = [row for row in self.rows(measure) if row.gap]
        out = [row for row in there if row.gap and not row.gap.chance]
        if not there:
            return str(_("%(name)s: too few in every group to say.", name=NAMES[measure]))
        if not out:
            still = _(
                "%(name)s: no gap is larger than chance and the change on purpose explain.",
                name=NAMES[measure],
            )
            return str(still)
        return f"{NAMES[measure]}: {'; '.join(f'{row.name} {row.reads}, {row.points}' for row in out)}."


@dataclass(frozen=True)
class Mark:
    """One row as it is drawn: its range and its point, around a line at nought."""

    row: Row
    x: float
    low: float
    high: float


@dataclass(frozen=True)
class Drawn:
    """A chart: its rows, and where the numbers of its axis stand, in points."""

    marks: tuple[Mark, ...]
    ticks: tuple[tuple[float, str], ...]


def drawn(rows: Sequence[Row]) -> Drawn:
    """Rows with a gap on one scale, nought in the middle."""
    there = [(row, row.gap) for row in rows if row.gap]
    most = max([WIDEST, *(max(-gap.low, gap.high) for _row, gap in there)])

    def at(points: float) -> float:
        return round(MIDDLE + HALF * points / most, 1)

    marks = tuple(Mark(row, at(gap.points), at(gap.low), at(gap.high)) for row, gap in there)
    return Drawn(marks, tuple((at(points), _points(points)) for points in _ticks(most)))


def _ticks(most: float) -> list[float]:
    """The points that are named below, up to the widest end of a range on either side."""
    step = next((step for step in STEPS if 100 * most / step <= TICKS), 50)
    reach = int(100 * most / step)
    return [step * place / 100 for place in range(-reach, reach + 1)]


def years(published: Sequence[ReleaseView]) -> list[Year]:
    """The years whose gaps are published, newest first."""
    there = [view for view in published if GAP.name in view.tables]
    return [Year(view) for view in sorted(there, key=lambda view: view.period, reverse=True)]


def lines(found: Sequence[Year]) -> list[tuple[str | int | float | None, ...]]:
    """The same rows for a file."""
    return [
        (year.period, row.measure, str(KINDS[row.kind]), str(PEOPLE[row.group]), *_numbers(row))
        for year in found
        for measure in BANDED
        for row in year.rows(measure)
    ]


def _row(table: TableView, measure: str, kind: str, group: str) -> Row:
    about = table.shown((kind, group, BASE))
    return Row(measure, kind, group, about, gap(table.cells, table.sd, (kind, group, measure)))


def _numbers(row: Row) -> tuple[int | float | None, ...]:
    about = (row.about.count, row.about.low, row.about.high) if row.about else (None, None, None)
    one = row.gap
    if one is None:
        return (*about, None, None, None, None, None)
    return (*about, *(round(100 * part) for part in (one.share, one.everyone, one.points, one.low, one.high)))


def _points(part: float) -> str:
    """Points with their sign; a minus as it is set."""
    points = round(100 * part)
    return f"{'+' if points > 0 else '−' if points < 0 else ''}{abs(points)}"


def shares(row: Row) -> tuple[str, str]:
    """The group's share and everyone's, for the table."""
    return (percent(row.gap.share), percent(row.gap.everyone)) if row.gap else ("–", "–")
