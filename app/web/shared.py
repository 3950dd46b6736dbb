"""Counts that all processes share, over the Redis protocol, where LIMITS_URL is set.

Promise: all that lies there is a number under a keyed hash (PEPPER, and a salt that is drawn anew every day),
and both end by themselves. While that server is away nobody waits for it longer than a moment, nobody is
barred, and it is asked again after a few seconds.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from secrets import token_bytes

from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from app.web import quiet
from safety.drawing import keyed_hash

PATIENCE_S = 0.25  # what it gets to answer in, and once more where a connection had been closed
ASKED_AGAIN_S = 5.0
A_DAY_S = 86_400
SALT = b"salt:"
COUNT = b"tries:"


class Counts:
    """A Redis-protocol server, and since when it is not to be asked."""

    def __init__(self, url: str, pepper: bytes, clock: Callable[[], float] = time.monotonic) -> None:
        self._server = Redis.from_url(
            url,
            socket_timeout=PATIENCE_S,
            socket_connect_timeout=PATIENCE_S,
            retry=Retry(NoBackoff(), 1),
        )
        self._pepper = pepper
        self._clock = clock
        self._again_at: float | None = None

    def count(self, prefix: bytes, window: timedelta, now: datetime) -> int:
        """How often this prefix was counted in its window, with this time; 0 where the server is away."""
        if self._again_at is not None and self._clock() < self._again_at:
            return 0
        try:
            counted = self._count(prefix, window, now)
        except RedisError:
            self._lost()
            return 0
        self._found()
        return counted

    def away(self) -> bool:
        """Whether it does not answer now."""
        try:
            self._server.ping()
        except RedisError:
            return True
        return False

    def written(self) -> bool:
        """Whether it writes what it counts to a disk, as far as it tells."""
        try:
            told = self._server.config_get("save", "appendonly")
        except RedisError:
            return False
        return told.get("appendonly") == "yes" or bool(told.get("save"))

    def _count(self, prefix: bytes, window: timedelta, now: datetime) -> int:
        named = SALT + str(now.toordinal()).encode()
        with self._server.pipeline() as both:
            both.set(named, token_bytes(32), nx=True, ex=A_DAY_S)
            both.get(named)
            salt = both.execute()[1]
        key = COUNT + keyed_hash(keyed_hash(self._pepper, b"networks\n" + salt), prefix)
        with self._server.pipeline() as both:  # one transaction: no count is ever without its end
            both.set(key, 0, nx=True, ex=window)
            both.incr(key)
            return int(both.execute()[1])

    def _lost(self) -> None:
        if self._again_at is None:
            quiet.warn("the server of the limits is away: each process counts by itself")
        self._again_at = self._clock() + ASKED_AGAIN_S

    def _found(self) -> None:
        if self._again_at is not None:
            quiet.say("the server of the limits is back")
        self._again_at = None
