"""Waiting for something outside this process: looks again and again, gives up loudly."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PAUSE = 0.02
AGAIN_MS = 9_000  # a page asks again after so long: its own clock, installed, is put on by this, not sat out


def until(seen: Callable[[], T], within: float = 30) -> T:
    """What was waited for, as soon as it is there."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        if found := seen():
            return found
        time.sleep(PAUSE)
    raise AssertionError(f"waited {within} seconds in vain")
