"""A throw-away PostgreSQL that the tests start themselves, once, for all their processes.

It listens on a socket in a short temporary folder only, trusts nobody else's connections to be there, and
ends with the test run even if that is killed.
"""

import fcntl
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
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
    pid = folder / "data" / "postmaster.pid"
    if pid.exists():
        number = int(pid.read_text().splitlines()[0])
        os.kill(number, 3)
        while Path(f"/proc/{number}").exists() and _state(number) != "Z":
            time.sleep(0.02)
    shutil.rmtree(folder, ignore_errors=True)


def socket_folder() -> Path:
    """Where the running server listens; starts it on first use, whichever process asks first."""
    folder = Path(os.environ[FOLDER])
    with _locked(folder / "lock"):
        if not (folder / "ready").exists():
            _start(folder)
            (folder / "ready").touch()
    return folder


def url(database: str) -> str:
    """How SQLAlchemy reaches one database of the cluster."""
    return f"postgresql+psycopg://{_owner()}@/{database}?host={socket_folder()}"


def make_database(name: str) -> str:
    """A new, empty database; how SQLAlchemy reaches it."""
    engine = create_engine(url("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return url(name)


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


def _start(folder: Path) -> None:
    if os.getuid() == 0:
        shutil.chown(folder, _owner())
    data = folder / "data"
    rules = ("-A", "trust", "-E", "UTF8", "--locale=C", "-N")
    settings = [word for setting in SETTINGS for word in ("-c", setting)]
    server = [programs() / "postgres", "-D", data, "-k", folder, *settings]
    environment = {**os.environ, "OWNER": os.environ.get(FIRST, str(os.getpid()))}
    with (folder / "server.log").open("wb") as log:
        streams = {"stdout": log, "stderr": log, "cwd": folder}
        initdb = [programs() / "initdb", "-D", data, "-U", _owner(), *rules]
        subprocess.run([*_as_owner(), *initdb], check=True, **streams)
        guard = [*_as_owner(), "/bin/sh", "-c", GUARD, "guard", *server]
        subprocess.run(guard, check=True, env=environment, start_new_session=True, **streams)
    _wait(folder)


def _wait(folder: Path) -> None:
    ready = [programs() / "pg_isready", "-q", "-h", folder]
    for _ in range(600):
        if subprocess.run(ready, check=False).returncode == 0:
            return
        time.sleep(0.05)
    raise ServerMissing(f"PostgreSQL did not start: {(folder / 'server.log').read_text()[-2000:]}")


def _owner() -> str:
    """The system user that the server runs as: PostgreSQL refuses root."""
    if os.getuid() != 0:
        return pwd.getpwuid(os.getuid()).pw_name
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _as_owner() -> list[str]:
    if os.getuid() != 0:
        return []
    entry = pwd.getpwnam(_owner())
    if shutil.which("setpriv"):
        return ["setpriv", f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups", "--"]
    return ["runuser", "-u", entry.pw_name, "--"]


def _state(number: int) -> str:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return "Z"


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
