"""An invented London in the pool, and people who publish what is drawn from it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from app.insight import service as insight
from config import Keys
from safety.periods import drawn_from

POOL = b"p" * 16
QUARTERS = ("2029-Q2", "2029-Q3", "2029-Q4", "2030-Q1")
YEAR = "2029-30"


def no_noise(counts, sd):
    """For tests that look at what was counted."""
    return list(counts)


@dataclass
class Office:
    """Builds and publishes, and remembers what went into the trail."""

    db: Session
    keys: Keys
    trail: list[tuple[str, str, str]] = field(default_factory=list)
    people: tuple[insight.Person, ...] = (insight.Person(uuid4(), "lead"), insight.Person(uuid4(), "manager"))

    def note(self, action: str, subject: str, detail: str) -> None:
        self.trail.append((action, subject, detail))

    def build(self, period: str, noise: Callable = no_noise, **more) -> UUID:
        now, told = more.pop("now", after(period)), more.pop("told", lambda tenths: None)
        asked = insight.Asked(period, **more)
        return insight.build(self.db, self.keys, asked, noise, self.note, now, told)

    def agree(self, period: str, person: insight.Person) -> insight.ReleaseView:
        return insight.agree(self.db, self.keys, period, person, self.note, after(period))

    def publish(self, period: str, noise: Callable = no_noise, **more) -> insight.ReleaseView:
        self.build(period, noise, **more)
        return [self.agree(period, person) for person in self.people][-1]

    def fill(self, many: int = 20, quarters: tuple[str, ...] = QUARTERS) -> None:
        for quarter in quarters:
            insight.simulate(self.db, self.keys, POOL, insight.London(many=many), quarter)

    def view(self, period: str) -> insight.ReleaseView:
        return insight.release_of(self.db, self.keys, period)


def after(period: str) -> datetime:
    """Noon of the day after the first on which a period may be drawn."""
    return datetime.combine(drawn_from(period) + timedelta(days=1), time(12), UTC)


@pytest.fixture
def office(db: Session, keys: Keys) -> Office:
    return Office(db, keys)
