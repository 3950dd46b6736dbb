"""Promise 8, where everything fails at once: none lost, none doubled, none outside its window."""

from pathlib import Path

import pytest

from tests.crash.outbox import CASES, NOT_NOW, run

WORKERS = {"sqlite": 2, "postgresql": 4}


def test_workers_that_are_killed_at_random_send_every_message_exactly_once(
    engine_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    messages, kills = (1000, 200) if request.config.getoption("--prove") else (100, 10)
    workers = WORKERS[engine_url.partition(":")[0].partition("+")[0]]
    seen = run(engine_url, tmp_path, messages, kills, workers)
    print(seen)  # noqa: T201  # the seed, and how much of it there was
    assert seen.wrong == 0, (seen, (tmp_path / "workers.txt").read_text()[-3000:])
    assert seen.waiting == messages * NOT_NOW // CASES, seen
