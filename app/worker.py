"""The background process: says that it lives, and does each duty that is due.

Promise: it stops within a second when asked to, between two duties; a duty that fails is logged by kind and
place only, is tried again within the hour, and keeps no other from being done. Of several workers one at a
time does a duty, and none does what another has just done; messages alone are handed out one by one.
"""

import signal
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from secrets import token_hex
from types import FrameType

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app import turns
from app.web import health, quiet
from config import Keys

RETRY_AFTER = timedelta(hours=1)
AGAIN_AFTER = timedelta(days=1)
PAUSE = timedelta(seconds=2)
NOTED_FROM = timedelta(
    minutes=1
)  # what is done more often than this finds in the database what there is to do
BEAT = "sign of life"
CLOCKS_DIFFER = timedelta(minutes=1)  # what lies further ahead of now says that a clock went back


@dataclass(frozen=True)
class Duty:
    """Something to be done again and again: what, and how often. Says how much it did.

    One without a time between goes on for as long as it finds something to do, in all workers at once.
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
    name: str = field(default_factory=lambda: f"{health.BEATING} {token_hex(8)}")

    def run(self) -> None:
        """Work until asked to stop."""
        while not self.asked.is_set():
            if not self.step():
                self.asked.wait(self.pause.total_seconds())
        self._ends()

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
        if not self._is_due(BEAT, health.BEAT_EVERY, now):
            return True
        try:
            with self.new_session() as db:
                health.beat(db, now, self.name)
        except SQLAlchemyError as fault:
            quiet.failed("the worker's sign of life", fault)
            return False
        self.due[BEAT] = now + health.BEAT_EVERY
        return True

    def _ends(self) -> None:
        """Say that we stop, so that nobody waits for our silence."""
        try:
            with self.new_session() as db:
                health.ends(db, self.name)
        except SQLAlchemyError as fault:
            quiet.failed("the worker's last sign of life", fault)

    def stop(self, number: int = 0, frame: FrameType | None = None) -> None:
        """Finish the duty in hand, then end."""
        self.asked.set()

    def _due(self) -> Iterable[str]:
        now = self.clock()
        return [name for name, duty in self.duties.items() if self._is_due(name, duty.every, now)]

    def _is_due(self, name: str, every: timedelta, now: datetime) -> bool:
        """Whether its time has come, or lies further ahead than it was ever set: then the clock went back."""
        due = self.due.get(name, now)
        return due <= now or due > now + every + CLOCKS_DIFFER

    def _do(self, name: str) -> bool:
        """Do one duty; whether it is one that goes on for as long as there is something to do."""
        now, duty = self.clock(), self.duties[name]
        try:
            with self.new_session() as db:
                done = self._done(db, name, now) if duty.every else duty.do(db, self.keys, now)
        except Exception as fault:  # whatever it was, the other duties still count
            quiet.failed(f"{name} failed", fault)
            self.due[name] = now + min(RETRY_AFTER, duty.every)
            return False
        if done and duty.every:
            quiet.say(name, done=done)
        return bool(done) and not duty.every

    def _done(self, db: Session, name: str, now: datetime) -> int:
        """Do a duty in this worker's turn, unless another does it or has done it; how much it did."""
        duty = self.duties[name]
        with turns.turn(db, name) as ours:
            last = turns.last_done(db, name) if ours else None
            if last and last > now + CLOCKS_DIFFER:
                last = None
            if not ours or (last and last + duty.every > now):
                self.due[name] = last + duty.every if last else now + self.pause
                return 0
            db.rollback()  # nothing is left open of having looked
            done = duty.do(db, self.keys, now)
            if duty.every >= NOTED_FROM:
                turns.note_done(db, name, now)
            self.due[name] = now + duty.every
            return done


def listen(worker: Worker) -> None:
    """Let SIGTERM and SIGINT stop a worker."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, worker.stop)
