"""Whether this instance is alive, and whether its database and worker are reached.

Promise: the answers are a word each, the same for everyone, and say nothing of what is stored. They exist
on the staff host only.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Blueprint, Flask, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy import delete, or_, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.db import Base, UtcDateTime, writing
from app.web.audience import MACHINE, audience
from app.web.current import current_db, current_time
from app.web.described import TEXT, Shaped, described, words
from app.web.limits import current_networks

BEAT_EVERY = timedelta(seconds=20)
BEAT_STALE = timedelta(seconds=90)
BEATING = "worker"
FORGOTTEN = timedelta(days=1)
EXTENSION = "beforehand_health"

Ask = Callable[[Session, datetime], str]

bp = Blueprint("health", __name__)


class Beat(Base):
    """When a background process last said that it lives, and when each duty was last done."""

    __tablename__ = "beat"
    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


_BY_WORKERS = Beat.name.startswith(BEATING, autoescape=True)


def beat(db: Session, now: datetime, name: str = BEATING) -> None:
    """Say that a worker lives: each by a name of its own that begins alike. Long silent ones go."""
    with writing(db):
        long_ago = or_(Beat.at < now - FORGOTTEN, Beat.at > now + FORGOTTEN)
        db.execute(delete(Beat).where(_BY_WORKERS, long_ago))
        db.merge(Beat(name=name, at=now))


def ends(db: Session, name: str) -> None:
    """Say that a worker has stopped as it was asked to."""
    with writing(db):
        db.execute(delete(Beat).where(Beat.name == name))


def worker_lives(db: Session, now: datetime) -> bool:
    """Whether any worker said so lately. What was said long after now was said before a clock went back."""
    lately = Beat.at.between(now - BEAT_STALE, now + BEAT_STALE)
    return db.scalar(select(Beat.name).where(_BY_WORKERS, lately).limit(1)) is not None


@bp.get("/healthz")
@audience(MACHINE)
@described({200: words("alive")})
def alive() -> ResponseReturnValue:
    """This process answers."""
    return _word("alive")


@bp.get("/readyz")
@audience(MACHINE)
@described({200: words("ready", "ready, limits apart"), 503: Shaped(TEXT, {"type": "string"})})
def ready() -> ResponseReturnValue:
    """The database answers, the worker has been heard of lately, and nothing waits for it too long.

    A server of the limits that is away is told of and takes nobody out of use: each process counts by itself.
    """
    try:
        lives = worker_lives(current_db(), current_time())
        late = [said for ask in _asked() if (said := ask(current_db(), current_time()))]
    except SQLAlchemyError:
        return _word("database away", 503)
    if not lives:
        return _word("worker away", 503)
    if late:
        return _word(late[0], 503)
    return _word("ready, limits apart" if current_networks().apart() else "ready")


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
