"""Beforehand's service. `create_app` is the only place where its parts are joined."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from flask import Flask

from app import accounts, cases, community, desk, inbox, messaging, translating, voice
from app.db import ENGINE_OPTIONS, db, set_up_engine
from app.web import health, quiet, survivor_headers
from app.web.current import utc_now
from app.web.limits import MAX_READ
from config import Config


class Face(StrEnum):
    """The two hosts: each is an app of its own, and neither can resolve the other's addresses."""

    SURVIVOR = "survivor"
    STAFF = "staff"


def create_app(config: Config, face: Face, clock: Callable[[], datetime] = utc_now) -> Flask:
    """One host's app. Nothing of the other host is registered in it."""
    app = quiet.QuietFlask(__name__, static_folder=None, template_folder=None)
    app.config.update(
        BEFOREHAND=config,
        CLOCK=clock,
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=ENGINE_OPTIONS,
        MAX_CONTENT_LENGTH=MAX_READ,
    )
    db.init_app(app)
    with app.app_context():
        set_up_engine(db.engine)
    if face is Face.SURVIVOR:
        survivor_headers.set_up(app)
        voice.register(app)
    else:
        health.register(app)
        accounts.register(app)
        cases.register(app)
        desk.register(app)
        translating.register(app)
        messaging.register(app)
        inbox.register(app)
        community.register(app, inbox.links)
    return app
