"""Words of a send that failed, for a phone without JavaScript: sealed, shown once, gone in ten minutes."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.orm import Session

from app.db import writing
from app.voice.models import Kept
from app.web import quiet
from config import Keys
from safety.retention import kept_end

AWAY = (DBAPIError, NoConnection)  # how a database says that it takes nothing just now


def keep(db: Session, keys: Keys, words: bytes, now: datetime) -> UUID:
    """Keep what was typed into a send that failed, sealed, for one more look."""
    kept_id = uuid4()
    sealed = keys.data.seal(words, _kept_context(kept_id))
    with writing(db):
        forget(db, now)
        db.add(Kept(id=kept_id, sealed=sealed, expires_at=kept_end(now)))
    return kept_id


def take_kept(db: Session, keys: Keys, kept_id: UUID, now: datetime) -> bytes | None:
    """The kept words, this once. Where the database takes no change just now they are shown all the same."""
    row = db.get(Kept, kept_id)
    if row is None or row.expires_at <= now:
        return None
    words = keys.data.open(row.sealed, _kept_context(kept_id))
    try:
        with writing(db):
            db.execute(delete(Kept).where(Kept.id == kept_id))
    except AWAY as fault:
        quiet.failed("kept words could not be forgotten", fault)
        db.rollback()
    return words


def forget(db: Session, now: datetime) -> None:
    """Delete what nobody came back for."""
    with writing(db):
        db.execute(delete(Kept).where(Kept.expires_at <= now))


def _kept_context(kept_id: UUID) -> bytes:
    return b"kept:" + kept_id.bytes
