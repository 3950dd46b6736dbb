"""How much is read, and how long a busy network waits. A limit delays; it never refuses a try.

Promise: a network is known only by a keyed hash of its prefix, under a salt that is drawn anew every day and
lies in memory alone: this process's, or, where LIMITS_URL is set, also a server's that all processes share. A
wait is bounded, and no number of tries at once gets around it.
"""

import ipaddress
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from secrets import token_bytes
from threading import Lock
from typing import Protocol, cast

from flask import Flask, current_app

from config import Config
from safety.drawing import keyed_hash

MAX_READ = 1 << 20  # what any page reads of a body: beyond it nothing is looked at
MAX_TYPED = 128 << 10  # what a form takes
FREE_TRIES = 12
WINDOW = timedelta(minutes=1)
LONGEST_WAIT = 2.0
REMEMBERED = 4096
EXTENSION = "beforehand_networks"


class Shared(Protocol):
    """What counts for all processes: app/web/shared.py."""

    def count(self, prefix: bytes, window: timedelta, now: datetime) -> int:
        """How often in this window, in all of them; 0 where that cannot be asked."""

    def away(self) -> bool:
        """Whether it cannot be asked now."""

    def written(self) -> bool:
        """Whether what it counts is written to a disk."""


class Networks:
    """How often each network has tried lately, and how long its next try waits.

    What all processes counted together stands where it can be asked for; else what this one did.
    """

    def __init__(self, pause: Callable[[float], None] = time.sleep, shared: Shared | None = None) -> None:
        self._pause = pause
        self._shared = shared
        self._lock = Lock()
        self._salt: tuple[int, bytes] = (0, b"")
        self._seen: dict[bytes, tuple[datetime, int]] = {}

    def wait_turn(self, address: str | None, now: datetime) -> None:
        """Wait as long as this network's tries ask for, however many wait already.

        No place in a queue is needed for it: each request waits on its own, for two seconds at the longest.
        """
        seconds = self.wait_for(address, now)
        if seconds > 0:
            self._pause(seconds)

    def wait_for(self, address: str | None, now: datetime) -> float:
        """Count one more try and say how many seconds it waits: none at first, never over two.

        What comes from this machine itself comes from no network that we know, and never waits.
        """
        prefix = _prefix(address)
        if prefix is None:
            return 0.0
        count = self._counted(prefix, now)
        if self._shared:
            count = max(count, self._shared.count(prefix, WINDOW, now))
        return min(LONGEST_WAIT, max(0, count - FREE_TRIES) * 0.25)

    def apart(self) -> bool:
        """Whether the server that all processes should share does not answer now."""
        return self._shared is not None and self._shared.away()

    def written(self) -> bool:
        """Whether that server writes to a disk what should lie in memory alone."""
        return self._shared is not None and self._shared.written()

    def _counted(self, prefix: bytes, now: datetime) -> int:
        """How often in this process, with this time."""
        with self._lock:
            key = keyed_hash(self._today(now), prefix)
            since, count = self._seen.get(key, (now, 0))
            if now - since >= WINDOW:
                since, count = now, 0
            self._remember(key, (since, count + 1))
        return count + 1

    def _remember(self, key: bytes, value: tuple[datetime, int]) -> None:
        self._seen.pop(key, None)
        self._seen[key] = value
        if len(self._seen) > REMEMBERED:
            del self._seen[next(iter(self._seen))]

    def _today(self, now: datetime) -> bytes:
        day = now.toordinal()
        if self._salt[0] != day:
            self._salt = (day, token_bytes(32))
            self._seen.clear()
        return self._salt[1]


def set_up(app: Flask, config: Config) -> None:
    """Give an app its networks."""
    app.extensions[EXTENSION] = networks_for(config)


def networks_for(config: Config) -> Networks:
    """Shared where a server is named for it. What speaks to one is not loaded for those who have none."""
    if not config.limits_url:
        return Networks()
    from app.web import shared  # noqa: PLC0415

    return Networks(shared=shared.Counts(config.limits_url, config.keys.pepper))


def current_networks() -> Networks:
    """This app's."""
    return cast(Networks, current_app.extensions[EXTENSION])


def _prefix(address: str | None) -> bytes | None:
    """The network that an address is in: its /24, or its /48; None where it is in none."""
    try:
        known = ipaddress.ip_address(address or "")
    except ValueError:
        return None
    if known.is_loopback:
        return None
    bits = 24 if known.version == 4 else 48
    return ipaddress.ip_network((known, bits), strict=False).network_address.packed
