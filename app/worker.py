"""The background process: says that it lives, and does its duties at its start and then each in its turn.

Promise: it stops within a second when asked to, between two duties; a duty that fails is logged by kind and
place only, is tried again within the hour, and keeps no other from being done.
"""

import signal
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import FrameType

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.web import health, quiet
from config import Keys

RETRY_AFTER = timedelta(hours=1)
AGAIN_AFTER = timedelta(days=1)
PAUSE = timedelta(seconds=2)
BEAT = "sign of life"


@dataclass(frozen=True)
class Duty:
    """Something to be done again and again: what, and how often. Says how much it did.

    One without a time between goes on for as long as it finds something to do.
    """

    do: Callable[[Session, Keys, datetime], int]
    every: timedelta = AGAIN_AFTER


@dataclass
class Worker:
    """One worker: what it does, when each duty is due, and whether it was asked to stop."""

    duties: dict[str, Duty]
    new_session: Callable[[], Session]
    keys: Keys
    clock: Callable[[], datetime]
    pause: timedelta = PAUSE
    due: dict[str, datetime] = field(default_factory=dict)
    asked: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Work until asked to stop."""
        while not self.asked.is_set():
            if not self.step():
                self.asked.wait(self.pause.total_seconds())

    def step(self) -> bool:
        """Say that we live, and do what is due; whether more of it may be due at once."""
        if not self._lives():
            return False
        again = False
        for name in self._due():
            if self.asked.is_set():
                return False
            again = self._do(name) or again
        return again

    def _lives(self) -> bool:
        """Say so every so often; False where the database is away."""
        now = self.clock()
        if self.due.get(BEAT, now) > now:
            return True
        try:
            with self.new_session() as db:
                health.beat(db, now)
        except SQLAlchemyError as fault:
            quiet.failed("the worker's sign of life", fault)
            return False
        self.due[BEAT] = now + health.BEAT_EVERY
        return True

    def stop(self, number: int = 0, frame: FrameType | None = None) -> None:
        """Finish the duty in hand, then end."""
        self.asked.set()

    def _due(self) -> Iterable[str]:
        now = self.clock()
        return [name for name in self.duties if self.due.get(name, now) <= now]

    def _do(self, name: str) -> bool:
        """Do one duty; whether it is one that goes on for as long as there is something to do."""
        now = self.clock()
        try:
            with self.new_session() as db:
                done = self.duties[name].do(db, self.keys, now)
        except Exception as fault:  # whatever it was, the other duties still count
            quiet.failed(f"{name} failed", fault)
            self.due[name] = now + min(RETRY_AFTER, self.duties[name].every)
            return False
        self.due[name] = now + self.duties[name].every
        if done and self.duties[name].every:
            quiet.say(name, done=done)
        return bool(done) and not self.duties[name].every


def listen(worker: Worker) -> None:
    """Let SIGTERM and SIGINT stop a worker."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, worker.stop)
