"""The real server, started as people start it, and a phone's Chromium to walk through it."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy import Engine, create_engine

from app.db import set_up_engine
from app.engine import ENGINE_OPTIONS
from config import Config
from tests.loaded import copied, copied_postgresql
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = {"viewport": {"width": 360, "height": 640}, "screen": {"width": 360, "height": 640}}
STARTS_WITHIN = 300
PATIENCE_MS = 30_000  # two busy cores: how long something may take to show is measured in the benchmarks
expect.set_options(timeout=PATIENCE_MS)


class BrowserMissing(Exception):
    """Chromium is not on this machine."""


@dataclass
class Demonstration:
    """A demonstration's folder and database, whether it runs or not."""

    var_dir: Path
    port: int
    database_url: str

    @property
    def demo(self) -> dict[str, Any]:
        """What the demonstration says of itself: links, codes and sign-ins."""
        told: dict[str, Any] = json.loads((self.var_dir / "demo.json").read_text(encoding="utf-8"))
        return told

    def link(self, **wanted: Any) -> dict[str, Any]:
        """The first demonstration link that is as wanted."""
        for link in self.demo["links"]:
            if all(link[name] == value for name, value in wanted.items()):
                return dict(link)
        raise LookupError(f"no demonstration link has {wanted}")

    def staff(self, role: str, which: int = 0) -> dict[str, Any]:
        """A demonstration sign-in of this role."""
        return dict([person for person in self.demo["staff"] if person["role"] == role][which])


@dataclass
class Live(Demonstration):
    """A running demonstration, with a folder and a database of its own."""

    process: "subprocess.Popen[bytes]"

    @property
    def survivor_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def staff_url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def output(self) -> str:
        """Everything that the server has written so far."""
        return (self.var_dir.parent / "output.txt").read_text(encoding="utf-8")

    def stop(self) -> int:
        """Stop it as Ctrl-C does; its exit code."""
        self.process.terminate()
        return self.process.wait(40)


def reached(live: Demonstration) -> tuple[Engine, Config]:
    """The service's own database and keys."""
    env = {"DEMO": "1", "VAR_DIR": str(live.var_dir), "PORT": str(live.port)}
    engine = create_engine(live.database_url, **ENGINE_OPTIONS)
    set_up_engine(engine)
    return engine, Config.from_env(env)


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_live(
    folder: Path, database_url: str = "", port: int = 0, inside: Sequence[str] = (), **settings: str
) -> Live:
    """Start the real server and worker over a folder; return when both are ready; `inside`: by what."""
    from app.parent import PARENT

    port = port or free_port()
    var_dir = folder / "var"
    url = database_url or f"sqlite:///{var_dir / 'beforehand.db'}"
    named = {
        "DEMO": "1",
        "PORT": str(port),
        "VAR_DIR": str(var_dir),
        "DATABASE_URL": url,
        PARENT: str(os.getpid()),
    }
    command = [*inside, sys.executable, "-m", "app.cli", "serve", "--with-worker"]
    with (folder / "output.txt").open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **named, **settings}, stdout=output, stderr=output
        )
    live = Live(var_dir, port, url, process)
    try:
        host = settings.get("STAFF_HOST", f"localhost:{port}")
        until(lambda: ready(port, host) or process.poll() is not None, STARTS_WITHIN)
    except AssertionError:
        live.stop()
        raise
    assert process.poll() is None, live.output
    return live


def ready(port: int, host: str = "") -> bool:
    """Whether it says that database and worker are reached."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz", headers={"Host": host or f"localhost:{port}"})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The demonstration on SQLite, shared by the tests of one process."""
    folder = tmp_path_factory.mktemp("live")
    copied(folder)
    running = start_live(folder)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def live_postgresql(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Live]:
    """The demonstration on PostgreSQL, shared by the tests of one process."""
    folder = tmp_path_factory.mktemp("live")
    running = start_live(folder, copied_postgresql(folder, f"live_{worker_id}"))
    yield running
    running.stop()


def find_chromium() -> str:
    """The system's Chromium; whatever needs it fails, naming it, where it is missing."""
    found = shutil.which("chromium")
    if not found:
        raise BrowserMissing("Chromium is missing. As root: apt-get install --yes chromium")
    return found


@pytest.fixture(scope="session")
def chromium_path() -> str:
    return find_chromium()


@pytest.fixture(scope="session")
def browser_type_launch_args(chromium_path: str) -> dict[str, Any]:
    """Debian's Chromium, with the back/forward cache on as people have it."""
    return {
        "executable_path": chromium_path,
        "args": list(CHROMIUM_ARGS),
        "ignore_default_args": ["--disable-back-forward-cache"],
    }


@pytest.fixture(scope="session")
def browser_context_args(playwright: Any) -> dict[str, Any]:
    """A cheap phone."""
    return {**playwright.devices["Pixel 5"], **PHONE, "locale": "en-GB", "timezone_id": "Europe/London"}


@pytest.fixture
def desk_page(browser: Any) -> Iterator[Any]:
    """A page on the desk of a member of staff: a wide screen, a mouse, cookies of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    yield context.new_page()
    context.close()
