"""Releases as others read them: fixed noisy tables, each of which explains itself. Never a record.

Promise: a release whose MAC does not fit is refused, never shown. What is not published is told to nobody but
those who are to publish it.
"""

import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.insight.models import Release, ReleaseAgreed, ReleaseWork
from config import Keys
from safety import disclosure
from safety.budget import WHOLE, epsilon
from safety.disclosure import Shown
from safety.errors import SafetyRefusal
from safety.gaps import GAP
from safety.periods import is_named, is_year, label, quarters_of
from safety.table_plan import Cell

PEOPLE = 2  # who must agree before a release is published
TITLES = {
    "london_themes": "London: themes",
    "london_answers": "London: answers after the meeting",
    "london_total": "London: people who sent views",
    "sub_region_themes": "Parts of London: themes",
    "command_answers": "Police command areas: answers after the meeting",
    "command_total": "Police command areas: people who sent views",
    "borough_total": "Boroughs: people who sent views",
    "london_bands": "London: who they are, as far as they said",
    "group_bands": "London: groups of themes by who raised them",
    "better": "London: what to do better",
    "gap": "London: cases by group, for the gap between groups",
}
SUMMED = ("london_themes", "london_answers", "london_total")


class NoRelease(SafetyRefusal):
    """Nothing is drawn for this period."""

    code = "no tables are drawn for this period yet: see `beforehand release list`"


class ReleaseChanged(SafetyRefusal):
    """The stored tables, or a yes to them, are not what we wrote."""

    code = "these tables are not as they were drawn: publish nothing, and keep the database as evidence"


@dataclass(frozen=True)
class TableView:
    """One noisy table, and what a reader must know beside it."""

    name: str
    sd: float
    cells: Mapping[Cell, int]

    def shown(self, cell: Cell) -> Shown | None:
        """What may be printed of a cell; None: too few to show."""
        return disclosure.shown(self.cells[cell], self.sd)

    @property
    def title(self) -> str:
        """What is counted, and where."""
        return TITLES[self.name]

    @property
    def least(self) -> int:
        """The smallest noisy count that is shown."""
        return disclosure.least_shown(self.sd)

    @property
    def hidden(self) -> int:
        """How many cells are too few to show."""
        return sum(noisy < self.least for noisy in self.cells.values())


@dataclass(frozen=True)
class Said:
    """What the note of another published release says of a period."""

    period: str
    note: str


@dataclass(frozen=True)
class ReleaseView:
    """One period's tables. `published_at` is None while they are a draft.

    `said`: what other periods' notes say of this one, or of a quarter of it, oldest first.
    """

    id: UUID
    period: str
    note: str
    drawn_at: datetime
    published_at: datetime | None
    agreed: tuple[UUID, ...]
    tables: Mapping[str, TableView]
    rho: float
    epsilon: float
    delta: float
    per_cent: int = WHOLE
    gap_rho: float = 0.0
    said: tuple[Said, ...] = ()

    def explained(self, name: str) -> tuple[str, ...]:
        """What stands beside a table: period, method, range, what is not shown and why, the budget."""
        table = self.tables[name]
        return (
            f"Period: {label(self.period)} ({self.period}). {self._counted(name)}",
            f"Every number was changed on purpose by a random amount (standard deviation {table.sd:g}), once "
            "and for good, so that nobody can be found in it. They are to the nearest 5 and do not add up.",
            "The range beside a number holds the true one 95 times in 100.",
            f"{table.hidden} of {len(table.cells)} are not shown: under {table.least} after the change, too "
            "little to tell from chance.",
            self._cost(name),
        )

    @staticmethod
    def _counted(name: str) -> str:
        if name == GAP.name:
            return "Counted are cases that came before a meeting and in which an offer was safe, each once."
        return "Counted are people who said yes to it, each at most once a year."

    def _cost(self, name: str) -> str:
        if name == GAP.name:
            spent = epsilon(self.gap_rho, self.delta)
            return f"What one case may cost, beside answers: rho {self.gap_rho:.4f} (epsilon {spent:.2f})."
        less = "" if self.per_cent == WHOLE else f" This is {self.per_cent} % of the designed budget or less."
        return (
            f"What one person's answers may cost: rho {self.rho:.3f} a year (epsilon {self.epsilon:.2f} at "
            f"delta {self.delta:g}).{less}"
        )


def release_of(db: Session, keys: Keys, period: str) -> ReleaseView:
    """A period's tables, draft or published. Raises NotAPeriod, NoRelease or ReleaseChanged."""
    quarters_of(period)
    row = db.scalar(select(Release).where(Release.period == period))
    if row is None:
        raise NoRelease
    return _view(db, keys, row)


def whole_of(db: Session, keys: Keys, period: str) -> ReleaseView:
    """The same as it is or will be shown: a year with the sums of its quarters, and with what others say."""
    view = release_of(db, keys, period)
    return _whole(view, [one for one in releases(db, keys) if one.published_at is not None])


def releases(db: Session, keys: Keys) -> list[ReleaseView]:
    """All that were drawn, drafts too, by period; for those who publish. Raises ReleaseChanged."""
    return [_view(db, keys, row) for row in db.scalars(select(Release).order_by(Release.period))]


def published(db: Session, keys: Keys) -> list[ReleaseView]:
    """What managers see. A year's London tables are the sums of its four published quarters."""
    found = [view for view in releases(db, keys) if view.published_at is not None]
    return [_whole(view, found) for view in found]


def progress(db: Session) -> dict[str, int]:
    """Periods that are being counted now, and how far each is, in tenths. How many records is never told."""
    return {row.period: row.tenths for row in db.scalars(select(ReleaseWork))}


def release_mac(keys: Keys, row: Release) -> bytes:
    """What shows that a release is as it was drawn."""
    said = [str(row.id), row.period, row.tables, row.note, row.drawn_at.astimezone(UTC).isoformat()]
    return hmac.digest(keys.audit, b"release\n" + json.dumps(said).encode(), "sha256")


def agreed_mac(keys: Keys, row: ReleaseAgreed) -> bytes:
    """What shows that a yes was recorded by us."""
    said = [str(row.release_id), str(row.staff_id), row.at.astimezone(UTC).isoformat()]
    return hmac.digest(keys.audit, b"release agreed\n" + json.dumps(said).encode(), "sha256")


def yes_to(db: Session, keys: Keys, release_id: UUID) -> list[ReleaseAgreed]:
    """Who agreed, first first. Raises ReleaseChanged."""
    query = select(ReleaseAgreed).where(ReleaseAgreed.release_id == release_id)
    rows = db.scalars(query.order_by(ReleaseAgreed.at, ReleaseAgreed.staff_id)).all()
    if not all(hmac.compare_digest(row.mac, agreed_mac(keys, row)) for row in rows):
        raise ReleaseChanged
    return list(rows)


def _view(db: Session, keys: Keys, row: Release) -> ReleaseView:
    if not hmac.compare_digest(row.mac, release_mac(keys, row)):
        raise ReleaseChanged
    yes, said = yes_to(db, keys, row.id), json.loads(row.tables)
    tables = {
        name: TableView(name, table["sd"], {tuple(cell): noisy for *cell, noisy in table["cells"]})
        for name, table in said["tables"].items()
    }
    at = yes[PEOPLE - 1].at if len(yes) >= PEOPLE else None
    costs = said["rho"], said["epsilon"], said["delta"]
    budget = *costs, said.get("per_cent", WHOLE), said.get("gap_rho", 0.0)
    people = tuple(one.staff_id for one in yes)
    return ReleaseView(row.id, row.period, row.note, row.drawn_at, at, people, tables, *budget)


def _whole(view: ReleaseView, found: Sequence[ReleaseView]) -> ReleaseView:
    others = [one for one in found if one.period != view.period and is_named(view.period, one.note)]
    said = tuple(Said(one.period, one.note) for one in sorted(others, key=lambda one: one.drawn_at))
    return replace(_with_sums(view, {one.period: one for one in found}), said=said)


def _with_sums(view: ReleaseView, found: Mapping[str, ReleaseView]) -> ReleaseView:
    if not is_year(view.period):
        return view
    quarters = [found[quarter] for quarter in quarters_of(view.period) if quarter in found]
    if len(quarters) < len(quarters_of(view.period)):
        return view
    sums = {name: _sum(name, quarters) for name in SUMMED}
    return replace(view, tables={**sums, **view.tables})


def _sum(name: str, quarters: Sequence[ReleaseView]) -> TableView:
    tables = [quarter.tables[name] for quarter in quarters]
    cells, sd = disclosure.summed([(table.cells, table.sd) for table in tables])
    return TableView(name, sd, cells)
