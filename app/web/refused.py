"""How often staff pages were refused: a line of the log with numbers, and nothing of who asked for what.

Promise: every refusal is counted, by its kind; a line comes with the first and then once a minute at most, so
that whoever asks again and again fills no log. No person, page or address is in it (ASVS 5.0.0, 16.3.2).
"""

import threading
from collections import Counter
from datetime import datetime, timedelta
from enum import StrEnum

from flask import Flask, current_app, g

from app.web import quiet

EXTENSION = "beforehand_refused"
QUIET = timedelta(minutes=1)
SENTENCE = "staff pages were refused"


class Kind(StrEnum):
    """Why: a page of another role; a post that did not come from our pages; a rule about this thing."""

    ROLE = "by_role"
    ELSEWHERE = "from_elsewhere"
    RULE = "by_rule"


class Tally:
    """What was refused in this process since the last line about it."""

    def __init__(self) -> None:
        self._lock, self._counts = threading.Lock(), Counter[str]()
        self._said: datetime | None = None

    def note(self, kind: Kind, now: datetime) -> None:
        """Count one more; say all that were counted where it is time."""
        with self._lock:
            self._counts[kind.value] += 1
            if self._said is not None and timedelta() <= now - self._said < QUIET:
                return
            told, self._said = dict(self._counts), now
            self._counts.clear()
        quiet.warn(SENTENCE, **{each.value: told.get(each.value, 0) for each in Kind})


def set_up(app: Flask) -> None:
    """Begin to count, for one app."""
    app.extensions[EXTENSION] = Tally()


def because(kind: Kind) -> None:
    """Say why this request is about to be refused."""
    g.setdefault("refused_because", kind)


def note(now: datetime) -> None:
    """This request was refused."""
    tally: Tally = current_app.extensions[EXTENSION]
    tally.note(g.pop("refused_because", Kind.RULE), now)
