"""The people of one service, for the tests of cases and of the desk."""

from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from config import Keys
from tests.app.desk.team import Team, client_for, make_team


@pytest.fixture
def team(db: Session, keys: Keys, now: datetime) -> Team:
    return make_team(db, keys, now)


@pytest.fixture
def browser(staff_app: Flask, team: Team) -> FlaskClient:
    """The IDVA at her desk."""
    staff_app.config["WTF_CSRF_ENABLED"] = False
    return client_for(staff_app, team, team.idva)
