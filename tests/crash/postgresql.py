"""A PostgreSQL of its own, durable as a service's is, of which any process may be killed at any moment."""

import os
import random
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests import cluster
from tests.bench.processes import alive, beneath
from tests.bench.workers import DURABLE
from tests.waiting import until

WHOLE = 0.5  # how often all of it is killed; else one of its processes, and the first starts the others anew
RECOVERS = "automatic recovery in progress"


@dataclass(frozen=True)
class Database:
    """Where it lies, and how SQLAlchemy reaches it."""

    folder: Path
    url: str

    def kill(self, chance: random.Random) -> None:
        """Kill -9: one process besides the first, or all in any order, to be started over what they left."""
        first = cluster.first(self.folder)
        if chance.random() >= WHOLE:
            until(lambda: _killed(chance.choice(beneath(first))))
            return
        os.kill(first, signal.SIGSTOP)  # it begins none that we would not know of
        every = [first, *beneath(first)]
        chance.shuffle(every)
        for one in every:
            _killed(one)
        until(lambda: not any(map(alive, every)) and not Path(f"/proc/{first}").exists())
        cluster.run(self.folder, *DURABLE)

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Away for so long, in order, as `pg_ctl restart -m fast` does it: who is connected is cut off."""
        first = cluster.first(self.folder)
        os.kill(first, signal.SIGINT)
        until(lambda: not Path(f"/proc/{first}").exists())
        try:
            yield
        finally:
            cluster.run(self.folder, *DURABLE)

    @property
    def recoveries(self) -> int:
        """How often it found itself as a killed one lies there."""
        return (self.folder / "server.log").read_text(encoding="utf-8").count(RECOVERS)


@contextmanager
def durable() -> Iterator[Database]:
    """One with an empty database, running; nothing of it afterwards."""
    with tempfile.TemporaryDirectory(prefix="bh-", dir="/tmp") as name:
        cluster.make(folder := Path(name))
        cluster.run(folder, *DURABLE)
        try:
            yield Database(folder, cluster.make_database_in(folder, "beforehand"))
        finally:
            cluster.stop(folder)


def _killed(number: int) -> bool:
    """Whether it was there still."""
    with suppress(ProcessLookupError):
        os.kill(number, signal.SIGKILL)
        return True
    return False
