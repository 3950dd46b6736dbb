"""How many parts are counted in one day: in memory alone, and gone with the day.

Promise: nothing here is written anywhere, and nobody can ask how many there were. Each process of the server
counts by itself; one that starts again begins at none.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from threading import Lock


class Daily:
    """So many a day and pool, each once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._day: date | None = None
        self._taken: dict[bytes, set[bytes]] = {}

    @contextmanager
    def place(self, pool: bytes, digest: bytes, now: datetime) -> Iterator[bool]:
        """Whether there is a place for this one today; it is free again where what is done with it fails.

        There is none for what came before, and none once as many came as there are places.
        """
        free = self._takes(pool, digest, now.date())
        try:
            yield free
        except BaseException:
            if free:
                self._give_back(pool, digest)
            raise

    def _takes(self, pool: bytes, digest: bytes, today: date) -> bool:
        with self._lock:
            if self._day != today:
                self._day, self._taken = today, {}
            taken = self._taken.setdefault(pool, set())
            if digest in taken or len(taken) >= self._most:
                return False
            taken.add(digest)
            return True

    def _give_back(self, pool: bytes, digest: bytes) -> None:
        with self._lock:
            self._taken.get(pool, set()).discard(digest)
