"""How one person reads: her words stay hidden until they are ready, unless they chose otherwise."""

from uuid import UUID

from sqlalchemy.orm import Session

from app.db import writing
from app.desk.models import ReadingWay


def at_once(db: Session, staff_id: UUID) -> bool:
    """Whether this person wants to see her words at once. Nobody does who did not say so."""
    way = db.get(ReadingWay, staff_id)
    return way is not None and way.at_once


def choose(db: Session, staff_id: UUID, *, at_once: bool) -> None:
    """Read this way from now on."""
    with writing(db):
        db.merge(ReadingWay(staff_id=staff_id, at_once=at_once))
