"""What came over links that many people hold: each sitting by itself, without what is in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Integer, cast, delete, func, select
from sqlalchemy.orm import Session

from app.db import writing
from app.voice.models import VIEWS, Send


@dataclass(frozen=True)
class Sitting:
    """What one person sent in one sitting: when, and what stands on the outside of it."""

    id: UUID
    link_id: UUID
    first_at: datetime
    last_at: datetime
    urgent: bool
    wants_call: bool


def sittings(db: Session, link_ids: Iterable[UUID]) -> list[Sitting]:
    """Every sitting over these links, the oldest first."""
    first, last = func.min(Send.received_at), func.max(Send.received_at)
    flags = (func.max(cast(flag, Integer)) for flag in (Send.urgent, Send.wants_call))
    rows = db.execute(
        select(Send.submission_id, Send.link_id, first, last, *flags)
        .where(Send.link_id.in_(list(link_ids)), Send.kind.in_(VIEWS))
        .group_by(Send.submission_id, Send.link_id)
        .order_by(first, Send.submission_id)
    )
    return [Sitting(*row[:4], *map(bool, row[4:])) for row in rows]


def sends_in(db: Session, sitting_ids: Iterable[UUID]) -> list[UUID]:
    """Every send of these sittings."""
    return list(db.scalars(select(Send.id).where(Send.submission_id.in_(list(sitting_ids)))))


def purge_sittings(db: Session, sitting_ids: Iterable[UUID]) -> int:
    """Delete these sittings whole; how many sends went."""
    with writing(db):
        mine = Send.submission_id.in_(list(sitting_ids))
        return len(db.scalars(delete(Send).where(mine).returning(Send.id)).all())
