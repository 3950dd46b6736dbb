"""English that gets other readers: who takes a case over reads it, and who must not see it is taken off.

Promise: what is sealed stays as it was sealed; only to whom changes.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.db import writing
from app.translating import sealed
from app.translating.models import Translation
from config import Keys
from safety.errors import Malformed
from safety.sealing import Envelope, parse


def kept(db: Session, keys: Keys, about_ids: Iterable[UUID]) -> list[tuple[UUID, Envelope]]:
    """Every English of these, by its id, still sealed to its readers."""
    rows = db.scalars(select(Translation).where(Translation.about_id.in_(list(about_ids))))
    return [(row.id, sealed.taken_out(keys, row.id, row.sealed)) for row in rows]


def latest(db: Session, about_ids: Iterable[UUID]) -> datetime | None:
    """When English of these came last; without opening any."""
    return db.scalar(select(func.max(Translation.at)).where(Translation.about_id.in_(list(about_ids))))


def share(db: Session, keys: Keys, row_id: UUID, blob: bytes) -> None:
    """Keep an English for other readers: the same header and content. Malformed where it is anything else."""
    with writing(db):
        row = db.get_one(Translation, row_id, populate_existing=True, with_for_update=True)
        there, given = sealed.taken_out(keys, row_id, row.sealed), parse(blob)
        if (given.header, given.ciphertext) != (there.header, there.ciphertext):
            raise Malformed
        row.sealed = sealed.wrap(keys, row_id, blob)
