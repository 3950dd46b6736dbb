"""What was deleted, by day and kind: written in the transaction that deletes, so that neither is there alone.

Promise: a number, a day in London and whose service; no reference, no link, no moment. Kept as long as the
trail is.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.cases import service as cases
from app.db import writing
from app.deleting.models import Deletion, Kind
from safety import retention

Month = tuple[int, int]
Went = Mapping[UUID, int] | Mapping[None, int] | Mapping[UUID | None, int]


@dataclass(frozen=True)
class Line:
    """So many of a kind went on a day."""

    day: date
    kind: Kind
    many: int


def count(db: Session, kind: Kind, went: Went, now: datetime) -> int:
    """Write down how many of one kind went, by service; None is what is nobody's. How many in all."""
    day = cases.london(now).date()
    with writing(db):
        for service_id, many in went.items():
            if many:
                db.add(Deletion(day=day, service_id=service_id, kind=kind, many=many))
    return sum(went.values())


def lines(db: Session, service_ids: Iterable[UUID | None], month: Month) -> list[Line]:
    """What went in one month, by day and kind; of these services, and with None of what is nobody's."""
    ids = set(service_ids)
    theirs = Deletion.service_id.in_([one for one in ids if one])
    whose = theirs | Deletion.service_id.is_(None) if None in ids else theirs
    query = select(Deletion.day, Deletion.kind, func.sum(Deletion.many)).where(whose)
    query = query.where(Deletion.day >= _first(month), Deletion.day < _first(next_month(month)))
    rows = db.execute(query.group_by(Deletion.day, Deletion.kind))
    return sorted((Line(*row) for row in rows), key=lambda one: (one.day, list(Kind).index(one.kind)))


def went_since(db: Session, day: date) -> bool:
    """Whether anything went on this day or later."""
    return db.scalar(select(Deletion.id).where(Deletion.day >= day).limit(1)) is not None


def sums(found: Iterable[Line]) -> dict[Kind, int]:
    """How much of each kind there was in all."""
    many: Counter[Kind] = Counter()
    for one in found:
        many[one.kind] += one.many
    return {kind: many[kind] for kind in Kind if many[kind]}


def forget(db: Session, now: datetime) -> int:
    """Delete what is older than the trail; how many rows."""
    old = Deletion.day < cases.london(now).date() - timedelta(days=retention.AUDIT_DAYS)
    with writing(db):
        return len(db.scalars(delete(Deletion).where(old).returning(Deletion.id)).all())


def month_of(text: str, today: date) -> Month:
    """A month that was asked for ("2030-06"); this one where it is nonsense or still to come."""
    year, _, month = text.partition("-")
    good = text.isascii() and len(text) == 7 and year.isdigit() and month.isdigit()
    asked = (int(year), int(month)) if good else (0, 0)
    now = (today.year, today.month)
    return asked if 1 <= asked[1] <= 12 and asked[0] >= 2000 and asked <= now else now


def next_month(month: Month) -> Month:
    """The one after."""
    return (month[0] + month[1] // 12, month[1] % 12 + 1)


def month_before(month: Month) -> Month:
    """The one before."""
    return (month[0], month[1] - 1) if month[1] > 1 else (month[0] - 1, 12)


def _first(month: Month) -> date:
    return date(month[0], month[1], 1)
