"""The survivors' host: every address of it.

Promise: whatever is asked for, and however, the answer is an everyday page with status 200, and a post is
answered by a redirect to the same address; what a redirect leads to has status 203, whatever was posted, so
that no Back shows it again. True status codes stand on `/s` alone.
"""

from urllib.parse import quote

from flask import Blueprint, Response, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from app.entry import service as entry
from app.entry.service import Document, Looks
from app.voice import asking, cookie, visit
from app.voice.cookie import Shows, State
from app.voice.plain import Away
from app.voice.visit import Visit
from app.web import quiet
from app.web.audience import SURVIVOR, audience
from app.web.current import current_config, current_db, current_keys, current_time
from app.web.described import BYTES, Shaped, described
from app.web.limits import current_networks
from app.web.locale import SOURCE, number_of, numbered
from app.web.survivor_headers import SHUT, ours, same_origin_navigation
from safety.wire import CONTENT_TYPE, MAX_BODY, Status

STORE = "/s"
LEAVE = "/x"
NOT_FOR_BACK = 203  # Chromium keeps a page for Back, no-store or not, where its status is 200 (0009)
KEPT = "k"  # something was kept on this phone by choice, or the everyday app is installed: leaving spares it
DULL = b"<!doctype html><html lang=en><title>Dates</title><p>This page is not here just now. Try again later."
FORM_TYPE = "application/x-www-form-urlencoded"

SEALED = Shaped(BYTES, {"type": "string", "format": "binary"})  # safety/wire.py says what each byte is

bp = Blueprint("voice", __name__, template_folder="templates")


@bp.get("/k/<path:token>")
@audience(SURVIVOR)
def link(token: str) -> Response:
    here = _here()
    response = _page(visit.link_page(here, token), _status(here))
    if seen := visit.seen(here):
        _set(response, seen)
    return response


@bp.post("/k/<path:token>")
@audience(SURVIVOR)
def link_posted(token: str) -> Response:
    here = _here()
    try:
        body = _body()
        return _again(visit.link_posted(here, token, body, _turn))
    except RequestEntityTooLarge:
        return _again(visit.too_large(here))
    except Away:
        return _later(_page(visit.later_page(here, token, body), 503))


@bp.get("/", defaults={"path": ""})
@bp.get("/<path:path>")
@audience(SURVIVOR)
def everyday(path: str) -> Response:
    here = _here()
    return _page(visit.everyday_page(here, _looks(path)), _status(here))


@bp.post("/", defaults={"path": ""})
@bp.post("/<path:path>")
@audience(SURVIVOR)
def everyday_posted(path: str) -> Response:
    return _again(visit.everyday_posted(_here(), _body()))


@bp.get(LEAVE)
@audience(SURVIVOR)
def leave() -> Response:
    response = Response(status=303, headers={"Location": current_config().leave_to or _same_app()})
    ours_came, told = cookie.NAME in request.cookies, "Sec-Fetch-Site" in request.headers
    if (ours_came and not told) or same_origin_navigation(request):
        if ours_came:
            _set(response, State(Shows.LEFT, current_time()))
        if KEPT not in request.args:
            response.headers["Clear-Site-Data"] = '"storage"'
    return response


@bp.get(STORE)
@audience(SURVIVOR)
def store_shown() -> Response:
    response = _page(visit.everyday_page(_here(), _looks("")), 405)
    response.headers["Allow"] = "POST"
    return response


@bp.post(STORE)
@audience(SURVIVOR)
@described({200: SEALED, 400: SEALED, 403: SEALED, 413: SEALED, 503: SEALED}, SEALED)
def store() -> Response:
    if not ours(request, current_config().survivor_url):
        return _answer(asking.short(Status.NOT_AUTHORISED))
    if request.mimetype != CONTENT_TYPE:
        return _answer(asking.wrong_type())
    if (request.content_length or 0) > MAX_BODY:
        return _answer(asking.short(Status.TOO_LARGE))
    raw = request.get_data(cache=False)
    return _answer(asking.receive(current_db(), current_keys(), raw, current_time()))


def wrong(fault: Exception) -> Response:
    """Whatever went wrong: the everyday page; on `/s` the truth."""
    if not isinstance(fault, HTTPException):
        quiet.failed("a page failed", fault)
    if request.path == STORE:
        return _answer(asking.fault(fault.code if isinstance(fault, HTTPException) else None))
    if request.method == "POST":
        return _again(None)
    return _page(_everyday_at_all())


def _everyday_at_all() -> Document:
    """The everyday app; in English where its own words are what failed; and if all fails, a dull sentence."""
    for looks in (_looks(""), Looks(usual().skin, SOURCE, SOURCE)):
        try:
            return entry.everyday(looks, _here().today, None, "identity")
        except Exception as fault:  # whatever it was: a server's own words for it would tell
            quiet.failed("an everyday app could not be made", fault)
    return Document(DULL, SHUT, "identity")


def _turn() -> None:
    """What a try waits for before it is made."""
    current_networks().wait_turn(request.remote_addr, current_time())


def _here() -> Visit:
    return visit.visit(
        current_db(),
        current_keys(),
        usual(),
        request.path,
        request.cookies.get(cookie.NAME) if "Cookie" in request.headers else None,  # few bring one
        request.headers.get("Accept-Encoding", ""),
        current_time(),
    )


def usual() -> Looks:
    """The service's everyday app: what stands at `/`."""
    config = current_config()
    return Looks(config.default_skin, config.default_locale, config.default_locale)


def _looks(path: str) -> Looks:
    """The skin that the address names, in a language that the phone asks for."""
    skin = path.removeprefix("a/") if path.startswith("a/") else ""
    return entry.everyday_looks(skin, wanted, usual())


def wanted(offered: list[str]) -> str | None:
    """The language whose number stands in the address, else the one that the phone asks for."""
    named = next((code for name in request.args if (code := numbered(name)) in offered), None)
    return named or request.accept_languages.best_match(offered)


def _same_app() -> str:
    """The everyday app whose name stands in the address, on its own: it is what the phone shows already."""
    return address_of(next(iter(request.args), ""))


def address_of(skin: str) -> str:
    """Where an everyday app stands by itself; with its language's number if the phone asks for another."""
    looks = entry.everyday_looks(skin, wanted, usual())
    asked = entry.everyday_looks(skin, request.accept_languages.best_match, usual())
    return home_of(looks.skin) + ("" if looks == asked else f"?{number_of(looks.cover_locale)}")


def home_of(skin: str) -> str:
    """Where an everyday app stands on its own."""
    return "/" if skin == usual().skin else f"/a/{skin}"


def _body() -> bytes:
    """A form's body; nothing of what another site sent, or of any other type."""
    fits = ours(request, current_config().survivor_url) and request.mimetype == FORM_TYPE
    return request.get_data(cache=False) if fits else b""


def _status(here: Visit) -> int:
    return NOT_FOR_BACK if here.posted else 200


def _page(document: Document, status: int = 200) -> Response:
    response = Response(document.body, status, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = document.csp
    if document.encoding != "identity":
        response.headers["Content-Encoding"] = document.encoding
    if document.leaves:
        response.headers["Refresh"] = f"{cookie.SHOWN_FOR.seconds}; url={document.leaves}"
    return response


def _again(state: State | None) -> Response:
    """To the same address, with what it is to show next."""
    number = next((f"?{name}" for name in request.args if numbered(name)), "")
    response = Response(status=303, headers={"Location": quote(request.path) + number})
    if state is not None:
        _set(response, state)
    return response


def _set(response: Response, state: State) -> None:
    value = cookie.seal(current_keys(), request.path, state)
    response.set_cookie(cookie.NAME, value, path="/", secure=True, httponly=True, samesite="Strict")


def _answer(answer: asking.Answer) -> Response:
    response = Response(answer.body, answer.http, content_type=CONTENT_TYPE)
    if answer.http == 405:
        response.headers["Allow"] = "POST"
    return _later(response) if answer.http == 503 else response


def _later(response: Response) -> Response:
    response.headers["Retry-After"] = str(asking.RETRY_AFTER)
    return response
