"""Who may see a staff page: decided once, before the page runs, by what the route states.

Promise: a route that states no audience answers nobody. Somebody else's page is refused, whoever asks;
nobody's session is asked to sign in and then taken back to where they were going; and some pages want it
shown once more that it is them.
"""

from collections.abc import Callable

from flask import Flask, Request, abort, current_app, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app.web import proof, refused, staying
from app.web.audience import MACHINE, PUBLIC_STAFF, SIGNED_IN, Audience, audience_of

SIGN_IN = "accounts.sign_in_page"
UNSAVED = "You were signed out, and what you had just sent was not saved. Please sign in again."
OPEN = frozenset({MACHINE, PUBLIC_STAFF})
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_SITE = frozenset({"same-origin", "none"})


def set_up(app: Flask, role_now: Callable[[], Audience | None], proved_now: Callable[[], bool]) -> None:
    """Stand before every page of the staff host."""

    def guard() -> ResponseReturnValue | None:
        return _answer(role_now, proved_now)

    app.before_request(guard)


def came_from(asked: str | None) -> str | None:
    """An address of ours to go back to after signing in; None for anything else."""
    if not asked or not asked.startswith("/staff/") or "\\" in asked or "//" in asked:
        return None
    return asked if asked.isprintable() else None


def from_here(asked: Request) -> bool:
    """Whether a post can come from one of our own pages: behind its token, a second lock on each form.

    Older browsers say neither; whoever says something says that it is us (Fetch Metadata; RFC 6454, 7).
    """
    site, origin = asked.headers.get("Sec-Fetch-Site", "none"), asked.headers.get("Origin")
    return site in OWN_SITE and (origin is None or origin.rpartition("//")[2] == asked.host)


def _answer(role_now: Callable[[], Audience | None], proved_now: Callable[[], bool]) -> Response | None:
    if request.endpoint is None:
        return None
    page = current_app.view_functions[request.endpoint]
    stated = audience_of(page)
    if MACHINE not in stated and request.method not in SAFE and not from_here(request):
        refused.because(refused.Kind.ELSEWHERE)
        abort(403)
    if stated & OPEN:
        return None
    role = role_now() if stated else None
    if stated and role is None:
        return _to_sign_in()
    if SIGNED_IN not in stated and role not in stated:
        refused.because(refused.Kind.ROLE)
        abort(403)
    return proof.ask() if proof.needed(page) and not proved_now() else None


def _to_sign_in() -> Response:
    if staying.asked():
        return staying.signed_out()
    if request.method not in {"GET", "HEAD"}:
        if not session.get("_flashes"):  # said once, however often it was tried
            flash(UNSAVED, "warning")
        return redirect(url_for(SIGN_IN), 303)
    asked = came_from(request.full_path.removesuffix("?"))
    return redirect(url_for(SIGN_IN, next=None if asked == "/staff/" else asked), 303)
