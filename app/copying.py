"""A whole database out of its engine as one stream, and into an empty one of the same engine.

Promise: one moment's state, whatever is written meanwhile; nothing of it touches a disk on the way; a
password of the database's reaches its programs by their environment alone, and their complaints, which can
quote rows, reach nobody. What is good for minutes only (sessions, kept words) stays behind.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import BytesIO
from pathlib import Path
from typing import Protocol

from sqlalchemy import URL, create_engine, inspect, make_url, text

from app.engine import ENGINE_OPTIONS
from app.schema import RESTORING
from safety.errors import SafetyRefusal

LEFT_BEHIND = ("staff_session", "kept")
CHUNK = 1 << 16
PROGRAMS = ("pg_dump", "pg_restore")
ROLLBACK_JOURNAL = b"\x01\x01"  # at bytes 18 and 19: SQLite opens no image in memory that says WAL


class Readable(Protocol):
    """What a stream is read from."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at its end."""


class Writable(Protocol):
    """What a stream is written to."""

    def write(self, data: bytes, /) -> int:
        """Take all of it."""


class CopyFailed(SafetyRefusal):
    """The engine's own program said no."""

    code = (
        "PostgreSQL's program failed. Its client must be as new as its server (pg_dump --version), and the "
        "role of DATABASE_URL must own every table"
    )


class ProgramMissing(SafetyRefusal):
    """PostgreSQL's client is not on this machine."""

    code = "pg_dump and pg_restore are missing. As root: apt-get install --yes postgresql-client"


class Damaged(SafetyRefusal):
    """SQLite finds fault with the copy."""

    code = "the copy is damaged"


def engine_of(url: str) -> str:
    """Which engine it is: sqlite or postgresql."""
    return make_url(url).get_backend_name()


def programs_there() -> bool:
    """Whether PostgreSQL's client is on this machine."""
    return all(shutil.which(name) for name in PROGRAMS)


def holds_something(url: str) -> bool:
    """Whether there is any table, or a log that SQLite would play into a new file of the same name."""
    if engine_of(url) == "sqlite" and not path_of(url).exists():
        return any(log.exists() for log in logs_of(path_of(url)))
    engine = create_engine(url, **ENGINE_OPTIONS)
    try:
        return bool(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def path_of(url: str) -> Path:
    """SQLite's file."""
    return Path(make_url(url).database or "")


def logs_of(path: Path) -> list[Path]:
    """What SQLite keeps beside a file."""
    return [path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal")]


@contextmanager
def out_of(url: str) -> Iterator[Readable]:
    """One moment's state, to be read. Raises CopyFailed, ProgramMissing."""
    if engine_of(url) == "sqlite":
        yield BytesIO(_image(path_of(url)))
        return
    left = [f"--exclude-table-data={table}" for table in LEFT_BEHIND]
    command = ("pg_dump", "--format=custom", "--no-owner", "--no-privileges", *left)
    with _program(url, command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        yield process.stdout


@contextmanager
def into(url: str) -> Iterator[Writable]:
    """Fill an empty database with what is written: whole, or nothing of it.

    Raises CopyFailed, ProgramMissing, Damaged. A fault of the writer's leaves nothing either.
    """
    if engine_of(url) == "sqlite":
        image = BytesIO()
        yield image
        _write_image(path_of(url), image.getvalue())
        return
    command = ("pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
    with _program(url, command, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        yield process.stdin


def mark_unfinished(url: str) -> None:
    """Say in PostgreSQL itself that what is there must not be served yet."""
    _say(url, f"CREATE SCHEMA {RESTORING}")


def mark_finished(url: str) -> None:
    """It may be served."""
    _say(url, f"DROP SCHEMA {RESTORING}")


def _say(url: str, statement: str) -> None:
    engine = create_engine(url, **ENGINE_OPTIONS)
    try:
        with engine.begin() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()


def _image(path: Path) -> bytes:
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(":memory:")) as memory:
        source.backup(memory)
        memory.execute("PRAGMA secure_delete=ON")
        there = {name for (name,) in memory.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in there.intersection(LEFT_BEHIND):
            memory.execute(f"DELETE FROM {table}")  # noqa: S608  # nosec B608  # our own two
        memory.commit()
        return memory.serialize()


def _write_image(path: Path, image: bytes) -> None:
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(":memory:")) as memory, closing(sqlite3.connect(path)) as target:
        try:
            memory.deserialize(image[:18] + ROLLBACK_JOURNAL + image[20:])
            sound = memory.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        except sqlite3.DatabaseError:
            sound = False
        if not sound:
            raise Damaged
        memory.backup(target)


@contextmanager
def _program(
    url: str, command: tuple[str, ...], *, stdin: int = subprocess.DEVNULL, stdout: int = subprocess.DEVNULL
) -> Iterator["subprocess.Popen[bytes]"]:
    if not programs_there():
        raise ProgramMissing
    where, environment = reached(make_url(url))
    process = subprocess.Popen(  # noqa: S603  # our own fixed commands
        [*command, f"--dbname={where}"],
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    with process:
        try:
            yield process
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise CopyFailed


def reached(url: URL) -> tuple[str, dict[str, str]]:
    """How libpq's programs reach it: the password by the environment, all else as one argument."""
    parts = {"host": url.host, "port": url.port, "user": url.username, "dbname": url.database}
    named = {name: str(value) for name, value in parts.items() if value}
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}
    extra = {name: str(value) for name, value in url.query.items()}
    secret |= {"PGPASSWORD": extra.pop("password")} if "password" in extra else {}
    from psycopg.conninfo import make_conninfo  # a driver that SQLite does not need

    return make_conninfo("", **{**named, **extra}), {**os.environ, **secret}
