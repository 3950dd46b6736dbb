"""Charts as points on paper: what a template draws, each value beside the place where it is drawn.

Promise: a chart starts at nought, says in words what each point is, and tells points apart by shape; its
table is made of the same rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.insight.book import Cell
from app.insight.sentences import WITHIN, percent, ranging, so_many
from safety.limits import Stands, Step, funnel, stands, trend
from safety.quarters import Quarter

LEFT, RIGHT, TOP, BOTTOM = 46, 316, 12, 210  # of a sheet 360 wide and 254 high
LABELS = 6  # so many points that are not within their limits are named beside them
QUARTERS = 5  # so many are named below: a name is a sixth of the width
ASIDE, LETTER, HIGH = 8, 7.6, 14  # from a point to its label; how wide a letter is, and how high
FIGURES = 7  # so many figures have room in a row
FOOT, HEAD = BOTTOM - 6, TOP + 16  # where such a row stands
STEPS = 48
SHAPES = {
    Stands.WITHIN: "circle",
    Stands.HIGH: "up",
    Stands.VERY_HIGH: "up",
    Stands.LOW: "down",
    Stands.VERY_LOW: "down",
}


@dataclass(frozen=True)
class Point:
    """One value: where it is drawn, as which shape, its name, and its row of the table."""

    x: float
    y: float
    shape: str
    hollow: bool
    name: str
    label: str
    row: tuple[str, ...]

    @property
    def after(self) -> bool:
        """Whether its label stands to the right of it: where it has room there."""
        return self._reach <= RIGHT - self.x

    @property
    def _reach(self) -> float:
        """How far from it its label ends."""
        return ASIDE + LETTER * len(self.label)

    @property
    def has_room(self) -> bool:
        """Whether its label has room on either side of it."""
        return self.after or self._reach <= self.x - LEFT

    def meets(self, other: "Point") -> bool:
        """Whether the label of one would lie on that of the other."""
        (left, right), (start, end) = (sorted((one.x, one.x + one._way)) for one in (self, other))
        beside = left >= end or right <= start or abs(self.y - other.y) >= HIGH
        return bool(self.label and other.label) and not beside

    @property
    def _way(self) -> float:
        return self._reach if self.after else -self._reach


@dataclass(frozen=True)
class Line:
    """A line of a chart, as the points of an SVG polyline; dashed in its own way."""

    kind: str
    points: str
    label: str = ""
    y: float = 0


@dataclass(frozen=True)
class Chart:
    """What is drawn."""

    points: tuple[Point, ...]
    lines: tuple[Line, ...]
    ticks: tuple[tuple[float, str], ...]
    mean: float

    @property
    def row_y(self) -> float:
        """Where the figures of quarters stand in a row: at its foot, or at its head where more is free."""
        drawn = [point.y for point in self.points]
        drawn += [float(one.partition(",")[2]) for line in self.lines for one in line.points.split()]
        return FOOT if BOTTOM - max(drawn) >= min(drawn) - TOP else HEAD

    @property
    def in_row(self) -> tuple[Point, ...]:
        """The points whose figures have room in that row, at equal steps."""
        return self.points[:: -(-len(self.points) // FIGURES)]


@dataclass(frozen=True)
class Bar:
    """One bar from nought; `apart` counts against nobody and is hatched; `of` names what is joined in it."""

    name: str
    count: int
    width: float
    apart: bool
    of: tuple[str, ...] = ()


def y_of(share: float) -> float:
    """Where a share lies."""
    return round(BOTTOM - share * (BOTTOM - TOP), 1)


def funnel_chart(mine: Sequence[Cell], everyone: Sequence[Cell], code: str) -> Chart | None:
    """Shares by size, within the limits of chance around everyone's mean; None where nothing can be drawn."""
    figures = [cell.ranked(code) for cell in everyone]
    base = sum(figure.base for figure in figures)
    shown = [cell for cell in mine if cell.ranked(code).base]
    if not base or not shown:
        return None
    mean = sum(figure.yes for figure in figures) / base
    most = max(cell.ranked(code).base for cell in shown) * 1.12
    points = tuple(_funnel_point(cell, code, mean, most, named=len(shown) <= LABELS) for cell in shown)
    ticks = tuple((x_of(size, most), str(size)) for size in round_sizes(most))
    return Chart(apart(points), _funnel_lines(mean, most), ticks, mean)


def trend_chart(cells: Sequence[tuple[Quarter, Cell]], code: str) -> Chart | None:
    """One measure over quarters; None with fewer than two to draw."""
    there = [(quarter, cell) for quarter, cell in cells if cell.ranked(code).base]
    counts = [(cell.ranked(code).yes, cell.ranked(code).base) for _, cell in there]
    found = trend(counts) if len(there) > 1 else None
    if found is None:
        return None
    places = [LEFT + (RIGHT - LEFT) * (at + 0.5) / len(there) for at in range(len(there))]
    points = tuple(
        _trend_point(x, quarter, cell, code, step)
        for x, (quarter, cell), step in zip(places, there, found.steps, strict=True)
    )
    low, high = (stairs(places, [getattr(step, name) for step in found.steps]) for name in ("low", "high"))
    lines = (low, high, mean_line(found.mean))
    ticks = tuple((x, f"{quarter.first:%b %y}") for x, (quarter, _) in zip(places, there, strict=True))
    return Chart(points, lines, thinned(ticks), found.mean)


def apart(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points, without a label that has no room or lies on another: a sentence names who stands out."""
    kept: list[Point] = []
    for point in points:
        shown = point.has_room and not any(point.meets(other) for other in kept)
        kept.append(point if shown else replace(point, label=""))
    return tuple(kept)


def bars(rows: Sequence[tuple[str, int, bool, tuple[str, ...]]]) -> list[Bar]:
    """Counts as bars; the longest takes the whole width."""
    most = max([1, *(count for _, count, *_rest in rows)])
    return [Bar(name, count, round(300 * count / most, 1), apart, of) for name, count, apart, of in rows]


def x_of(base: float, most: float) -> float:
    """Where a size lies, of the largest."""
    return round(LEFT + (RIGHT - LEFT) * base / most, 1)


def round_sizes(most: float) -> list[int]:
    """The sizes that are named below."""
    step = next((step for step in (5, 10, 20, 50, 100, 200, 500, 1000) if most / step <= LABELS), 5000)
    return list(range(0, int(most) + 1, step))


def thinned(ticks: tuple[tuple[float, str], ...]) -> tuple[tuple[float, str], ...]:
    """As many of the quarters, at equal steps, as have room to be named."""
    return ticks[:: -(-len(ticks) // QUARTERS) or 1]


def _funnel_point(cell: Cell, code: str, mean: float, most: float, *, named: bool) -> Point:
    figure = cell.ranked(code)
    where = stands(figure.yes, figure.base, mean)
    short = cell.name.partition(":")[0]
    return Point(
        x=x_of(figure.base, most),
        y=y_of(figure.yes / figure.base),
        shape=SHAPES[where],
        hollow=cell.total is None,
        name=cell.name,
        label=short if named or where in {Stands.VERY_HIGH, Stands.VERY_LOW} else "",
        row=(so_many(figure), percent(figure.share), ranging(figure), str(WITHIN[where])),
    )


def _funnel_lines(mean: float, most: float) -> tuple[Line, ...]:
    sizes = sorted({max(1, round(most * at / STEPS)) for at in range(1, STEPS + 1)})
    found = [(size, funnel(mean, size)) for size in sizes]
    kinds = {"inner": ("low", "high"), "outer": ("outer_low", "outer_high")}
    curves = tuple(
        Line(kind, " ".join(f"{x_of(size, most)},{y_of(getattr(limits, name))}" for size, limits in found))
        for kind, names in kinds.items()
        for name in names
    )
    return (*curves, mean_line(mean))


def mean_line(mean: float) -> Line:
    """The mean, named beside it."""
    y = y_of(mean)
    return Line("mean", f"{LEFT},{y} {RIGHT},{y}", percent(mean), y)


def stairs(places: list[float], shares: list[float]) -> Line:
    """Limits that hold for one quarter each."""
    edge = (RIGHT - LEFT) / len(places) / 2
    steps = zip(places, shares, strict=True)
    return Line("inner", " ".join(f"{x - edge:.1f},{y_of(s)} {x + edge:.1f},{y_of(s)}" for x, s in steps))


def _trend_point(x: float, quarter: Quarter, cell: Cell, code: str, step: Step) -> Point:
    figure = cell.ranked(code)
    shape = "circle" if not step.signal else "up" if step.share > (step.low + step.high) / 2 else "down"
    return Point(
        x=round(x, 1),
        y=y_of(step.share),
        shape=shape,
        hollow=cell.total is None,
        name=quarter.label,
        label=percent(figure.share),
        row=(so_many(figure), percent(figure.share), _limits(step), _chance(step)),
    )


def _limits(step: Step) -> str:
    return f"{percent(step.low)}–{percent(step.high)}"


def _chance(step: Step) -> str:
    return "not chance" if step.signal else "within limits"
