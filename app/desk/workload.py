"""A person's own caseload beside the published benchmark: for themselves, and for their lead's care.

Promise: an IDVA sees their own figures and nobody else's; a lead sees their service's where three or more
IDVAs work there, as numbers and nothing of any case.
"""

import csv
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from safety.workload import LEAST_PEOPLE, Benchmark, Load, per_whole_time

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Care:
    """What care.csv says: the benchmark, and where to turn."""

    benchmark: Benchmark
    source: str
    received: str
    name: str
    number: str
    hours: str


@dataclass(frozen=True)
class Own:
    """One person's figures."""

    who: accounts.StaffView
    opened: int
    ahead: int
    held_against: Benchmark
    load: Load


@dataclass(frozen=True)
class Service:
    """A service's figures; `people` is empty where too few work there."""

    people: tuple[Own, ...]
    each: float | None


@cache
def care() -> Care:
    """Read once."""
    with Path(__file__).with_name("care.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["kind"]: row for row in csv.DictReader(line for line in file if not line.startswith("#"))}
    told, turn = rows["benchmark"], rows["helpline"]
    benchmark = Benchmark(int(told["low"]), int(told["high"]))
    return Care(benchmark, told["source"], told["received"], turn["name"], turn["number"], turn["hours"])


def own(db: Session, staff: accounts.StaffView, now: datetime) -> Own:
    """This person's own."""
    return _figures(db, [staff], now)[0]


def of_service(db: Session, lead: accounts.StaffView, now: datetime) -> Service:
    """The service's, for its lead."""
    assert lead.service_id is not None
    idvas = accounts.idvas(db, lead.service_id)
    people = tuple(_figures(db, idvas, now)) if len(idvas) >= LEAST_PEOPLE else ()
    opened = sum(one.opened for one in people)
    return Service(people, per_whole_time(opened, [one.who.working_time for one in people]))


def _figures(db: Session, people: list[accounts.StaffView], now: datetime) -> list[Own]:
    """What the trail says was opened in a year (cases themselves go sooner), and what is ahead now."""
    ids = [one.id for one in people]
    opened = accounts.audit.counts(db, ids, cases.OPENED, now - YEAR)
    ahead = cases.ahead_of(db, ids, now)
    return [_own(one, opened.get(one.id, 0), ahead.get(one.id, 0)) for one in people]


def _own(who: accounts.StaffView, opened: int, ahead: int) -> Own:
    held_against = care().benchmark.of(who.working_time)
    return Own(who, opened, ahead, held_against, held_against.load(opened))
