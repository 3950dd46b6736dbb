"""The people of one service, for the tests of cases and of the desk."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from config import Keys
from tests.app.desk.leads import Leads, make_leads
from tests.app.desk.team import Team, make_team


@pytest.fixture
def team(db: Session, keys: Keys, now: datetime) -> Team:
    return make_team(db, keys, now)


@pytest.fixture
def leads(team: Team) -> Leads:
    return make_leads(team)
