"""`beforehand backup`: one file a time, sealed to keys that are kept elsewhere; old ones go.

Promise: a file that has a backup's name is whole; nothing readable was on the disk on the way; whoever has
the file and the backup's private key still opens no word, code or number without DATA_KEY, which is never in
it (docs/backups.md).
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex

import pyrage

from app import copying, schema
from app.copying import Readable
from config import Config
from safety import copies
from safety.copies import Head
from safety.errors import SafetyRefusal

PARTIAL = ".beforehand-partial"
LEFT_AFTER = timedelta(days=1)


class NotSetUp(SafetyRefusal):
    """Nobody said where backups go, or to which key."""

    code = (
        "BACKUP_DIR (a folder) and BACKUP_TO (the public key, age1…, that backups are sealed to) are not set"
    )


class NothingThere(SafetyRefusal):
    """There is nothing to copy."""

    code = "the database holds nothing yet. Run: beforehand db upgrade"


class NotWritten(SafetyRefusal):
    """The file could not be written: a full disk, or a folder that is not ours."""

    code = "the backup could not be written: look at BACKUP_DIR's room and rights"


@dataclass(frozen=True)
class Made:
    """The new file, its size in bytes, and the names of those that went."""

    path: Path
    size: int
    gone: tuple[str, ...]


def make(config: Config, now: datetime) -> Made:
    """Write one backup, then remove those past their days.

    Raises NotSetUp, NothingThere, NotWritten, and what `copying` raises; then there is no new file.
    """
    folder = config.backup_dir
    if folder is None or not config.backup_to:
        raise NotSetUp
    if not copying.holds_something(config.database_url):
        raise NothingThere
    path = folder / copies.name_of(now)
    partial = path.with_name(f".{token_hex(4)}{PARTIAL}")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(config, partial, now)
        partial.replace(path)
    except OSError:
        raise NotWritten from None
    finally:
        with suppress(OSError):
            partial.unlink()
    return Made(path, path.stat().st_size, tuple(remove_old(folder, now)))


@dataclass(frozen=True)
class Standing:
    """How the folder stands: whether backups are set up, none was made lately, and which are too old."""

    set_up: bool
    late: bool
    old: tuple[str, ...]
    names: tuple[str, ...] = ()

    @property
    def wrong(self) -> bool:
        """Whether somebody must look."""
        return self.set_up and (self.late or bool(self.old))


def standing(config: Config, now: datetime) -> Standing:
    """Look at the folder, as far as this machine sees it."""
    if config.backup_dir is None or not config.backup_to:
        return Standing(set_up=False, late=False, old=())
    names = names_in(config.backup_dir)
    return Standing(True, copies.none_lately(names, now), tuple(copies.too_old(names, now)), tuple(names))


def remove_old(folder: Path, now: datetime) -> Iterator[str]:
    """Take out the backups past their fourteen days, and what a killed run left; the backups' names."""
    for left in folder.glob(f".*{PARTIAL}"):
        if left.stat().st_mtime < (now - LEFT_AFTER).timestamp():
            left.unlink()
    for name in copies.too_old(names_in(folder), now):
        (folder / name).unlink()
        yield name


def names_in(folder: Path) -> list[str]:
    """The names that stand there; none where the folder cannot be read."""
    try:
        return [path.name for path in folder.iterdir()]
    except OSError:
        return []


def _write(config: Config, partial: Path, now: datetime) -> None:
    to = [pyrage.x25519.Recipient.from_str(each) for each in config.backup_to]
    data = config.keys.data
    engine = copying.engine_of(config.database_url)
    shape = schema.shape_of(config.database_url)
    head = Head(now.astimezone(UTC).isoformat(), engine, shape, (data.current_id, *data.older))
    with partial.open("xb") as file:
        os.fchmod(file.fileno(), 0o600)
        with copying.out_of(config.database_url) as source:
            _seal(_Whole(head, source, config.keys.audit), file, to)
        file.flush()
        os.fsync(file.fileno())


def _seal(whole: "_Whole", file: object, to: list[object]) -> None:
    try:
        pyrage.encrypt_io(whole, file, to)
    except pyrage.EncryptError:
        raise NotWritten from None


class _Whole:
    """Head, data and proof, one after the other."""

    def __init__(self, head: Head, source: Readable, audit_key: bytes) -> None:
        self._parts = self._read(head, source, audit_key)
        self._held = b""

    def read(self, size: int) -> bytes:
        """At most so many bytes; none at the end."""
        if not self._held:
            self._held = next(self._parts, b"")
        given, self._held = self._held[:size], self._held[size:]
        return given

    @staticmethod
    def _read(head: Head, source: Readable, audit_key: bytes) -> Iterator[bytes]:
        proof = copies.prover(audit_key)
        proof.update(head.line())
        yield head.line()
        while chunk := source.read(copying.CHUNK):
            proof.update(chunk)
            yield chunk
        yield proof.digest()
