"""A service with a rota, a community link, and what comes over it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.entry import service as entry
from app.inbox import links, rota, service
from app.voice import service as voice
from config import Keys
from safety import sealing
from safety.sealing import Header, Kind
from tests.app.desk.leads import Leads, make_leads
from tests.app.desk.team import AREA, VIEWS, Team, client_for, make_team
from tests.links import QUICK

LOOKS = entry.Looks("plain", "en", "en")
ROUTE = "020 7946 0555"
KIT = uuid4()
quick_link = partial(links.make_link, rounds=QUICK)
SAID = {
    **VIEWS,
    "a": {**VIEWS["a"], "years": {"c": ["adult"], "t": ""}, "known": {"c": ["yes"], "t": "Amal"}},
}


@dataclass
class Duty:
    """The team with its rota and one link."""

    team: Team
    link_id: UUID

    def waiting(self) -> list[service.Waiting]:
        return service.waiting(self.team.db, self.team.service_id)

    def arrives(
        self, said: Any = None, at: datetime | None = None, sitting: UUID | None = None, call: bool = False
    ) -> UUID:
        """Somebody sends something: sealed to whom the link names."""
        db, keys, sitting = self.team.db, self.team.keys, sitting or uuid4()
        link = entry.by_id(db, self.link_id)
        header = Header(link.id.bytes, sitting.bytes, 1, Kind.FINAL, urgent=True, wants_call=call)
        content = json.dumps(SAID if said is None else said).encode()
        blob = sealing.seal(header, content, entry.facts_of(keys, link).recipients)
        voice.store(db, keys, link, sealing.parse(blob), blob, duress=False, now=at or self.team.now)
        return sitting


def rota_for(team: Team) -> rota.Rota:
    """The two IDVAs in turns."""
    one, two = team.idva.id, team.other.id
    return rota.Rota((one, two, one, two, one), "16:00", ROUTE)


@pytest.fixture
def team(db: Session, keys: Keys, now: datetime) -> Team:
    return make_team(db, keys, now)


@pytest.fixture
def duty(team: Team) -> Duty:
    rota.save_rota(team.db, team.keys, rota_for(team), team.lead, team.now)
    return Duty(team, quick_link(team.db, team.keys, KIT, AREA, LOOKS, team.lead, team.now))


@pytest.fixture
def browser_of(staff_app: Flask, team: Team) -> Callable[[Any], FlaskClient]:
    """Signed-in browsers on the staff host."""
    staff_app.config["WTF_CSRF_ENABLED"] = False
    return lambda who: client_for(staff_app, team, who)


@pytest.fixture
def leads(duty: Duty) -> Leads:
    """Three leads hold recovery; the link that is out there names the key that they hold."""
    made = make_leads(duty.team)
    service.refresh(duty.team.db, duty.team.keys, duty.team.now)
    entry.turn_epoch(duty.team.db)
    return made


@pytest.fixture
def there(db: Session, keys: Keys, now: datetime) -> Duty:
    """Another service with a rota and a link of its own."""
    team = make_team(db, keys, now)
    rota.save_rota(db, keys, rota_for(team), team.lead, now)
    return Duty(team, quick_link(db, keys, KIT, AREA, LOOKS, team.lead, now))
