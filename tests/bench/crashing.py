"""`acked_lost`: acknowledged sends that are missing, doubled or unreadable after the server was killed."""

from pathlib import Path

from tests.bench.rows import Row
from tests.crash.accepting import PHONES, run

KILLS, MANY_KILLS, OWED = 20, 300, 0


def acked_lost(folder: Path, *, kills: int) -> Row:
    """One run on SQLite, as shipped; `make prove` also runs it on PostgreSQL."""
    (place := folder / "crash").mkdir()
    seen = run(place, kills)
    told = {"kills": seen.kills, "phones": PHONES, "acknowledged": seen.acknowledged, "seed": seen.seed}
    parts = {"missing": seen.missing, "doubled": seen.doubled, "unreadable": seen.unreadable}
    return Row("acked_lost", seen.wrong, "sends", OWED, {**told, "repeated": seen.repeated, **parts})
