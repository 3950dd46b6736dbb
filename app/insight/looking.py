"""One look at the figures: which period, which measure, and what stands beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.insight.areas import named
from app.insight.book import Book, Cell, together
from app.insight.charts import Bar, Chart, bars, funnel_chart, trend_chart
from app.insight.sentences import NAMES, changed, pasted, standing
from app.insight.sources import Service
from safety.coverage import LEAST, MEASURES, WHY, Key
from safety.quarters import Period, Quarter
from safety.reasons import Given, given
from safety.standard import WhyNot
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
    idvas: int
    enough: bool = True


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
        return self.book.mine_of(self.period)

    @cached_property
    def whole(self) -> Cell:
        """All that this person sees, together."""
        return together(self.mine, self.scope)

    @property
    def scope(self) -> str:
        """Whose figures these are: also the boroughs that a manager's own are joined with."""
        viewer = self.book.viewer
        if viewer.service_id is not None:
            return viewer.service
        where = frozenset[str]().union(*(cell.areas for cell in self.mine))
        return _("London") if viewer.covers is None else named(where)

    @property
    def running(self) -> bool:
        """Whether these figures can still change."""
        return bool(self.book.running.intersection(self.period.quarters))

    @cached_property
    def before(self) -> Period | None:
        """The period of the same length before it, where that is there."""
        same = [one for one in self.book.periods if len(one.quarters) == len(self.period.quarters)]
        earlier = [one for one in same if one.quarters[-1] < self.period.quarters[0]]
        return max(earlier, key=lambda one: one.quarters[0], default=None)

    @property
    def sentences(self) -> list[str]:
        """Three, to paste: they say where, since what is pasted has no page around it."""
        where = self.scope if self.book.viewer.service_id is not None else _("In %(area)s", area=self.scope)
        return pasted(self.whole, where, self.period)

    @cached_property
    def changes(self) -> list[str]:
        """What changed since the period before."""
        if self.before is None:
            return []
        return changed(self.whole, together(self.book.mine_of(self.before), ""), self.before)

    @cached_property
    def funnel(self) -> Chart | None:
        """The areas beside each other, within the limits of chance; a lead has nothing to stand beside."""
        if self.book.viewer.service_id is not None:
            return None
        return funnel_chart(self.mine, self.everyone, self.code)

    @property
    def stands(self) -> str:
        """The sentence of that plot."""
        return standing(self.mine, self.code, self.funnel.mean) if self.funnel else ""

    @cached_property
    def trend(self) -> Chart | None:
        """The quarters that are there, oldest first."""
        return trend_chart(self.over_time, self.code)

    @cached_property
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
    def left_out(self) -> str:
        """What no comparison counts, and why; empty where every case is compared."""
        if self.whole.ranked(self.code).base == self.whole.figures[self.code].base:
            return ""
        return str(_("Compared without the cases in which nothing could be offered safely."))

    @property
    def name(self) -> str:
        """The measure, as people name it."""
        return str(NAMES[self.code])

    @property
    def reasons(self) -> list[Bar]:
        """Why nothing was offered, of whole years alone; empty under ten, which could point at somebody.

        A quarter's would be what is left of the year where another quarter shows none. Of a reason that was
        given for fewer than five the number is shown together with others'.
        """
        counted = {why: self.whole.counts.get(Key(WHY, why.value), 0) for why in WhyNot}
        if len(self.period.quarters) < QUARTERS or sum(counted.values()) < LEAST:
            return []
        return bars([_reason(row) for row in given(counted)])

    @property
    def most_often(self) -> str:
        """The sentence of those bars: what can be put right first."""
        alone = next((bar for bar in self.reasons if bar.count and not bar.of and not bar.apart), None)
        if alone is None:
            return str(_("No reason that could be put right was given often enough to stand alone."))
        return str(_("Most often: %(name)s, %(count)s.", name=alone.name, count=alone.count))

    def services(self, known: Mapping[UUID, Service]) -> list[Working]:
        """The places of the period by who works there; services that share a place are shown together."""
        groups: list[tuple[frozenset[UUID], list[Cell]]] = []
        for cell in self.mine:
            touching = [group for group in groups if group[0] & cell.services]
            who = cell.services.union(*(group[0] for group in touching))
            cells = [cell, *(each for group in touching for each in group[1])]
            groups = [group for group in groups if group not in touching] + [(who, cells)]
        found = sorted((_working(who, cells, known) for who, cells in groups), key=lambda one: one.names)
        return _without_the_rest(found)

    def small(self, known: Mapping[UUID, Service]) -> list[str]:
        """Services of which no figure is shown, by name alone: where they work would lead to one person's."""
        return [name for one in self.services(known) if not one.enough for name in one.names]


def look(book: Book, period: str, code: str) -> Look | None:
    """What was asked for, or the nearest that is there; None where there is nothing to look at yet."""
    found = book.period(period)
    return Look(book, found, code if code in MEASURES else FIRST) if found else None


def _reason(row: Given) -> tuple[str, int, bool, tuple[str, ...]]:
    names = tuple(str(REASONS[why]) for why in row.reasons)
    joined = str(_("Not safe to offer, together") if row.unsafe else _("Several reasons together"))
    name, of = (joined, names) if row.joined else (names[0], ())
    return name, row.count, row.unsafe, of


def _working(who: frozenset[UUID], cells: list[Cell], known: Mapping[UUID, Service]) -> Working:
    there = [known[one] for one in who if one in known]
    names = tuple(sorted(one.name for one in there)) or (_("a service that is no longer here"),)
    where = frozenset[str]().union(*(cell.areas for cell in cells))
    idvas = sum(one.idvas for one in there)
    return Working(names, together(cells, named(where)), idvas)


def _without_the_rest(found: list[Working]) -> list[Working]:
    """Which have a line: those with three IDVAs, but for so many that what is left of the whole is two's.

    One that stood alone without a line would be the whole less the lines, to whoever can subtract.
    """
    order = sorted(found, key=lambda one: (one.idvas, one.names))
    without = [one for one in order if one.idvas < LEAST_PEOPLE]
    with_line = order[len(without) :]
    while with_line and without and (len(without) == 1 or sum(one.idvas for one in without) < LEAST_PEOPLE):
        without.append(with_line.pop(0))
    return [replace(one, enough=one not in without) for one in found]
