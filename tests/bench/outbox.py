"""`outbox_exact`: messages lost, doubled, or outside her times, while workers are killed."""

import tempfile
from pathlib import Path

from app import schema
from tests.bench.rows import Row
from tests.crash.outbox import run

MESSAGES, KILLS, WORKERS, OWED = 1000, 200, 2, 0


def outbox_exact() -> Row:
    """One run on SQLite, as shipped; `make prove` also runs it on PostgreSQL."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/beforehand.db"
        schema.upgrade(url)
        seen = run(url, Path(folder), MESSAGES, KILLS, WORKERS)
    params = {"messages": seen.messages, "kills": seen.kills, "seed": seen.seed, "faults": seen.misbehaved}
    parts = {"lost": seen.lost, "doubled": seen.doubled, "outside": seen.outside}
    return Row("outbox_exact", seen.wrong, "messages", OWED, {**params, **parts})
