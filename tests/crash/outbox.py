"""`outbox_exact`: workers are killed at random while messages flow to a provider that fails in every way.

Afterwards every message was accepted exactly once, none was lost, and none went outside its window.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import Engine, create_engine, func, select
from sqlalchemy.orm import Session

from app.cases import service as cases
from app.db import set_up_engine
from app.engine import ENGINE_OPTIONS
from app.messaging import choosing, reach, senders
from app.messaging.models import Outgoing, State
from app.parent import PARENT
from config import Config
from safety.contact import DAY_MINUTES, Rule, Window, may_text
from tests.app.desk.team import Team, make_team
from tests.twilio import ALL, OK, Provider, Taken, provider
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[2]
CASES, SOON, NOT_NOW = 20, 4, 2
SOON_S = 12  # after this long the windows open of those that may be texted soon
RING = choosing.Choice("ring", "en", choosing.When.NEXT)
ENOUGH, MOMENT = 300.0, 0.3
HARM = 0.25  # how often the provider misbehaves


@dataclass
class Seen:
    """What came of one run."""

    seed: int
    messages: int
    asked: int
    kills: int = 0
    lost: int = 0
    doubled: int = 0
    outside: int = 0
    unknown: int = 0
    waiting: int = 0  # for a window that opens in days
    faults: Counter[str] = field(default_factory=Counter)

    @property
    def wrong(self) -> int:
        return self.lost + self.doubled + self.outside + self.unknown

    @property
    def misbehaved(self) -> int:
        """How often the provider did something else than take a text and say so."""
        return sum(self.faults.values()) - self.faults[OK]


@dataclass
class Fleet:
    """The workers, one after another begun by the same process."""

    begins: subprocess.Popen[str]
    ahead: timedelta = timedelta()
    running: list[int] = field(default_factory=list)

    def start(self) -> None:
        assert self.begins.stdin
        self.begins.stdin.write(f"{self.ahead.total_seconds()}\n")
        self.begins.stdin.flush()
        self.running.append(int(self.says()))

    def says(self) -> str:
        assert self.begins.stdout
        return self.begins.stdout.readline()

    def kill(self, which: int) -> None:
        one = self.running.pop(which % len(self.running))
        os.kill(one, signal.SIGKILL)
        until(lambda: not Path(f"/proc/{one}").exists())

    def end(self) -> None:
        while self.running:
            self.kill(0)


def run(url: str, var_dir: Path, messages: int, kills: int, workers: int, seed: int | None = None) -> Seen:
    """Put the messages in, let the workers work and die, and look."""
    seen = Seen(random.randrange(1 << 32) if seed is None else seed, messages, kills)
    chance = random.Random(seen.seed)

    def fault() -> str:
        how = chance.choice(ALL) if chance.random() < HARM else OK
        seen.faults[how] += 1
        return how

    engine = create_engine(url, **ENGINE_OPTIONS)
    set_up_engine(engine)
    with provider(faults=fault) as known, _fleet(url, known.url, var_dir) as fleet:
        desk = Desk.open(engine, var_dir, datetime.now(UTC).replace(second=60 - SOON_S, microsecond=0))
        fleet.says()
        fleet.ahead, known.clock = desk.goes_on(), desk.clock
        for _ in range(workers):
            fleet.start()
        _kill(fleet, seen, chance, desk, known)
        until(lambda: not desk.waits(), ENOUGH)
        desk.judge(seen, known.taken)
    engine.dispose()
    return seen


def _more_than(known: Provider, before: int) -> bool:
    return len(known.taken) > before


def _kill(fleet: Fleet, seen: Seen, chance: random.Random, desk: Desk, known: Provider) -> None:
    """While messages flow: kill the worker that has worked longest, at any moment, and start another."""
    while seen.kills < seen.asked:
        before = len(known.taken)
        desk.send_up_to(seen.messages // 2 + seen.messages * (seen.kills + 1) // seen.asked // 2)
        until(partial(_more_than, known, before), ENOUGH)
        time.sleep(chance.uniform(0, MOMENT))
        fleet.kill(0)
        fleet.start()
        seen.kills += 1
    desk.send_up_to(seen.messages)


@contextmanager
def _fleet(url: str, provider: str, var_dir: Path) -> Iterator[Fleet]:
    named = {"DEMO": "1", "VAR_DIR": str(var_dir), PARENT: str(os.getpid())}
    command = [sys.executable, "-m", "tests.crash.worker", url, provider]
    with (
        (var_dir / "workers.txt").open("ab") as log,
        subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **named},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as begins,
    ):
        fleet = Fleet(begins)
        try:
            yield fleet
        finally:
            fleet.end()


@dataclass
class Desk:
    """Who sends: cases with a number each; most may be texted now, some soon, some not for days."""

    engine: Engine
    config: Config
    team: Team
    ids: list[UUID] = field(default_factory=list)
    wanted: Counter[str] = field(default_factory=Counter)
    rules: dict[str, Rule] = field(default_factory=dict)
    keys: list[UUID] = field(default_factory=list)
    sent: int = 0
    ahead: timedelta = timedelta()

    @classmethod
    def open(cls, engine: Engine, var_dir: Path, now: datetime) -> Desk:
        """A service with its cases, opened in one moment, soon after which a minute begins."""
        config = Config.from_env({"DEMO": "1", "VAR_DIR": str(var_dir)})
        with Session(engine, expire_on_commit=False) as db:
            team = make_team(db, config.keys, now)
            senders.set_look(db, config.keys, senders.Look(name="Reminder"), team.lead, now)
            desk = cls(engine, config, team)
            for place in range(CASES):
                desk.add_case(place)
        return desk

    def goes_on(self) -> timedelta:
        """Time passes from that moment on, for whoever adds this to what their clock says."""
        self.ahead = self.team.now - datetime.now(UTC)
        return self.ahead

    def clock(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def add_case(self, place: int) -> None:
        case_id, _ = self.team.open(reference=f"C-{place}", contact=cases.Contact(cases.How.SPEAKING))
        windows = _windows(place, self.team.now)
        agreed = reach.Agreed(number=_number(place), texts=True, windows=windows, on_holidays=True)
        reach.record(self.team.db, self.config.keys, case_id, agreed, self.team.idva, self.team.now)
        self.ids.append(case_id)
        self.rules[agreed.number] = agreed.rule(self.team.now)

    def send_up_to(self, count: int) -> None:
        """Choose texts, case after case, until so many were chosen in all."""
        by = choosing.By(self.team.idva, self.config, self.clock())
        with Session(self.engine, expire_on_commit=False) as db:
            for number in range(self.sent, count):
                place, key = number % CASES, uuid4()
                choosing.send(db, key, self.ids[place], RING, by)
                if place < CASES - NOT_NOW:
                    self.wanted[_number(place)] += 1
                    self.keys.append(key)
        self.sent = max(self.sent, count)

    def waits(self) -> bool:
        """Whether any of those that may go has not gone."""
        with Session(self.engine) as db:
            done = select(func.count()).where(Outgoing.id.in_(self.keys), Outgoing.state == State.SENT)
            return (db.scalar(done) or 0) < len(self.keys)

    def judge(self, seen: Seen, taken: list[Taken]) -> None:
        """What the provider accepted, against what was wanted and what the outbox says."""
        came = Counter(message.to for message in taken)
        seen.lost = sum((self.wanted - came).values())
        seen.doubled = sum((came - self.wanted).values())
        seen.outside = sum(not may_text(self.rules[each.to], each.at, frozenset()) for each in taken)
        with Session(self.engine) as db:
            seen.waiting = db.scalar(select(func.count()).where(Outgoing.state == State.WAITING)) or 0
            known = set(db.scalars(select(Outgoing.sid).where(Outgoing.sid.is_not(None))))
        seen.unknown = len({each.sid for each in taken} ^ known)


def _windows(place: int, now: datetime) -> frozenset[Window]:
    """Always; from the next minute on; or in three days."""
    wall = cases.london(now + timedelta(minutes=1))
    today, tomorrow, later = ((wall.weekday() + days) % 7 for days in (0, 1, 3))
    if place < CASES - NOT_NOW - SOON:
        return frozenset(Window(day, 0, DAY_MINUTES) for day in range(7))
    if place < CASES - NOT_NOW:
        return frozenset(
            {Window(today, wall.hour * 60 + wall.minute, DAY_MINUTES), Window(tomorrow, 0, DAY_MINUTES)}
        )
    return frozenset({Window(later, 0, DAY_MINUTES)})


def _number(place: int) -> str:
    return f"+44740000{place:04}"
