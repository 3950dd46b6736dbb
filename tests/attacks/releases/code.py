"""What is attacked: the real counting, noise and hiding, joined as a release joins them; and planted faults.

`Code()` is what ships. Each fault changes one thing of it, and has to fail the same judgement.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.insight.frame import frame
from safety import disclosure
from safety.disclosure import least_shown, noised, shown
from safety.periods import quarters_of, year_of
from safety.table_plan import CAPS, Caps, Counts, Response, Span, Table, counted, tables_for

YEAR = "2029-30"
QUARTERS = quarters_of(YEAR)
HERS = QUARTERS[1]
Responses = dict[str, list[Response]]
"""Everybody's records, by quarter."""


@dataclass(frozen=True)
class Code:
    """The parts of a release that a fault could be in."""

    caps: Caps = CAPS
    noised: Callable[..., Counts] = noised
    is_shown: Callable[[int, float, int], bool] = lambda noisy, sd, true: shown(noisy, sd) is not None
    windows: tuple[tuple[str, ...], ...] = (quarters_of(year_of(HERS)),)  # the years that a quarter counts in
    draws: int = 1  # how often a period can be drawn: once, by the database (tests/app/insight)

    def published(self, everybody: Responses) -> list[tuple[Sequence[Table], Counts]]:
        """True counts of everything that is ever published of these people, a release at a time."""
        periods = [(tables_for(Span.QUARTER), (quarter,)) for quarter in everybody]
        periods += [(tables_for(Span.YEAR), window) for window in self.windows]
        return [
            (tables, counted(tables, frame(), self._in(everybody, quarters), self.caps))
            for tables, quarters in periods
        ]

    @staticmethod
    def _in(everybody: Responses, quarters: Sequence[str]) -> list[Response]:
        return [one for quarter in quarters for one in everybody.get(quarter, ())]


def _shared(tables, counts, noise):
    """One draw for a whole table."""
    drawn = {}
    for table in tables:
        (by,) = noise([0], table.sd)
        drawn[table.name] = {cell: count + by for cell, count in counts[table.name].items()}
    return drawn


def _bare_zeros(tables, counts, noise):
    """Nothing is added to a zero."""
    drawn = disclosure.noised(tables, counts, noise)
    return {
        name: {cell: noisy if counts[name][cell] else 0 for cell, noisy in cells.items()}
        for name, cells in drawn.items()
    }


def _bare_totals(tables, counts, noise):
    """Totals are told as they are."""
    drawn = disclosure.noised(tables, counts, noise)
    return drawn | {name: counts[name] for name in drawn if name.endswith("_total")}


def _rolling() -> tuple[tuple[str, ...], ...]:
    """A year's tables every quarter, each over the four quarters before."""
    run = (*quarters_of("2028-29"), *QUARTERS, *quarters_of("2030-31"))
    windows = [run[at : at + 4] for at in range(len(run) - 3)]
    return tuple(window for window in windows if HERS in window)


REAL = Code()
FAULTS = {
    "one draw for a whole table": replace(REAL, noised=_shared),
    "zeros without noise": replace(REAL, noised=_bare_zeros),
    "totals without noise": replace(REAL, noised=_bare_totals),
    "no cap on themes": replace(REAL, caps=replace(CAPS, themes=99)),
    "drawn twice": replace(REAL, draws=2),
    "rolling years": replace(REAL, windows=_rolling()),
    "hidden by true counts": replace(REAL, is_shown=lambda noisy, sd, true: true >= least_shown(sd)),
}
