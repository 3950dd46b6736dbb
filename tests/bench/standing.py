"""Which rows hold now: of each figure that something is owed of, the newest of all runs."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import groupby
from typing import Self

from tests.bench.budgets import NAMES
from tests.bench.rows import WORST, Row

DATE = "%d %B %Y, %H:%M UTC"
# What makes a row a figure of its own. All else that it tells describes it: how often, how much, how busy.
APART = (
    "whose", "way", "line", "cpu", "while", "back", "database", "processes", "records",
    "skin", "cover", "form",
)  # fmt: skip
SIZE = ("kills", "messages")  # no other figure, but nobody takes twenty rounds for three hundred
EVERY = "every "  # what was told of every line was told of each


@dataclass(frozen=True)
class Run:
    """What was printed by one command, and the line that says when and where."""

    told: Row
    when: datetime
    rows: list[Row] = field(default_factory=list)

    @classmethod
    def begun(cls, told: Row) -> Self:
        """The run that this line begins; raises ValueError where it does not say when."""
        return cls(told, datetime.strptime(str(told.params.get("date")), DATE).replace(tzinfo=UTC))

    def figures(self) -> list[list[Row]]:
        """Its rows, those of one figure together, in the order in which figures are told."""
        return [list(group) for _, group in groupby(sorted(self.rows, key=_place), key=_kind)]


@dataclass(frozen=True)
class Standing:
    """A row, whether what is owed was kept, the run that it is of; and the row that shows it best.

    That is another where the heaviest of many keeps to its own limit and a lighter one does not.
    """

    row: Row
    verdict: str
    run: Run
    shown: Row

    @property
    def met(self) -> bool:
        """Whether what is owed was kept by all that it stands for."""
        return self.verdict == "yes"

    @property
    def raised(self) -> bool:
        """Whether it is kept only because a decision asks less than was first hoped for."""
        return self.met and not self.row.as_designed


def newest_first(found: Sequence[Run]) -> list[Run]:
    """These runs by their dates; of one minute, as they came."""
    return sorted(found, key=lambda run: run.when, reverse=True)


def standing(found: Sequence[Run]) -> list[Standing]:
    """What holds of each figure that is owed; what is not met stands first."""
    held: list[Standing] = []
    for run in newest_first(found):
        for figure in run.figures():
            newer = [one.row for one in held]
            held += [
                Standing(row, verdict(row, figure), run, _furthest(row, figure))
                for row in headline(figure)
                if row.owed is not None and not any(_replaces(one, row) for one in newer)
            ]
    return sorted(held, key=lambda one: (one.met, _place(one.row)))


def headline(figure: list[Row]) -> list[Row]:
    """What stands for all rows of one figure: the worst, where it was named; else what is owed; else all."""
    worst = [row for row in figure if WORST in row.params]
    return worst or [row for row in figure if row.owed is not None] or figure


def verdict(row: Row, figure: list[Row]) -> str:
    """Whether what is owed was kept; of the worst of many, by each of them."""
    if row.owed is None:
        return ""
    if WORST not in row.params:
        return "yes" if row.met else "**no**"
    broken = _broken(figure)
    return f"**no: {len(broken)} of {row.params[WORST]}**" if broken else "yes"


def which(row: Row) -> dict[str, object]:
    """What makes this row a figure of its own, or names it among many; and how much it was tried."""
    return {name: row.params[name] for name in (*APART, WORST, *SIZE) if name in row.params}


def _broken(figure: list[Row]) -> list[Row]:
    return [one for one in figure if WORST not in one.params and not one.met]


def _furthest(row: Row, figure: list[Row]) -> Row:
    """Of many the one furthest over its own limit, beside the same comparison; else the row itself."""
    if WORST not in row.params or not (broken := _broken(figure)):
        return row
    over = max(broken, key=lambda one: one.value - (one.owed or 0))
    return replace(over, params={name: at for name, at in row.params.items() if name != WORST} | over.params)


def _replaces(newer: Row, older: Row) -> bool:
    """Whether the newer row is of the same figure: what the older one left open it may say."""
    if _kind(newer) != _kind(older):
        return False
    if WORST in newer.params or WORST in older.params:
        return WORST in newer.params
    return all(_open(older, name) or newer.params.get(name) == older.params[name] for name in APART)


def _open(row: Row, name: str) -> bool:
    return str(row.params.get(name, EVERY)).startswith(EVERY)


def _kind(row: Row) -> tuple[str, str]:
    return row.name, row.unit


def _place(row: Row) -> tuple[int, str, str]:
    known = NAMES.index(row.name) if row.name in NAMES else len(NAMES)
    return known, row.name, row.unit
