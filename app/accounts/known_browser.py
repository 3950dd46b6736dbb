"""A browser in which somebody has signed in before, so that its tries are counted apart.

Promise: the cookie lets nobody in and names nobody; a stolen one slows only itself.
"""

import hmac
import secrets
from datetime import timedelta

from flask import Response, after_this_request, request

from app.accounts import tries
from app.accounts.sessions import decoded, encoded
from app.web.current import current_keys
from safety.errors import NotOpened

COOKIE = "__Host-k"
CONTEXT = b"known browser"
KEPT = timedelta(days=180)
ID_BYTES = 16


def known_to(address: str) -> bytes:
    """This browser's id where this person has signed in in it before; else nothing."""
    raw = decoded(request.cookies.get(COOKIE, ""))
    try:
        said = current_keys().data.open(raw, CONTEXT)
    except NotOpened:
        return b""
    own, browser = said[:-ID_BYTES], said[-ID_BYTES:]
    return browser if hmac.compare_digest(own, tries.name_of(current_keys(), address)) else b""


def remember(address: str) -> None:
    """Know this browser from now on."""
    browser = known_to(address) or secrets.token_bytes(ID_BYTES)
    sealed = current_keys().data.seal(tries.name_of(current_keys(), address) + browser, CONTEXT)

    @after_this_request
    def keep(response: Response) -> Response:
        response.set_cookie(
            COOKIE, encoded(sealed), max_age=KEPT, secure=True, httponly=True, samesite="Lax", path="/"
        )
        return response
