"""How much room is left on the disks that a service writes to.

Promise: nothing is written to find out. A disk is said once, whichever settings lead to it; one that this
machine does not see (a database elsewhere, a folder that is not there) is left out.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url

from app import copying
from config import Config
from safety.copies import made_at

LEAST = 1 << 30  # PostgreSQL's log alone grows by so much between two checkpoints (max_wal_size)
TIMES = 2  # tables are written anew beside themselves; a backup lies whole beside the one before
CLUSTERS = Path("/var/lib/postgresql")  # where Debian keeps them
HERE = ("", "localhost", "127.0.0.1", "::1")
GIGABYTE = 1 << 30


@dataclass(frozen=True)
class Disk:
    """One disk: which of our folders lie on it, and in bytes what is free and what must be."""

    holds: tuple[str, ...]
    free: int
    needed: int

    @property
    def low(self) -> bool:
        """Whether somebody must make room."""
        return self.free < self.needed

    def named(self) -> str:
        """Its folders, as they are set."""
        return " and ".join(self.holds)


def disks(config: Config) -> list[Disk]:
    """Every disk that this machine sees of VAR_DIR, the database and BACKUP_DIR."""
    found: dict[int, Disk] = {}
    for name, folder, taken in _places(config):
        try:
            device, stand = folder.stat().st_dev, os.statvfs(folder)
        except OSError:
            continue
        before = found.get(device, Disk((), 0, 0))
        needed = before.needed + TIMES * taken
        found[device] = Disk((*before.holds, name), stand.f_bavail * stand.f_frsize, needed)
    return [Disk(one.holds, one.free, max(LEAST, one.needed)) for one in found.values()]


def in_gigabytes(size: int) -> str:
    """A size as people read it."""
    return f"{size / GIGABYTE:.1f} GB"


def _places(config: Config) -> Iterator[tuple[str, Path, int]]:
    """What lies where, and how many bytes of it are written a second time beside themselves."""
    yield "VAR_DIR", config.var_dir, 0
    if copying.engine_of(config.database_url) == "sqlite":
        path = copying.path_of(config.database_url)
        yield "the database", path.parent, sum(map(_size, (path, *copying.logs_of(path))))
    elif _is_here(config.database_url):
        yield "the database", CLUSTERS, 0
    if config.backup_dir is not None:
        yield "BACKUP_DIR", config.backup_dir, _newest_backup(config.backup_dir)


def _is_here(url: str) -> bool:
    parts = make_url(url)
    host = parts.host or str(parts.query.get("host", ""))
    return host in HERE or host.startswith("/")


def _newest_backup(folder: Path) -> int:
    try:
        backups = sorted(path for path in folder.iterdir() if made_at(path.name))
    except OSError:
        return 0
    return _size(backups[-1]) if backups else 0


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
