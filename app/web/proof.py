"""Pages before which somebody shows once more that it is them: keys, cover, whose a case is, who works here.

Promise: nothing of such a page is shown or done in a session whose person did not do so a short while ago, so
that a desk that was left open changes nobody's keys.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from app.web import staying

P = ParamSpec("P")
R = TypeVar("R")
ATTRIBUTE = "proof"
PROVE = "accounts.prove_page"
TITLE = "Please show that it is you"
ELSEWHERE = (
    "It has been a while. In another tab open “You”, then “Show that it is you”. Then press again here."
)
UNDONE = "It has been a while, so nothing was done. Show that it is you, then press again."


def proved_lately(page: Callable[P, R]) -> Callable[P, R]:
    """State that a page needs it; goes directly under the audience."""
    setattr(page, ATTRIBUTE, True)
    return page


def needed(page: Callable[..., object]) -> bool:
    """Whether a page states it."""
    return bool(getattr(page, ATTRIBUTE, False))


def ask() -> Response:
    """To where it is shown, and back to the page that was asked for."""
    if staying.asked():
        return staying.refused(403, TITLE, ELSEWHERE)
    if request.method in {"GET", "HEAD"}:
        return redirect(url_for(PROVE, next=request.full_path.removesuffix("?")), 303)
    flash(UNDONE, "warning")
    return redirect(url_for(PROVE, next=_page_of()), 303)


def _page_of() -> str | None:
    """The page of ours that the button stood on."""
    parts = urlsplit(request.referrer or "")
    return parts.path if parts.netloc == request.host else None
