"""Asking for a release: a lead or a manager asks, the worker draws. The only writer of what is asked for.

Promise: everything that would refuse a draw refuses the asking, as far as it can be known then. What was
asked for is drawn once, also when a worker dies at it; why it could not be drawn stays on the page until it
is asked for again. No web process draws: the library of draws is large.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.db import writing
from app.insight.book import LONDON
from app.insight.building import AlreadyDrawn, Asked, Trail, build, require_drawable, require_plain
from app.insight.models import ReleaseAsk, ReleaseWork
from app.insight.publishing import MAY, Person
from app.insight.sources import Kept
from config import Keys
from safety.coverage import Counted
from safety.disclosure import Noise
from safety.errors import SafetyRefusal
from safety.periods import days_of, is_year


class MayNotDraw(SafetyRefusal):
    """Somebody with another role."""

    code = "only service leads and managers have figures drawn"


class AskedAlready(SafetyRefusal):
    """It waits for the worker."""

    code = "this period is asked for already: the worker draws it"


@dataclass(frozen=True)
class Waiting:
    """One period that was asked for. `refused`: why it was not drawn, empty while it waits."""

    period: str
    note: str
    asked_by: UUID
    refused: str


def ask(db: Session, period: str, note: str, person: Person, trail: Trail, now: datetime) -> None:
    """Have a period drawn, with a note that stands with it.

    Raises MayNotDraw, NotAPeriod, PeriodNotOver, AlreadyDrawn, QuartersMissing, BadNote or AskedAlready; then
    nothing is kept.
    """
    if person.role not in MAY:
        raise MayNotDraw
    require_plain(note)
    with writing(db):
        require_drawable(db, period, now)
        row = db.get(ReleaseAsk, period)
        if row is not None and not row.refused:
            raise AskedAlready
        db.merge(ReleaseAsk(period=period, note=note, asked_by=person.id, asked_at=now, refused=""))
        trail("release asked for", period, "")


def waiting(db: Session) -> dict[str, Waiting]:
    """What is asked for and not drawn, by period."""
    rows = db.scalars(select(ReleaseAsk).order_by(ReleaseAsk.period)).all()
    return {row.period: Waiting(row.period, row.note, row.asked_by, row.refused) for row in rows}


def kept_of(db: Session, keys: Keys, kept: Kept, period: str, now: datetime) -> Sequence[Counted]:
    """The cases of a year that are there still; none for a quarter, whose tables hold no case."""
    if not is_year(period):
        return ()
    first, last = days_of(period)
    since, until = (datetime.combine(day, time(), LONDON) for day in (first, last + timedelta(days=1)))
    return kept(db, keys, since, until, now)


def draw_asked(
    db: Session,
    keys: Keys,
    noise: Noise,
    kept: Kept,
    per_cent: int,
    trail: Callable[[UUID], Trail],
    now: datetime,
) -> int:
    """Draw everything that waits; how many were drawn. For the worker; safe to run again at any point."""
    there = [one for one in waiting(db).values() if not one.refused]
    return sum(_draw(db, keys, noise, (kept, per_cent), one, trail(one.asked_by), now) for one in there)


def _draw(
    db: Session,
    keys: Keys,
    noise: Noise,
    given: tuple[Kept, int],
    one: Waiting,
    trail: Trail,
    now: datetime,
) -> bool:
    (kept, per_cent), refused = given, ""
    asked = Asked(one.period, one.note, per_cent, kept_of(db, keys, kept, one.period, now))
    try:
        build(db, keys, asked, noise, trail, now)
    except AlreadyDrawn:
        pass
    except SafetyRefusal as refusal:
        refused = refusal.code
    with writing(db):
        db.execute(delete(ReleaseWork).where(ReleaseWork.period == one.period))
        if refused:
            db.get_one(ReleaseAsk, one.period).refused = refused
        else:
            db.execute(delete(ReleaseAsk).where(ReleaseAsk.period == one.period))
    return not refused
