"""A service with a rota, an organisation with somebody in it, and one more of each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.accounts import staff as people
from app.accounts.models import Role, Staff, StaffState
from app.community import kits, organisations
from app.community.kits import KitView, Plan
from app.community.organisations import About, Viewer
from app.db import writing
from app.inbox import links, rota
from config import Keys
from tests.app.desk.team import AREA, Team, client_for, make_team
from tests.app.inbox.conftest import quick_link, rota_for

PLAN = Plan("Friday group", ("ar", "en"), "list", False, "", ("poster", "cards", "share"))
CIRCLE = About("Starling Circle", ("ar", "en"), (AREA,))


class QuickPool:
    """The pool itself, but each code is quick to lock."""

    make_link = staticmethod(quick_link)

    def __getattr__(self, name: str) -> Any:
        return getattr(links, name)


POOL = QuickPool()


@dataclass
class Circle:
    """A service's team, its organisation, and who signs in for it."""

    team: Team
    organisation_id: UUID
    member: accounts.StaffView

    @property
    def viewer(self) -> Viewer:
        return organisations.viewer(self.team.db, self.member, self.team.now)

    @property
    def lead(self) -> Viewer:
        return Viewer(self.team.lead)

    def make(self, plan: Plan = PLAN, viewer: Viewer | None = None) -> KitView:
        """A kit, as its organisation makes it."""
        made = kits.make_kit(self.team.db, self.team.keys, POOL, viewer or self.viewer, plan, self.team.now)
        return self.kit(made, viewer)

    def kit(self, kit_id: UUID, viewer: Viewer | None = None, now: datetime | None = None) -> KitView:
        who, at = viewer or self.viewer, now or self.team.now
        return kits.kit_of(self.team.db, self.team.keys, POOL, who, kit_id, at)


def member_of(team: Team, organisation_id: UUID | None, name: str = "Hodan") -> accounts.StaffView:
    """Somebody whose role is a community organisation's, signed up and active; they have no key."""
    row = Staff(
        id=uuid4(),
        service_id=team.service_id,
        role=Role.COMMUNITY,
        email=f"{uuid4()}@example.org",
        display_name=name,
        state=StaffState.ACTIVE,
        created_at=team.now,
        totp_last_step=0,
    )
    row.mac = people.row_mac(team.keys, row)
    with writing(team.db):
        team.db.add(row)
    if organisation_id:
        organisations.take_in(team.db, team.keys, team.lead, organisation_id, row.id, team.now)
    team.privates[row.id] = []
    return people.view(row)


def make_circle(db: Session, keys: Keys, now: datetime, about: About = CIRCLE) -> Circle:
    """A service of its own, with a rota."""
    team = make_team(db, keys, now)
    rota.save_rota(db, keys, rota_for(team), team.lead, now)
    made = organisations.make_organisation(db, keys, team.lead, about, now)
    return Circle(team, made, member_of(team, made))


@pytest.fixture
def circle(db: Session, keys: Keys, now: datetime) -> Circle:
    return make_circle(db, keys, now)


@pytest.fixture
def browser_of(staff_app: Flask, circle: Circle) -> Callable[[Any], FlaskClient]:
    """Signed-in browsers on the staff host."""
    staff_app.config["WTF_CSRF_ENABLED"] = False
    return lambda who: client_for(staff_app, circle.team, who)
