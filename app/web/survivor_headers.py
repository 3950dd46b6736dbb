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
# what bytes that answer a post cannot be asked about: they name no next address, and no robot posts
FOR_LOOKS = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}
# what only a page can obey: redirects and answers of bytes are spared it, on a line that is paid for
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
        page = response.mimetype == "text/html" and response.status_code != HTTPStatus.SEE_OTHER
        looks = {} if response.mimetype == CONTENT_TYPE else FOR_LOOKS
        for name, value in {**HEADERS, **looks, **(FOR_PAGES if page else {})}.items():
            response.headers[name] = value
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
