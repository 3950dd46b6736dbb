"""`outbox_exact`: workers are killed at random while messages flow to a provider that fails in every way.

Afterwards every message was accepted exactly once, none was lost, and none went outside its window.
"""

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
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import Engine, create_engine, func, select
from sqlalchemy.orm import Session

from app.cases import service as cases
from app.db import ENGINE_OPTIONS, set_up_engine
from app.messaging import choosing, reach, senders
from app.messaging.models import Outgoing, State
from app.parent import PARENT
from config import Config
from safety.contact import DAY_MINUTES, Rule, Window, may_text
from tests.app.desk.team import Team, make_team
from tests.twilio import ALL, OK, Taken, provider

ROOT = Path(__file__).resolve().parents[2]
CASES, SOON, NOT_NOW = 20, 4, 2
RING = choosing.Choice("ring", "en", choosing.When.NEXT)
ENOUGH, SECONDS_A_KILL = 300.0, 1.5
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
    """The workers, by the same command again and again."""

    url: str
    provider: str
    var_dir: Path
    running: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def start(self) -> None:
        named = {"DEMO": "1", "VAR_DIR": str(self.var_dir), PARENT: str(os.getpid())}
        command = [sys.executable, "-m", "tests.crash.worker", self.url, self.provider]
        log = (self.var_dir / "workers.txt").open("ab")
        started = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **named}, stdout=log, stderr=log)
        log.close()
        self.running.append(started)

    def kill(self, which: int) -> None:
        one = self.running.pop(which % len(self.running))
        one.send_signal(signal.SIGKILL)
        one.wait()

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
    with provider(faults=fault) as known, _fleet(Fleet(url, known.url, var_dir)) as fleet:
        wanted = _fill(engine, var_dir, messages)
        for _ in range(workers):
            fleet.start()
        _kill_until_done(engine, fleet, seen, chance, wanted)
        _judge(engine, seen, known.taken, wanted)
    engine.dispose()
    return seen


@contextmanager
def _fleet(fleet: Fleet) -> Iterator[Fleet]:
    try:
        yield fleet
    finally:
        fleet.end()


@dataclass(frozen=True)
class Wanted:
    """What is to arrive: so many messages to each number, by these rules; to the last ones none now."""

    to: Counter[str]
    rules: dict[str, Rule]
    keys: list[UUID]


def _fill(engine: Engine, var_dir: Path, messages: int) -> Wanted:
    """Cases with a number each: most may be texted now, some in a minute, some not for days."""
    config = Config.from_env({"DEMO": "1", "VAR_DIR": str(var_dir)})
    now = datetime.now(UTC)
    wanted = Wanted(Counter(), {}, [])
    with Session(engine, expire_on_commit=False) as db:
        team = make_team(db, config.keys, now)
        senders.set_look(db, config.keys, senders.Look(name="Reminder"), team.lead, now)
        ids = [_case(team, config, place, wanted) for place in range(CASES)]
        by = choosing.By(team.idva, config, now)
        for number in range(messages):
            place, key = number % CASES, uuid4()
            choosing.send(db, key, ids[place], RING, by)
            if place < CASES - NOT_NOW:
                wanted.to[_number(place)] += 1
                wanted.keys.append(key)
    return wanted


def _case(team: Team, config: Config, place: int, wanted: Wanted) -> UUID:
    case_id, _ = team.open(reference=f"C-{place}", contact=cases.Contact(cases.How.SPEAKING))
    agreed = reach.Agreed(
        number=_number(place), texts=True, windows=_windows(place, team.now), on_holidays=True
    )
    reach.record(team.db, config.keys, case_id, agreed, team.idva, team.now)
    wanted.rules[agreed.number] = agreed.rule(team.now)
    return case_id


def _windows(place: int, now: datetime) -> frozenset[Window]:
    """Always; from the next minute but one on; or in three days."""
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


def _kill_until_done(engine: Engine, fleet: Fleet, seen: Seen, chance: random.Random, wanted: Wanted) -> None:
    """Kill one at random every so often and start another; then wait until all is sent, or for too long."""
    end = time.monotonic() + ENOUGH + seen.asked * SECONDS_A_KILL
    while time.monotonic() < end:
        time.sleep(chance.uniform(0, SECONDS_A_KILL))
        if seen.kills < seen.asked and _goes_on(engine, wanted):
            fleet.kill(chance.randrange(len(fleet.running)))
            fleet.start()
            seen.kills += 1
        elif not _goes_on(engine, wanted):
            return


def _goes_on(engine: Engine, wanted: Wanted) -> bool:
    with Session(engine) as db:
        sent = select(func.count()).where(Outgoing.id.in_(wanted.keys), Outgoing.state == State.SENT)
        return (db.scalar(sent) or 0) < len(wanted.keys)


def _judge(engine: Engine, seen: Seen, taken: list[Taken], wanted: Wanted) -> None:
    """What the provider accepted, against what was wanted and what the outbox says."""
    came = Counter(message.to for message in taken)
    seen.lost = sum((wanted.to - came).values())
    seen.doubled = sum((came - wanted.to).values())
    seen.outside = sum(not may_text(wanted.rules[each.to], each.at, frozenset()) for each in taken)
    with Session(engine) as db:
        known = set(db.scalars(select(Outgoing.sid).where(Outgoing.sid.is_not(None))))
    seen.unknown = len({each.sid for each in taken} ^ known)
