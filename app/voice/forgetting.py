"""Taking out what came over links whose time is over. What goes when is for the caller to say."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.db import writing
from app.voice import keeping, replies, signals
from app.voice.models import VIEWS, Counted, CountedAfter, Send


def purge(db: Session, link_ids: Iterable[UUID], now: datetime) -> int:
    """Delete all that came over these links, and kept words whose time is over. Says how many sends went."""
    ids = list(link_ids)
    with writing(db):
        gone = db.scalars(delete(Send).where(Send.link_id.in_(ids)).returning(Send.id)).all()
        signals.purge(db, ids)
        replies.forget(db, ids)
        for mark in (Counted, CountedAfter):
            db.execute(delete(mark).where(mark.link_id.in_(ids)))
        keeping.forget(db, now)
    return len(gone)


def erase(db: Session, link_ids: Iterable[UUID]) -> None:
    """At her wish: all that came over these links, and what waits for her. Which code was used stays."""
    ids = list(link_ids)
    with writing(db):
        db.execute(delete(Send).where(Send.link_id.in_(ids)))
        replies.forget(db, ids)


def views_of(db: Session, link_ids: Iterable[UUID]) -> list[UUID]:
    """Which sends over these links are views."""
    hers = (Send.link_id.in_(list(link_ids)), Send.kind.in_(VIEWS))
    return list(db.scalars(select(Send.id).where(*hers)))


def came_over(db: Session, link_ids: Iterable[UUID]) -> list[UUID]:
    """Every send over these links, of any kind."""
    return list(db.scalars(select(Send.id).where(Send.link_id.in_(list(link_ids)))))


def purge_views(db: Session, send_ids: Iterable[UUID]) -> None:
    """Delete these sends; what was said after the meeting stays until its own time is over."""
    with writing(db):
        db.execute(delete(Send).where(Send.id.in_(list(send_ids))))
