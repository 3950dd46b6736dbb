"""What of releases there is, what is due, and what comes: one line a period, newest first.

Promise: it begins with the year of the first record that was counted, or of the first release, and tells of
no number of records.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.insight.asking import Waiting, waiting
from app.insight.models import PoolRecord
from app.insight.releases import ReleaseView, progress, releases
from config import Keys
from safety.periods import (
    drawn_from,
    is_year,
    label,
    next_quarter,
    quarter_of,
    quarters_of,
    year_of,
)

AHEAD = 4  # quarters


class State(StrEnum):
    """Where a period stands."""

    COMING = "coming"
    QUARTERS_FIRST = "quarters_first"
    DUE = "due"
    ASKED = "asked"
    REFUSED = "refused"
    DRAFT = "draft"
    PUBLISHED = "published"


@dataclass(frozen=True)
class Line:
    """One period."""

    period: str
    state: State
    on: date
    view: ReleaseView | None = None
    asked: Waiting | None = None
    tenths: int | None = None

    @property
    def label(self) -> str:
        """As people say it."""
        return label(self.period)


def schedule(db: Session, keys: Keys, now: datetime) -> list[Line]:
    """Every period from the first year to the year ahead, newest first. Raises ReleaseChanged."""
    views = {view.period: view for view in releases(db, keys)}
    asked, tenths, today = waiting(db), progress(db), now.date()
    found = []
    for period in _periods(_first(db, views, today), today):
        state = _state(period, views, asked.get(period), today)
        line = Line(period, state, drawn_from(period), views.get(period), asked.get(period))
        found.append(Line(**{**vars(line), "tenths": tenths.get(period)}))
    return sorted(found, key=lambda line: (line.on, line.period), reverse=True)


def _first(db: Session, views: dict[str, ReleaseView], today: date) -> str:
    """The first quarter of the first year that anything is of."""
    record = db.scalar(select(func.min(PoolRecord.quarter)))
    there = [quarters_of(period)[0] for period in views] + ([record] if record else [])
    return quarters_of(year_of(min(there, default=quarter_of(today))))[0]


def _periods(first: str, today: date) -> list[str]:
    quarter, last, found = first, quarter_of(today), list[str]()
    ahead = AHEAD
    while quarter <= last or ahead > 0:
        ahead -= quarter > last
        found.append(quarter)
        if quarter == quarters_of(year_of(quarter))[-1]:
            found.append(year_of(quarter))
        quarter = next_quarter(quarter)
    return found


def _state(period: str, views: dict[str, ReleaseView], asked: Waiting | None, today: date) -> State:
    view = views.get(period)
    if view is not None:
        return State.PUBLISHED if view.published_at is not None else State.DRAFT
    if drawn_from(period) > today:
        return State.COMING
    if asked is not None:
        return State.REFUSED if asked.refused else State.ASKED
    if is_year(period) and not all(_is_published(views.get(quarter)) for quarter in quarters_of(period)):
        return State.QUARTERS_FIRST
    return State.DUE


def _is_published(view: ReleaseView | None) -> bool:
    return view is not None and view.published_at is not None
