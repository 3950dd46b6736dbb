"""`acked_lost`: acknowledged sends that are missing, doubled or unreadable after the server was killed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.rows import Row
from tests.crash.accepting import PHONES, run
from tests.crash.postgresql import Database, durable

KILLS, MANY_KILLS, OWED = 20, 300, 0


def acked_lost(folder: Path, *, kills: int, full: bool) -> Iterator[Row]:
    """One run on each database; PostgreSQL is killed as often as the server."""
    for name, database in databases(full=full):
        (place := folder / f"killed on {name}").mkdir()
        seen = run(place, kills, database)
        told: dict[str, Any] = {"database": name, "kills": seen.kills}
        told |= {"its recoveries": database.recoveries} if database else {}
        told |= {
            "phones": PHONES,
            "acknowledged": seen.acknowledged,
            "seed": seen.seed,
            "repeated": seen.repeated,
        }
        told |= {"ended by itself": seen.ended} if seen.ended else {}
        parts = {"missing": seen.missing, "doubled": seen.doubled, "unreadable": seen.unreadable}
        yield Row("acked_lost", seen.wrong, "sends", OWED, told | parts)


def databases(*, full: bool) -> Iterator[tuple[str, Database | None]]:
    """SQLite, as shipped; in full a PostgreSQL as well, running for as long as it is looked at."""
    yield "SQLite", None
    if full:
        with durable() as database:
            yield "PostgreSQL", database
