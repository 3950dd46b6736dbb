"""A throw-away PostgreSQL that the tests start themselves, once, for all their processes.

It listens on a socket in a short temporary folder only, trusts nobody else's connections to be there, and
ends with the test run even if that is killed.
"""

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text

FOLDER = "BEFOREHAND_TEST_CLUSTER"
FIRST = "BEFOREHAND_FIRST_TEST_PROCESS"
SETTINGS = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=80",
    "shared_buffers=32MB",
    "log_error_verbosity=terse",
)
GUARD = """
{ "$@" & server=$!
  while [ -d /proc/$OWNER ] && kill -0 $server; do sleep 1; done
  kill -QUIT $server
  wait; } &
"""


class ServerMissing(Exception):
    """PostgreSQL's programs are not on this machine."""


def reserve() -> None:
    """In the first test process: choose the folder that all of them share."""
    os.environ[FIRST] = str(os.getpid())
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="bh-", dir="/tmp")


def release() -> None:
    """In the first test process, at its end: stop the server, if one was started, and leave nothing."""
    folder = Path(os.environ.pop(FOLDER))
    stop(folder)
    shutil.rmtree(folder, ignore_errors=True)


def socket_folder() -> Path:
    """Where the running server listens; starts it on first use, whichever process asks first."""
    folder = shared()
    with locked(folder / "lock"):
        if not (folder / "ready").exists():
            make(folder)
            run(folder)
            (folder / "ready").touch()
    return folder


def shared() -> Path:
    """A folder that all test processes share, gone when the last of them is."""
    return Path(os.environ[FOLDER])


def url(database: str) -> str:
    """How SQLAlchemy reaches one database of the cluster."""
    return address(socket_folder(), database)


def make_database(name: str, copy_of: str = "template1") -> str:
    """A new database, empty or as another that nobody is connected to; how SQLAlchemy reaches it."""
    return make_database_in(socket_folder(), name, copy_of)


def make_database_in(folder: Path, name: str, copy_of: str = "template1") -> str:
    """The same in the cluster of this folder."""
    engine = create_engine(address(folder, "postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{copy_of}"'))
    engine.dispose()
    return address(folder, name)


def programs() -> Path:
    """The folder of initdb and postgres; Debian keeps them off the path."""
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    places += sorted(debian, key=lambda place: int(place.parent.name), reverse=True)
    for place in places:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    raise ServerMissing("PostgreSQL is missing. As root: apt-get install --yes postgresql")


def make(folder: Path, *more: str, inside: Sequence[str] = ()) -> None:
    """A cluster in this folder, which holds nothing yet; `inside`: what its programs are started by."""
    if os.getuid() == 0:
        shutil.chown(folder, owner())
    rules = ("-A", "trust", "-E", "UTF8", "--locale=C", "-N", *more)
    initdb = [programs() / "initdb", "-D", folder / "data", "-U", owner(), *rules]
    with (folder / "server.log").open("ab") as log:
        subprocess.run([*inside, *_as_owner(), *initdb], check=True, cwd=folder, stdout=log, stderr=log)


def run(folder: Path, *changed: str, inside: Sequence[str] = ()) -> None:
    """Start the cluster of this folder; `changed` settings come after the usual ones, and win."""
    settings = [word for setting in (*SETTINGS, *changed) for word in ("-c", setting)]
    server = [programs() / "postgres", "-D", folder / "data", "-k", folder, *settings]
    environment = {**os.environ, "OWNER": os.environ.get(FIRST, str(os.getpid()))}
    guard = [*inside, *_as_owner(), "/bin/sh", "-c", GUARD, "guard", *server]
    with (folder / "server.log").open("ab") as log:
        streams = {"stdout": log, "stderr": log, "cwd": folder}
        subprocess.run(guard, check=True, env=environment, start_new_session=True, **streams)
    _wait(folder)


def stop(folder: Path) -> None:
    """As when the machine fails: whoever is connected is cut off, and nothing is put in order first."""
    number = first(folder)
    if _runs(number):
        os.kill(number, signal.SIGQUIT)
        while _runs(number):
            time.sleep(0.02)


def lives(folder: Path) -> bool:
    """Whether it runs."""
    return _runs(first(folder))


def first(folder: Path) -> int:
    """Its first process; none where it put its folder in order and left."""
    try:
        told = (folder / "data" / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return 0
    return int(told[0]) if told else 0


def _runs(number: int) -> bool:
    return number > 0 and Path(f"/proc/{number}").exists() and _state(number) != "Z"


def address(folder: Path, database: str) -> str:
    """How SQLAlchemy reaches one database of the cluster in this folder."""
    return f"postgresql+psycopg://{owner()}@/{database}?host={folder}"


def _wait(folder: Path) -> None:
    ready = [programs() / "pg_isready", "-q", "-h", folder]
    for _ in range(600):
        if subprocess.run(ready, check=False).returncode == 0:
            return
        time.sleep(0.05)
    raise ServerMissing(f"PostgreSQL did not start: {(folder / 'server.log').read_text()[-2000:]}")


def owner() -> str:
    """The system user that the server runs as: PostgreSQL refuses root."""
    if os.getuid() != 0:
        return pwd.getpwuid(os.getuid()).pw_name
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _as_owner() -> list[str]:
    if os.getuid() != 0:
        return []
    entry = pwd.getpwnam(owner())
    if shutil.which("setpriv"):
        return ["setpriv", f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups", "--"]
    return ["runuser", "-u", entry.pw_name, "--"]


def _state(number: int) -> str:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):  # gone before it was opened, or before it was read
        return "Z"


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """One test process at a time."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
