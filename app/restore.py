"""`beforehand restore`: a backup into an empty database, and everything that must be true before it serves.

Promise: nothing is written before the whole file proved to be this service's own; nothing is ever written
over; what should have gone since the backup was made goes before anybody is served. Whatever came after it
is not known any more (a second code, a "stop", a text that went), so every agreement about contact lapses.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pyrage
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app import Face, copying, create_app, schema
from app.accounts import service as accounts
from app.cases import service as cases
from app.copying import Writable
from app.db import db as database
from app.db import writing
from app.duties import DUTIES
from app.worker import Duty
from config import Config
from safety import copies
from safety.copies import HEAD_MOST, PROOF_BYTES, Head, NoBackup
from safety.errors import SafetyRefusal

STAGED = ".restoring"


class NotEmpty(SafetyRefusal):
    """Something is there: it stays."""

    code = (
        "the database is not empty, and a backup is never put over anything. docs/backups.md says how to "
        "make a new, empty one and keep this"
    )


class WrongIdentity(SafetyRefusal):
    """The backup's private key is another, or the file was changed."""

    code = "this private key does not open this file, or the file was changed on the way"


class NotOurs(SafetyRefusal):
    """The proof at its end does not fit."""

    code = "this file was not made under this AUDIT_KEY_FILE, or it was changed: nothing of it is used"


class OtherEngine(SafetyRefusal):
    """SQLite's into PostgreSQL, or the other way."""

    code = "the backup is of the other engine: DATABASE_URL must name an empty database of the same kind"


class KeysMissing(SafetyRefusal):
    """A DATA_KEY is missing."""

    code = "DATA_KEY_FILE lacks a key that the backup was made under: what is sealed could not be opened"


class MadeByANewerOne(SafetyRefusal):
    """Its shape is not known here."""

    code = "the backup was made by a newer version of Beforehand: install that one first"


@dataclass(frozen=True)
class Restored:
    """When the backup was made, how many things each duty took out since, how many agreements lapsed."""

    made_at: datetime
    gone: dict[str, int]
    lapsed: int


def restore(config: Config, file: Path, identity: str, now: datetime) -> Restored:
    """Put a backup into the empty database of these settings.

    Raises NotEmpty, WrongIdentity, NoBackup, NotOurs, OtherEngine, KeysMissing, MadeByANewerOne, and what
    `copying` raises; then the database is as empty as before.
    """
    if copying.holds_something(config.database_url):
        raise NotEmpty
    opener = _identity(identity)
    head = _read(file, opener, config, _Nothing())
    _require_fits(config, head)
    with _place(config) as url:
        with copying.into(url) as sink:
            _read(file, opener, config, sink)
        schema.upgrade(url)
        return _settle(replace(config, database_url=url), head, now)


def _identity(text: str) -> object:
    try:
        return pyrage.x25519.Identity.from_str(text.strip().upper())
    except pyrage.IdentityError:
        raise WrongIdentity from None


def _require_fits(config: Config, head: Head) -> None:
    if head.engine != copying.engine_of(config.database_url):
        raise OtherEngine
    if not {config.keys.data.current_id, *config.keys.data.older} >= set(head.data_keys):
        raise KeysMissing
    if not schema.knows(head.shape):
        raise MadeByANewerOne


@contextmanager
def _place(config: Config) -> Iterator[str]:
    """Where it is put together: a file beside the real one, or PostgreSQL marked as not to be served."""
    if copying.engine_of(config.database_url) == "postgresql":
        copying.mark_unfinished(config.database_url)
        yield config.database_url
        copying.mark_finished(config.database_url)
        return
    final = copying.path_of(config.database_url)
    staged = final.with_name(final.name + STAGED)
    _remove(staged)
    try:
        yield f"sqlite:///{staged}"
        _close_log(staged)
        staged.replace(final)
        _settle_folder(final.parent)
    finally:
        _remove(staged)


def _remove(staged: Path) -> None:
    for path in (staged, *copying.logs_of(staged)):
        path.unlink(missing_ok=True)


def _close_log(staged: Path) -> None:
    """Everything into the one file: it is about to have another name."""
    engine = create_engine(f"sqlite:///{staged}")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


def _settle_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def _settle(config: Config, head: Head, now: datetime) -> Restored:
    """Do what the days since then would have done, and take back what nobody can vouch for any more."""
    made_at = datetime.fromisoformat(head.made_at)
    with create_app(config, Face.STAFF).app_context():
        gone = {name: _done(duty, config, now) for name, duty in DUTIES.items()}
        with _session() as db, writing(db):
            lapsed = cases.lapse_agreements(db, now)
            detail = f"made {made_at:%Y-%m-%d %H:%M} UTC, agreements lapsed={lapsed}"
            accounts.append(db, config.keys, None, "restored from a backup", "backup", now, detail)
        accounts.proved.begin_anew(config.var_dir)
        database.engine.dispose()
    return Restored(made_at, {name: many for name, many in gone.items() if many}, lapsed)


def _done(duty: Duty, config: Config, now: datetime) -> int:
    """How many went; its connection goes back, so that none is left open."""
    with _session() as db:
        return duty.do(db, config.keys, now)


def _session() -> Session:
    return Session(database.engine, expire_on_commit=False)


def _read(file: Path, opener: object, config: Config, sink: Writable) -> Head:
    """Open a file into the sink; its head, once the proof at its end was checked."""
    opened = _Opened(sink, config.keys.audit)
    try:
        with file.open("rb") as source:
            pyrage.decrypt_io(source, opened, [opener])
    except (pyrage.DecryptError, OSError):
        raise WrongIdentity from None
    return opened.finish()


class _Nothing:
    """Where the first reading goes."""

    def write(self, data: bytes, /) -> int:
        """Let it go."""
        return len(data)


class _Opened:
    """What comes out of the file: the head is kept, the data goes on, the last bytes are the proof."""

    def __init__(self, sink: Writable, audit_key: bytes) -> None:
        self._sink = sink
        self._proof = copies.prover(audit_key)
        self._held = b""
        self._head: Head | None = None

    def write(self, data: bytes) -> int:
        """Take some of it. Raises NoBackup where the first line is no head of ours."""
        self._held += data
        if self._head is None and not self._find_head():
            return len(data)
        sure, self._held = self._held[:-PROOF_BYTES], self._held[-PROOF_BYTES:]
        self._proof.update(sure)
        self._sink.write(sure)
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""

    def finish(self) -> Head:
        """The head. Raises NotOurs, NoBackup."""
        if self._head is None:
            raise NoBackup
        if not copies.proves(self._proof, self._held):
            raise NotOurs
        return self._head

    def _find_head(self) -> bool:
        line, found, rest = self._held.partition(b"\n")
        if not found and len(self._held) <= HEAD_MOST:
            return False
        self._head = Head.read(line)
        self._proof.update(line + found)
        self._held = rest
        return True
