"""Whose turn a duty is where several workers run: one at a time does it, and all know when it was last done.

Promise: nobody holds a turn whose process has ended: it hangs on a connection (PostgreSQL) or an open file
(SQLite). When a duty was last done stands in the database, so that two workers, or one that was started
again, do it no more often than one would.
"""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from app.db import writing
from app.web.health import Beat

SPACE = 0x42464454  # our duties, among PostgreSQL's advisory locks
LOST_AFTER_S = 60  # a machine that lost its power holds no turn for longer
DONE = "duty: "


@contextmanager
def turn(db: Session, name: str) -> Iterator[bool]:
    """Hold the turn of one duty; False, and nothing held, where another process has it."""
    engine = db.get_bind()
    assert isinstance(engine, Engine)
    held = _by_connection if engine.dialect.name == "postgresql" else _by_file
    with held(engine, name) as ours:
        yield ours


def last_done(db: Session, name: str) -> datetime | None:
    """When this duty was last done, by whichever process."""
    row = db.get(Beat, DONE + name, populate_existing=True)
    return row.at if row else None


def note_done(db: Session, name: str, now: datetime) -> None:
    """Write down that this duty is done."""
    with writing(db):
        db.merge(Beat(name=DONE + name, at=now))


@contextmanager
def _by_connection(engine: Engine, name: str) -> Iterator[bool]:
    """A session's advisory lock on a connection of its own, which begins no transaction."""
    lock = {"space": SPACE, "number": number_of(name)}
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"SET tcp_keepalives_idle = {LOST_AFTER_S // 2}"))
        connection.execute(text(f"SET tcp_keepalives_interval = {LOST_AFTER_S // 6}"))
        connection.execute(text("SET tcp_keepalives_count = 3"))
        ours = bool(connection.scalar(text("SELECT pg_try_advisory_lock(:space, :number)"), lock))
        try:
            yield ours
        finally:
            if ours:
                connection.execute(text("SELECT pg_advisory_unlock(:space, :number)"), lock)


@contextmanager
def _by_file(engine: Engine, name: str) -> Iterator[bool]:
    """A lock on a file beside SQLite's: it holds for all duties: one process writes at a time anyway."""
    beside = Path(f"{engine.url.database}-turn")
    with beside.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True


def number_of(name: str) -> int:
    """A duty's name as PostgreSQL's locks know it: 32 bits with a sign."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big", signed=True)
