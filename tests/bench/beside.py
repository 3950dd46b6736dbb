"""Another app on the very server that ours is shipped with, to be compared with."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from app.parent import PARENT
from tests.live import ROOT, free_port
from tests.waiting import until

STARTS_WITHIN = 120


@contextmanager
def beside(entry: str, var_dir: Path, path: str = "/", **settings: str) -> Iterator[int]:
    """The port on which `entry` answers while it runs; it runs once `path` is answered with 200."""
    port = free_port()
    named = {"DEMO": "1", "VAR_DIR": str(var_dir), "PORT": str(port), PARENT: str(os.getpid()), **settings}
    command = [sys.executable, "-m", "gunicorn", "-c", "python:app.gunicorn_conf", entry]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **named})
    try:
        until(lambda: answers(port, path), STARTS_WITHIN)
        yield port
    finally:
        process.terminate()
        process.wait(STARTS_WITHIN)


def answers(port: int, path: str = "/") -> bool:
    """Whether somebody on this port answers this address with 200."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
