"""What every answer on the survivors' host says about itself, and who may have asked.

Promise: nothing of it is stored, framed, indexed, named to another site, or read by one. A post from
another site does nothing.
"""

from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Flask, Request, Response

from safety.wire import CONTENT_TYPE

SHUT = "default-src 'none'"  # where nothing is to run
HEADERS = {
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
HSTS = "max-age=63072000"


def set_up(app: Flask) -> None:
    """Dress every answer of this app."""
    secure = app.config["BEFOREHAND"].scheme == "https"

    @app.after_request
    def dress(response: Response) -> Response:
        moved, octets = response.status_code == HTTPStatus.SEE_OTHER, response.mimetype == CONTENT_TYPE
        page = response.mimetype == "text/html" and not moved
        response.headers.update(HEADERS)
        response.headers.update({} if octets else FOR_GOING_ON)
        response.headers.update({} if octets or moved else FOR_LOOKS)
        response.headers.update(FOR_PAGES if page else {})
        if moved:
            response.headers.pop("Content-Type", None)  # there is no body
        elif not octets:  # of which no browser makes a page; nothing in them could run
            response.headers.setdefault("Content-Security-Policy", SHUT)
        if secure:
            response.headers["Strict-Transport-Security"] = HSTS
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
