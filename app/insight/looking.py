"""One look at the figures: which period, which measure, and what stands beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.insight.areas import areas, named
from app.insight.book import Book, Cell, together
from app.insight.charts import Bar, Chart, bars, funnel_chart, trend_chart
from app.insight.sentences import NAMES, changed, pasted, standing
from app.insight.sources import Service
from safety.coverage import LEAST, MEASURES, WHY, Key
from safety.quarters import Period, Quarter
from safety.standard import UNSAFE, WhyNot
from safety.workload import LEAST_PEOPLE

REASONS = {
    WhyNot.UNAWARE: _l("Not aware of the meeting, and not safe to tell"),
    WhyNot.NO_CHANNEL: _l("No safe way to reach"),
    WhyNot.NOT_REACHED: _l("Tried, and not reached"),
    WhyNot.DECLINED: _l("Declined"),
    WhyNot.LANGUAGE: _l("No interpreter, or no BSL"),
    WhyNot.TOO_LATE: _l("The case came too late"),
    WhyNot.CAPACITY: _l("No capacity"),
}
FIRST = "V1"
QUARTERS = 4  # of a whole year


@dataclass(frozen=True)
class Working:
    """Services that work in the same places, as one: their cells are the places' own."""

    names: tuple[str, ...]
    cell: Cell
    enough: bool


@dataclass(frozen=True)
class Look:
    """What a page shows."""

    book: Book
    period: Period
    code: str

    @cached_property
    def everyone(self) -> list[Cell]:
        """Every cell of the period that is shown to anybody."""
        return self.book.of(self.period)

    @cached_property
    def mine(self) -> list[Cell]:
        """Those that this person sees."""
        return self.book.mine(self.everyone)

    @cached_property
    def whole(self) -> Cell:
        """All that this person sees, together."""
        return together(self.mine, self.scope)

    @property
    def scope(self) -> str:
        """Whose figures these are."""
        viewer = self.book.viewer
        if viewer.service_id is not None:
            return viewer.service
        return _("London") if viewer.covers is None else named(viewer.covers & areas().keys())

    @property
    def running(self) -> bool:
        """Whether these figures can still change."""
        return bool(self.book.running.intersection(self.period.quarters))

    @property
    def before(self) -> Period | None:
        """The period of the same length before it, where that is there."""
        same = [one for one in self.book.periods if len(one.quarters) == len(self.period.quarters)]
        earlier = [one for one in same if one.quarters[-1] < self.period.quarters[0]]
        return max(earlier, key=lambda one: one.quarters[0], default=None)

    @property
    def sentences(self) -> list[str]:
        """Three, to paste."""
        return pasted(self.whole, self.period)

    @property
    def changes(self) -> list[str]:
        """What changed since the period before."""
        if self.before is None:
            return []
        return changed(self.whole, together(self.book.mine(self.book.of(self.before)), ""), self.before)

    @property
    def funnel(self) -> Chart | None:
        """The areas beside each other, within the limits of chance; a lead has nothing to stand beside."""
        if self.book.viewer.service_id is not None:
            return None
        return funnel_chart(self.mine, self.everyone, self.code)

    @property
    def stands(self) -> str:
        """The sentence of that plot."""
        return standing(self.mine, self.code, self.funnel.mean) if self.funnel else ""

    @property
    def trend(self) -> Chart | None:
        """The quarters that are there, oldest first."""
        return trend_chart(self.over_time, self.code)

    @property
    def over_time(self) -> Sequence[tuple[Quarter, Cell]]:
        """All that this person sees, quarter by quarter."""
        cells = self.book.cells
        return [(quarter, together(self.book.mine(cells[quarter]), "")) for quarter in sorted(cells)]

    @property
    def moved(self) -> str:
        """The sentence of the trend."""
        chart = self.trend
        if chart is None:
            return ""
        signals = [point.name for point in chart.points if point.shape != "circle"]
        still = _("%(name)s: no quarter differs from the mean by more than chance.", name=self.name)
        told = _("%(name)s: not chance alone in %(when)s.", name=self.name, when=", ".join(signals))
        return str(told if signals else still)

    @property
    def name(self) -> str:
        """The measure, as people name it."""
        return str(NAMES[self.code])

    @property
    def reasons(self) -> list[Bar]:
        """Why nothing was offered, of whole years alone; empty under ten, which could point at somebody.

        A quarter's would be what is left of the year where another quarter shows none.
        """
        counted = {why: self.whole.counts.get(Key(WHY, why.value), 0) for why in WhyNot}
        if len(self.period.quarters) < QUARTERS or sum(counted.values()) < LEAST:
            return []
        order = sorted(counted, key=lambda why: (why in UNSAFE, -counted[why]))
        return bars([(str(REASONS[why]), counted[why], why in UNSAFE) for why in order])

    def services(self, known: Mapping[UUID, Service]) -> list[Working]:
        """The places of the period by who works there; services that share a place are shown together."""
        groups: list[tuple[frozenset[UUID], list[Cell]]] = []
        for cell in self.mine:
            touching = [group for group in groups if group[0] & cell.services]
            who = cell.services.union(*(group[0] for group in touching))
            cells = [cell, *(each for group in touching for each in group[1])]
            groups = [group for group in groups if group not in touching] + [(who, cells)]
        return sorted((_working(who, cells, known) for who, cells in groups), key=lambda one: one.names)

    def small(self, known: Mapping[UUID, Service]) -> list[str]:
        """Services of which no figure is shown, by name alone: where they work would lead to one person's."""
        return [name for one in self.services(known) if not one.enough for name in one.names]


def look(book: Book, period: str, code: str) -> Look | None:
    """What was asked for, or the nearest that is there; None where there is nothing to look at yet."""
    found = book.period(period)
    return Look(book, found, code if code in MEASURES else FIRST) if found else None


def _working(who: frozenset[UUID], cells: list[Cell], known: Mapping[UUID, Service]) -> Working:
    there = [known[one] for one in who if one in known]
    names = tuple(sorted(one.name for one in there)) or (_("a service that is no longer here"),)
    where = frozenset[str]().union(*(cell.areas for cell in cells))
    idvas = sum(one.idvas for one in there)
    return Working(names, together(cells, named(where)), idvas >= LEAST_PEOPLE)
