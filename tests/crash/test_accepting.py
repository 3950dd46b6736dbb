"""Promise 6, where server or database die in the middle: what was acknowledged is there, once, and opens."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.crash.accepting import run
from tests.crash.postgresql import Database, durable
from tests.loaded import copied

KILLS = {"sqlite": (4, 150), "postgresql": (2, 300)}  # in every run, and where all is proved


@contextmanager
def database_of(kind: str, folder: Path) -> Iterator[Database | None]:
    """SQLite in the service's own folder, where nothing but the service can be killed; or a PostgreSQL."""
    if kind == "postgresql":
        with durable() as running:
            yield running
    else:
        copied(folder)
        yield None


@pytest.mark.parametrize("kind", KILLS)
def test_what_was_acknowledged_before_the_server_was_killed_is_there_once_and_opens(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    kills = KILLS[kind][bool(request.config.getoption("--prove"))]
    with database_of(kind, tmp_path) as database:
        seen = run(tmp_path, kills, database)
        recoveries = database.recoveries if database else kills
    print(seen)  # noqa: T201  # the seed, and how much of it there was
    assert seen.wrong == 0, (seen, (tmp_path / "output.txt").read_text()[-3000:])
    assert (recoveries, seen.repeated > 0) == (kills, True), seen
