"""Whether this instance is alive, and whether its database and worker are reached.

Promise: the answers are a word each, the same for everyone, and say nothing of what is stored. They exist
on the staff host only.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Blueprint, Flask, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.db import Base, UtcDateTime, writing
from app.web.audience import MACHINE, audience
from app.web.current import current_db, current_time

BEAT_EVERY = timedelta(seconds=20)
BEAT_STALE = timedelta(seconds=90)
BEATING = "worker"
EXTENSION = "beforehand_health"

Ask = Callable[[Session, datetime], str]

bp = Blueprint("health", __name__)


class Beat(Base):
    """When a background process last said that it lives."""

    __tablename__ = "beat"
    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


def beat(db: Session, now: datetime) -> None:
    """Say that the worker lives."""
    with writing(db):
        db.merge(Beat(name=BEATING, at=now))


def worker_lives(db: Session, now: datetime) -> bool:
    """Whether the worker said so lately."""
    seen = db.get(Beat, BEATING, populate_existing=True)
    return seen is not None and now - seen.at < BEAT_STALE


@bp.get("/healthz")
@audience(MACHINE)
def alive() -> ResponseReturnValue:
    """This process answers."""
    return _word("alive")


@bp.get("/readyz")
@audience(MACHINE)
def ready() -> ResponseReturnValue:
    """The database answers, the worker has been heard of lately, and nothing waits for it too long."""
    try:
        lives = worker_lives(current_db(), current_time())
        late = [said for ask in _asked() if (said := ask(current_db(), current_time()))]
    except SQLAlchemyError:
        return _word("database away", 503)
    if not lives:
        return _word("worker away", 503)
    return _word(late[0], 503) if late else _word("ready")


def also_ask(app: Flask, ask: Ask) -> None:
    """A capability's own question: what is late, in fixed words; empty where nothing is."""
    app.extensions.setdefault(EXTENSION, []).append(ask)


def _asked() -> list[Ask]:
    asked: list[Ask] = current_app.extensions.get(EXTENSION, [])
    return asked


def register(app: Flask) -> None:
    """Give the staff host its two health addresses."""
    app.register_blueprint(bp)


def _word(word: str, status: int = 200) -> ResponseReturnValue:
    headers = {"Cache-Control": "no-store", "Content-Type": "text/plain; charset=utf-8"}
    return word + "\n", status, headers
