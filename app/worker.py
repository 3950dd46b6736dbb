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


@dataclass(frozen=True)
class Duty:
    """Something to be done again and again: what, and how often. Says how much it did."""

    do: Callable[[Session, Keys, datetime], int]
    every: timedelta = AGAIN_AFTER


@dataclass
class Worker:
    """One worker: what it does, when each duty is due, and whether it was asked to stop."""

    duties: dict[str, Duty]
    new_session: Callable[[], Session]
    keys: Keys
    clock: Callable[[], datetime]
    due: dict[str, datetime] = field(default_factory=dict)
    asked: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Work until asked to stop."""
        while not self.asked.is_set():
            self.step()
            self.asked.wait(health.BEAT_EVERY.total_seconds())

    def step(self) -> None:
        """Say that we live, and do what is due."""
        try:
            with self.new_session() as db:
                health.beat(db, self.clock())
        except SQLAlchemyError as fault:
            quiet.failed("the worker's sign of life", fault)
            return
        for name in self._due():
            if self.asked.is_set():
                return
            self._do(name)

    def stop(self, number: int = 0, frame: FrameType | None = None) -> None:
        """Finish the duty in hand, then end."""
        self.asked.set()

    def _due(self) -> Iterable[str]:
        now = self.clock()
        return [name for name in self.duties if self.due.get(name, now) <= now]

    def _do(self, name: str) -> None:
        now = self.clock()
        try:
            with self.new_session() as db:
                done = self.duties[name].do(db, self.keys, now)
        except Exception as fault:  # whatever it was, the other duties still count
            quiet.failed(f"{name} failed", fault)
            self.due[name] = now + min(RETRY_AFTER, self.duties[name].every)
        else:
            self.due[name] = now + self.duties[name].every
            if done:
                quiet.say(name, done=done)


def listen(worker: Worker) -> None:
    """Let SIGTERM and SIGINT stop a worker."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, worker.stop)
