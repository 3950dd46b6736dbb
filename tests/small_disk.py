"""A small disk, to be filled or made read only: memory that is mounted for one database alone.

The mount is seen by nobody but it, and ends with it. Root or a user's own namespace may mount; where neither
does, whatever needs it fails and says so.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from tests import cluster

MEGABYTE = 1 << 20
SETTINGS = ("synchronous_commit=on", "min_wal_size=32MB", "max_wal_size=32MB", "wal_recycle=off")
PIECES = 200
OWN = () if os.getuid() == 0 else ("--user", "--map-current-user", "--keep-caps")
HOLD = 'mount -t tmpfs -o "$2" none "$1" && echo mounted && exec cat >/dev/null'
SHUT = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1"'
OPEN = 'mount -o remount,bind,rw "$1"'


class NoMount(Exception):
    """This machine lets us mount nothing."""


@dataclass
class SmallDisk:
    """Where it lies, and the process that holds it."""

    place: Path
    holder: "subprocess.Popen[bytes]"
    filled: int = field(default=0)

    @property
    def seen(self) -> Path:
        """The same place with the disk in it, as it looks from outside."""
        return Path(f"/proc/{self.holder.pid}/root") / self.place.relative_to("/")

    @property
    def inside(self) -> tuple[str, ...]:
        """What starts a program that sees the disk."""
        kept = ("--user", "--preserve-credentials") if OWN else ()
        return ("nsenter", "--target", str(self.holder.pid), *kept, "--mount", "--")

    def fill(self) -> None:
        """Use up every byte of it."""
        self.filled += 1
        with (self.seen / f"ballast{self.filled}").open("wb", buffering=0) as file:
            for size in (MEGABYTE, 4096, 1):
                while _took(file.fileno(), bytes(size)):
                    pass

    def make_room(self) -> None:
        """Give it all back."""
        for number in range(1, self.filled + 1):
            (self.seen / f"ballast{number}").unlink(missing_ok=True)

    def shut(self) -> None:
        """Let nobody open a file of it for writing; whoever has one open already writes on."""
        self._mount(SHUT)

    def open(self) -> None:
        """Let it be written to again."""
        self._mount(OPEN)

    def _mount(self, command: str) -> None:
        subprocess.run([*self.inside, "sh", "-c", command, "mount", str(self.place)], check=True)


@dataclass
class ClusterDisk(SmallDisk):
    """A disk with the data of a PostgreSQL on it."""

    @property
    def folder(self) -> Path:
        """The cluster's folder."""
        return self.place.parent

    def use_up_the_log(self) -> None:
        """Begin one piece of the write-ahead log after the other, until there is none left to begin."""
        engine = create_engine(cluster.address(self.folder, "postgres"), isolation_level="AUTOCOMMIT")
        with suppress(OperationalError), engine.connect() as connection:
            for _ in range(PIECES):
                connection.execute(text("SELECT txid_current()"))
                connection.execute(text("SELECT pg_switch_wal()"))
        engine.dispose()

    def revive(self) -> None:
        """Start it again where it gave up, as somebody who was called does it; it may still be giving up."""
        if not cluster.lives(self.seen.parent):
            self.run()

    def run(self) -> None:
        cluster.run(self.folder, *SETTINGS, inside=self.inside)


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[SmallDisk]:
    """So large a disk in this empty folder, for whoever is started inside."""
    disk = SmallDisk(place, _held(place, megabytes, os.getuid()))
    try:
        yield disk
    finally:
        disk.holder.communicate(timeout=20)


@contextmanager
def small_cluster(megabytes: int, segment: int) -> Iterator[ClusterDisk]:
    """A running cluster on so large a disk, whose write-ahead log grows by so many megabytes."""
    folder = Path(tempfile.mkdtemp(prefix="bh-", dir="/tmp"))
    (folder / "data").mkdir()
    if os.getuid() == 0:
        shutil.chown(folder, cluster.owner())
    owner = pwd.getpwnam(cluster.owner()).pw_uid
    disk = ClusterDisk(folder / "data", _held(folder / "data", megabytes, owner))
    try:
        cluster.make(folder, f"--wal-segsize={segment}", inside=disk.inside)
        disk.run()
        yield disk
    finally:
        cluster.stop(disk.seen.parent)
        disk.holder.communicate(timeout=20)
        shutil.rmtree(folder)


def _held(place: Path, megabytes: int, owner: int) -> "subprocess.Popen[bytes]":
    owned = f",uid={owner}" if os.getuid() == 0 else ""
    how = f"size={megabytes}m,mode=700{owned}"
    command = ["unshare", "--mount", *OWN, "sh", "-c", HOLD, "hold", str(place), how]
    holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    if not holder.stdout.readline():
        raise NoMount("neither root nor a namespace of its own may mount here: unshare --mount")
    return holder


def _took(descriptor: int, content: bytes) -> bool:
    try:
        return os.write(descriptor, content) > 0
    except OSError:
        return False
