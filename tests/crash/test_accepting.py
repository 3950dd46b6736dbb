"""Promise 6, where the server dies in the middle: what was acknowledged is there, once, and opens."""

from pathlib import Path

import pytest

from tests import cluster
from tests.crash.accepting import run
from tests.loaded import copied

KILLS, MANY = 4, 150  # on each engine, where all is proved


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """SQLite in every run; PostgreSQL too with `--prove`."""
    if "database" in metafunc.fixturenames:
        prove = metafunc.config.getoption("--prove")
        metafunc.parametrize("database", ["sqlite", "postgresql"] if prove else ["sqlite"])


def test_what_was_acknowledged_before_the_server_was_killed_is_there_once_and_opens(
    database: str, tmp_path: Path, request: pytest.FixtureRequest, worker_id: str
) -> None:
    kills = MANY if request.config.getoption("--prove") else KILLS
    url = cluster.make_database(f"accepting_{worker_id}") if database == "postgresql" else ""
    if not url:
        copied(tmp_path)
    seen = run(tmp_path, kills, url)
    print(seen)  # noqa: T201  # the seed, and how much of it there was
    assert seen.wrong == 0, (seen, (tmp_path / "output.txt").read_text()[-3000:])
    assert (seen.kills, seen.repeated > 0) == (kills, True), seen
