"""How a refusal reads: a calm page that says what happened and what to do next.

Promise: a page of refusal or error names no survivor, echoes nothing that was sent, and loses nothing
that it does not say it lost.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, Response, current_app, g, make_response, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError

from app.web import refused, staying
from app.web.current import current_time
from app.web.said import worded
from safety.errors import SafetyRefusal

EXTENSION = "beforehand_refusals"
FORBIDDEN = 403


@dataclass(frozen=True)
class Words:
    """The page for one refusal. `way` is an endpoint that mends it, for what the refused page was about."""

    status: int
    title: str
    text: str
    way: str = ""
    way_says: str = ""


ERRORS = {
    400: Words(
        400, "We could not read that", "Something was missing or changed on the way. Go back and try again."
    ),
    403: Words(
        403, "This page is not for your role", "If you think that it should be, ask your service lead."
    ),
    404: Words(404, "There is no such page", "It may have moved, or what it showed was deleted in its time."),
    405: Words(405, "That cannot be done here", "Go back to the page before and use its buttons."),
    413: Words(
        413, "That was too long", "Nothing of it was saved. Go back, make it shorter, and send it again."
    ),
    415: Words(415, "We could not read that", "It came in a form that this page does not take."),
    429: Words(
        429, "That was too many in a short time", "Wait a minute, then try again. Nothing is blocked."
    ),
    500: Words(
        500, "Something went wrong here", "It was our fault. What you saved before is safe. Try again."
    ),
    503: Words(503, "Please try again in a moment", "The service is busy. What you saved before is safe."),
}
CSRF = Words(
    400, "This page was open for too long", "Nothing was saved. Go back, reload the page, and send it again."
)
GENERAL = Words(
    403, "That is not possible", "A rule that keeps survivors safe says no here. Nothing was changed."
)


def say(app: Flask, words: Mapping[str, Words]) -> None:
    """A capability's words for its own refusals, by code."""
    app.extensions.setdefault(EXTENSION, {}).update(words)


def set_up(app: Flask) -> None:
    """Answer every refusal and error of the staff host."""
    refused.set_up(app)
    app.register_error_handler(SafetyRefusal, _refusal)
    app.register_error_handler(CSRFError, lambda fault: page(CSRF))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, lambda fault: away())


def page(words: Words) -> Response:
    """The page itself; its words alone, where a page stays to say them. What is refused is counted."""
    if words.status == FORBIDDEN:
        refused.note(current_time())
    if staying.asked():
        return staying.refused(words.status, worded(words.title), worded(words.text))
    return make_response(render_template("web/refused.html", words=words, way=_way(words)), words.status)


def _way(words: Words) -> str:
    """Its address; empty where the refused page was about nothing that it needs."""
    if not words.way:
        return ""
    about = request.view_args or {}
    needs = {name for rule in current_app.url_map.iter_rules(words.way) for name in rule.arguments}
    return url_for(words.way, **{name: about[name] for name in needs}) if needs <= about.keys() else ""


def away() -> Response:
    """Without the database nobody is known, so the page is plain."""
    words = ERRORS[503]
    g.away = True
    if staying.asked():
        return staying.refused(words.status, words.title, words.text)
    answer = make_response(render_template("web/away.html", words=words), words.status)
    answer.headers["Retry-After"] = "10"
    return answer


def _refusal(refusal: SafetyRefusal) -> Response:
    known: Mapping[str, Words] = current_app.extensions.get(EXTENSION, {})
    return page(known.get(refusal.code, GENERAL))


def _http(fault: HTTPException) -> Response:
    code = fault.code or InternalServerError.code
    if code < 400:
        return Response(status=code, headers=fault.get_headers())
    answer = page(ERRORS.get(code, Words(code, ERRORS[400].title, ERRORS[400].text)))
    for name, value in fault.get_headers():
        if name in {"Allow", "Retry-After"}:
            answer.headers[name] = value
    return answer
