"""What a large service takes of a machine, for docs/sizing.md: `python -m tests.many`, a JSON object a line.

Memory is PSS, each shared page counted once among those that share it: what the machine has to have.
"""

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from tests import cluster
from tests.app.lived import at
from tests.bench.processes import beneath, pss_kib
from tests.many.house import House, house
from tests.many.person import SURVIVORS, Person
from tests.many.phones import Phones, make_link
from tests.nginx import Proxy
from tests.signing_in import service_people

PHONES, SENDS, PAGES = 8, 400, 400


def main() -> None:
    """Start it, measure, load it, measure again."""
    cluster.reserve()
    try:
        with tempfile.TemporaryDirectory() as folder, house(Path(folder)) as (built, front):
            _print(_measured(built, "after the start"))
            _load(built, front)
            _print(_measured(built, f"after {SENDS} sends by {PHONES} phones and {PAGES} link pages"))
            _print(_held(built))
    finally:
        cluster.release()


def _load(built: House, front: Proxy) -> None:
    with at(built.config.database_url) as db:
        now = datetime.now(UTC)
        people = service_people(db, built.config.keys, now)
        links = [make_link(db, built, people, now) for _ in range(PHONES)]
        db.commit()
    start = time.perf_counter()
    phones = Phones(front, links)
    phones.more(SENDS)
    phones.end()
    seconds = time.perf_counter() - start
    _print([("sends a second", round(SENDS / seconds, 1), "1/s", f"{PHONES} phones, through nginx")])
    looks = Person(front.port, front.folder, SURVIVORS)
    for number in range(PAGES):
        looks.ask("GET", f"/k/abcd-efgh-jkmn-{number:04d}")


def _measured(built: House, when: str) -> Iterator[tuple[str, float, str, str]]:
    roots = {
        "web process, with gunicorn's parent and ours": built.webs[0].pid,
        "worker": built.workers[0].pid,
        "Redis": built.limits.process.pid if built.limits.process else 0,
        "PostgreSQL, shared_buffers=32MB": _postmaster(built),
    }
    for name, pid in roots.items():
        yield name, sum(pss_kib(one) for one in (pid, *beneath(pid))) // 1024, "MB", when


def _held(built: House) -> Iterator[tuple[str, float, str, str]]:
    with at(built.config.database_url) as db:
        count = db.scalar(text("SELECT count(*) FROM pg_stat_activity WHERE datname = 'beforehand'")) or 0
        size = db.scalar(text("SELECT pg_database_size('beforehand')")) or 0
    yield "connections to PostgreSQL", count - 1, "", "two web processes of eight threads, two workers"
    yield "database", round(size / 1e6, 1), "MB", f"{SENDS} sends and more"


def _postmaster(built: House) -> int:
    return int((built.database / "data" / "postmaster.pid").read_text().splitlines()[0])


def _print(rows: "Iterator[tuple[str, float, str, str]] | list[tuple[str, float, str, str]]") -> None:
    for name, value, unit, params in rows:
        sys.stdout.write(json.dumps({"name": name, "value": value, "unit": unit, "params": params}) + "\n")


if __name__ == "__main__":
    main()
