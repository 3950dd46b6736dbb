"""What is typed stays on its page until it was taken: how a form's script is answered instead of a browser.

Promise: to a form sent by the page's own script a way on is told, not followed, and a refusal is told in
words; nothing that was typed is echoed or kept. Who is signed out hears only that.
"""

from collections.abc import Callable

from flask import Blueprint, Flask, Response, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from app.web.audience import SIGNED_IN, audience
from app.web.described import described, told

HEADER = "X-Stays"
EXTENSION = "beforehand_who"

bp = Blueprint("staying", __name__)


@bp.get("/staff/here")
@audience(SIGNED_IN)
@described({200: told(who={"type": "string"}, token={"type": "string"})})
def here() -> ResponseReturnValue:
    """Who is signed in now, and the token that their forms carry."""
    return jsonify(who=current_app.extensions[EXTENSION](), token=generate_csrf())


def set_up(app: Flask, name_now: Callable[[], str]) -> None:
    """Answer pages that stay."""
    app.extensions[EXTENSION] = name_now
    app.register_blueprint(bp)
    app.after_request(_told)


def asked() -> bool:
    """Whether the page that sent this waits to hear how it went. Other sites cannot send the header."""
    return HEADER in request.headers


def come() -> Response:
    """It was taken, and the page that was asked for is made once the browser itself sends the same again."""
    return Response(status=204)


def signed_out() -> Response:
    """Nothing was saved, and nothing is said of it later: the page that stays says so itself."""
    return _answer(401)


def refused(status: int, title: str, text: str) -> Response:
    """A refusal, for the page that stays to say."""
    return _answer(status, title=title, text=text)


def _told(response: Response) -> Response:
    """A way on is told: followed by the script, its page's message would be shown to nobody."""
    if asked() and 300 <= response.status_code < 400:
        response.set_data(jsonify(go=response.headers.pop("Location")).get_data())
        response.status_code, response.mimetype = 200, "application/json"
    return response


def _answer(status: int, **told: str) -> Response:
    answer = jsonify(told)
    answer.status_code = status
    return answer
