"""What every answer on the survivors' host says about itself, and who may have asked.

Promise: nothing of it is stored, framed, indexed, named to another site, or read by one. A post from
another site does nothing.
"""

from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Flask, Request, Response

from safety.wire import CONTENT_TYPE

SHUT = "default-src 'none'"  # where nothing is to run
FOR_ALL = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# What only some answers can be obeyed in is spared the others, on a line that is paid for.
FOR_LOOKS = {"X-Robots-Tag": "noindex"}  # no robot posts, and a redirect is not indexed
FOR_GOING_ON = {"Referrer-Policy": "no-referrer"}  # bytes that answer a post lead nowhere
FOR_PAGES = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(),geolocation=(),microphone=()",
}
FOR_TLS = {"Strict-Transport-Security": "max-age=63072000"}
# what each kind of answer says, by whether it sends on, and by its type; no page says any of it itself
MOVED = FOR_ALL | FOR_GOING_ON
OTHER = MOVED | FOR_LOOKS
BY_TYPE: dict[str | None, dict[str, str]] = {CONTENT_TYPE: FOR_ALL, "text/html": OTHER | FOR_PAGES}


def set_up(app: Flask) -> None:
    """Dress every answer of this app."""
    always = FOR_TLS if app.config["BEFOREHAND"].scheme == "https" else {}

    @app.after_request
    def dress(response: Response) -> Response:
        moved, kind = response.status_code == HTTPStatus.SEE_OTHER, response.mimetype
        if moved:
            response.headers.pop("Content-Type", None)  # there is no body
        elif kind != CONTENT_TYPE:  # of which no browser makes a page; nothing in it could run
            response.headers.setdefault("Content-Security-Policy", SHUT)
        response.headers.extend(always | (MOVED if moved else BY_TYPE.get(kind, OTHER)))
        return response


def ours(request: Request, survivor_url: str) -> bool:
    """Whether a post can come from our own page: older browsers say nothing, and are served."""
    site = request.headers.get("Sec-Fetch-Site", "none")
    origin = request.headers.get("Origin", "null")
    return site in {"same-origin", "none"} and (origin in {"null", survivor_url} or _here(request, origin))


def same_origin_navigation(request: Request) -> bool:
    """Whether someone went here from our own page, by their own hand."""
    wanted = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    return all(request.headers.get(name) == value for name, value in wanted.items())


def _here(request: Request, origin: str) -> bool:
    try:
        return urlsplit(origin).netloc == request.host
    except ValueError:
        return False
