"""Staff: sign-in, second factor, roles, the keyring, the audit trail."""

from flask import Flask, Response

from app.accounts import (
    invited_pages,
    paper_pages,
    passkey_pages,
    people_pages,
    proof_pages,
    session_pages,
    trail_pages,
    ways_pages,
)
from app.accounts.answers import clock, when_it_was
from app.accounts.entering import proved_lately
from app.accounts.pages import bp
from app.accounts.refusing import WORDS
from app.accounts.service import signed_in
from app.accounts.sessions import SealedSessions, browser
from app.web import assets, rail, refusals, staff_face
from app.web.audience import LEAD, SIGNED_IN, Audience

__all__ = [
    "invited_pages",
    "paper_pages",
    "passkey_pages",
    "people_pages",
    "proof_pages",
    "register",
    "session_pages",
    "trail_pages",
    "ways_pages",
]


def register(app: Flask) -> None:
    """Make an app the staff face: sealed sessions, the guard, the frame, and these pages."""
    app.session_interface = SealedSessions()
    app.before_request(_need_database)
    app.jinja_env.filters["day"] = when_it_was
    app.jinja_env.filters["clock"] = clock
    staff_face.set_up(app, _role_now, _name_now, proved_lately)
    refusals.say(app, WORDS)
    assets.add("passkey.js", "app.accounts", "static/passkey.js", assets.SCRIPT)
    assets.add("out.js", "app.accounts", "static/out.js", assets.SCRIPT)
    app.register_blueprint(bp)
    rail.add(app, "People", "accounts.people_page", LEAD, place=70)
    rail.add(app, "Keys", "accounts.keys_page", LEAD, place=71)
    rail.add(app, "Audit trail", "accounts.trail", LEAD, place=73)
    rail.add(app, "You", "accounts.account", SIGNED_IN, place=90)


def _need_database() -> Response | None:
    """Where the session could not be read, nobody is asked to sign in again: it is said."""
    return refusals.away() if browser().away else None


def _role_now() -> Audience | None:
    who = signed_in()
    return Audience(who.role.value) if who else None


def _name_now() -> str:
    who = signed_in()
    return who.display_name if who else ""
