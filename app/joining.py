"""Where the parts of the service are joined: the only module that knows them all."""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from flask import Flask
from sqlalchemy.orm import Session, configure_mappers

from app import (
    Face,
    accounts,
    cases,
    community,
    deleting,
    desk,
    inbox,
    insight,
    leaving,
    messaging,
    quotes,
    review,
    standing,
    translating,
    voice,
)
from app.accounts import service as accounts_service
from app.cases import service as cases_service
from app.clock import utc_now
from app.db import current_db, db, set_up_engine
from app.desk import service as desk_service
from app.engine import ENGINE_OPTIONS
from app.entry import service as entry_service
from app.insight import service as insight_service
from app.web import health, limits, quiet, survivor_headers
from app.web.current import current_keys, current_time
from app.web.limits import MAX_READ
from app.web.quiet_flask import QuietFlask
from config import Config


def joined(config: Config, face: Face, clock: Callable[[], datetime]) -> Flask:
    """One host's app. Nothing of the other host is registered in it."""
    app = QuietFlask("app", static_folder=None, template_folder=None)
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
    limits.set_up(app, config)
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
        deleting.register(app)
        community.register(app, inbox.links)
        insight.register(app, told_to_insight(), insight.Acting(_me, _proved, _write))
        quotes.register(app)
        review.register(app)
        standing.register(app)
        accounts_service.when_somebody_leaves(app, leaving.somebody_left)
    return app


def make_ready(config: Config) -> None:
    """Make now what a process's first page would wait for: mappers, scripts, the everyday app, the form."""
    configure_mappers()
    usual = entry_service.Looks(config.default_skin, config.default_locale, config.default_locale)
    unknown, today = entry_service.likeness(config.keys, b"ready", usual, 0), utc_now().date()
    try:
        entry_service.everyday(usual, today)
        entry_service.document(unknown, today)
    except Exception as fault:  # whatever is in a catalogue: the other pages are there
        quiet.failed("the usual page could not be made", fault)


def told_to_insight() -> insight.Sources:
    """Counts and dates for the figures, by functions: that room imports nothing that holds a case."""
    kept, agendas = desk_service.tallying.kept, cases_service.agendas
    return insight.Sources(_viewer, kept, agendas, _services, _author, _trail, _names)


def _me() -> insight.Person:
    """Who is signed in, as releases know people."""
    seen = accounts_service.current_staff()
    return insight.Person(seen.id, seen.role)


def _proved(password: str, number: str) -> insight.Person:
    """Who is signed in, proved once more by their own password and number."""
    seen = accounts_service.current_staff()
    who = accounts_service.prove(current_db(), current_keys(), seen.email, password, number, current_time())
    return insight.Person(who.id, who.role)


def _write(actor: UUID | None, action: str, subject: str, detail: str) -> None:
    """A line of the trail."""
    accounts_service.append(current_db(), current_keys(), actor, action, subject, current_time(), detail)


def _viewer() -> insight.Viewer:
    """A lead looks at their own service; a manager at what they cover."""
    seen, here = accounts_service.current_staff(), current_db()
    if seen.role is accounts_service.Role.MANAGER:
        return insight.Viewer(covers=accounts_service.covered(here, seen))
    own = accounts_service.service_of(here, seen.service_id) if seen.service_id else None
    assert own is not None
    return insight.Viewer(service_id=own.id, service=own.name)


def _services(here: Session) -> dict[UUID, insight.Service]:
    """Every service, and how many IDVAs work there."""
    there = accounts_service.services(here)
    return {one.id: insight.Service(one.name, len(accounts_service.idvas(here, one.id))) for one in there}


def _author() -> insight_service.Author:
    """A lead writes for their service's areas, a manager for those that they cover; both for London."""
    seen, here = accounts_service.current_staff(), current_db()
    if seen.role is accounts_service.Role.MANAGER:
        covers = accounts_service.covered(here, seen)
        return insight_service.Author(
            seen.id, frozenset(insight_service.areas()) if covers is None else covers
        )
    own = accounts_service.service_of(here, seen.service_id) if seen.service_id else None
    return insight_service.Author(seen.id, frozenset(own.areas if own else ()))


def _trail(action: str, subject: str, detail: str) -> None:
    """A line of the trail, of who is signed in."""
    _write(accounts_service.current_staff().id, action, subject, detail)


def _names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Who somebody is, by name."""
    found = (accounts_service.staff(current_db(), one) for one in set(ids))
    return {one.id: one.display_name for one in found if one}
