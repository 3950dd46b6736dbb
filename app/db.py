"""The database: one declarative base, one session a request, one visible transaction a service function.

Promise: the same models run on SQLite and PostgreSQL; only writers take SQLite's write lock; times go in
and come out aware and in UTC; no statement's values ever reach a log or an exception's text.
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, DateTime, Dialect, Engine, Enum, MetaData, event, literal_column, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
WRITES = "beforehand_writes"
SEAL = "seal"
RANDOM_PAGE_COST = 1.1  # no disk turns any more: rows are found by their keys, not by reading all (0064)
BUSY_MS = 5000
MAPPED_BYTES = (
    256 << 20
)  # read in place: SQLite's own cache is 2 MB a connection, and a caseload touches more
ONE = select(literal_column("1")).subquery("one")  # a row to join to, whether anything is there or not
_turns: WeakKeyDictionary[Engine, Lock] = WeakKeyDictionary()


class Base(DeclarativeBase):
    """What every table shares: names of constraints that a migration can rely on."""

    metadata = MetaData(naming_convention=NAMING)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC. A naive one is refused rather than guessed."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database: UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database: SQLite gives back no zone, PostgreSQL the session's."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def words(choices: type[StrEnum]) -> Enum:
    """A column of one of these words: the word itself is stored, on both databases alike."""
    return Enum(choices, name=choices.__name__.lower(), native_enum=False, length=20, values_callable=_said)


def _said(choices: type[StrEnum]) -> list[str]:
    return [choice.value for choice in choices]


@dataclass(frozen=True)
class Seal:
    """What a column's value is sealed for under DATA_KEY: a word, and columns of its own row."""

    word: bytes
    of: tuple[str, ...]

    def context(self, row: Mapping[str, Any]) -> bytes:
        """The bytes that bind it there."""
        return self.word + b"".join(row[name].bytes for name in self.of)


def seal(word: str, *of: str) -> dict[str, Any]:
    """State beside a column how it is sealed: enough to seal it anew without knowing what it is."""
    return {SEAL: Seal(word.encode(), of)}


db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})


def current_db() -> Session:
    """This request's session."""
    return db.session()


@contextmanager
def writing(session: Session) -> Iterator[Connection]:
    """One transaction that writes, on this connection: committed whole at the end, or nothing of it stays.

    Inside another `writing` it joins that one. What was read before is let go first, so that SQLite
    starts the transaction with its write lock (BEGIN IMMEDIATE) instead of failing on an upgrade.
    """
    if session.info.get(WRITES):
        yield session.connection()
        return
    if session.new or session.dirty or session.deleted:
        raise AssertionError("changes were made outside a transaction that writes")
    session.commit()
    session.info[WRITES] = True
    with _turn(session.get_bind().engine):
        try:
            yield session.connection(execution_options={WRITES: True})
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            session.info[WRITES] = False


@contextmanager
def _turn(engine: Engine) -> Iterator[None]:
    """SQLite takes one writer: those of this process take turns here, rather than sleep in its own queue.

    Whoever has waited as long as a lock is waited for goes on to SQLite, and fails or succeeds there.
    """
    turn = _turns.get(engine)
    came = turn is not None and turn.acquire(timeout=BUSY_MS / 1000)
    try:
        yield
    finally:
        if turn is not None and came:
            turn.release()


def set_up_engine(engine: Engine) -> None:
    """Give an engine the house rules: how long it waits for a lock, and who may take SQLite's write lock."""
    if engine.dialect.name == "sqlite":
        _turns[engine] = Lock()
        event.listen(engine, "connect", _sqlite_connect)
        event.listen(engine, "begin", _sqlite_begin)
    else:
        event.listen(engine, "connect", _postgresql_connect)


def _sqlite_connect(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    assert isinstance(connection, sqlite3.Connection)
    _require_writable(connection)
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in (
        f"busy_timeout={BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "temp_store=MEMORY",
        f"mmap_size={MAPPED_BYTES}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _require_writable(connection: sqlite3.Connection) -> None:
    """A disk that can only be read is a database that is away.

    SQLite would open it, and then write nothing, also when it can be written again, for as long as one such
    connection of the process is left.
    """
    _, _, file = connection.execute("PRAGMA database_list").fetchone()
    if file and not os.access(file, os.W_OK):
        connection.close()
        raise sqlite3.OperationalError("the disk can only be read")


def _postgresql_connect(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute(f"SET lock_timeout = {BUSY_MS}")
    cursor.execute(f"SET random_page_cost = {RANDOM_PAGE_COST}")
    cursor.close()
    connection.commit()


def _sqlite_begin(connection: Connection) -> None:
    if connection.get_execution_options().get(WRITES):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:  # takes no lock, so that no refusal of it has to be told in SQLAlchemy's words
        connection.connection.cursor().execute("BEGIN")
