"""Style and script of the staff pages: a few files of ours and Bootstrap's, local, named by their content."""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import brotli
from flask import Blueprint, Response, abort, request, url_for
from flask.typing import ResponseReturnValue

from app.web.audience import PUBLIC_STAFF, audience

FOREVER = "public, max-age=31536000, immutable"
CSS, SCRIPT, SVG = "text/css; charset=utf-8", "text/javascript; charset=utf-8", "image/svg+xml"
FILES = {
    "bootstrap.css": ("flask_bootstrap", "static/bootstrap5/css/bootstrap.min.css", CSS),
    "staff.css": ("app.web", "static/staff.css", CSS),
    "staff.js": ("app.web", "static/staff.js", SCRIPT),
    "stay.js": ("app.web", "static/stay.js", SCRIPT),
    "unsaved.js": ("app.web", "static/unsaved.js", SCRIPT),
    "icon.svg": ("app.web", "static/icon.svg", SVG),
}

bp = Blueprint("web", __name__, template_folder="templates")


@dataclass(frozen=True)
class Asset:
    """One file, also compressed, under a name that changes with its content."""

    body: bytes
    compressed: bytes
    kind: str
    version: str


def add(name: str, package: str, path: str, kind: str) -> None:
    """A capability's own file, served beside ours."""
    FILES[name] = (package, path, kind)


def asset_url(name: str) -> str:
    """The address of a file as it is now."""
    return url_for("web.asset", version=_asset(name).version, name=name)


@bp.get("/staff/assets/<version>/<name>")
@audience(PUBLIC_STAFF)
def asset(version: str, name: str) -> ResponseReturnValue:
    """One file, kept for a year by whoever asks for its present version."""
    if name not in FILES or _asset(name).version != version:
        abort(404)
    found = _asset(name)
    squeezed = request.accept_encodings.quality("br") > 0
    answer = Response(found.compressed if squeezed else found.body, content_type=found.kind)
    answer.headers["Cache-Control"] = FOREVER
    answer.headers["Vary"] = "Accept-Encoding"
    if squeezed:
        answer.headers["Content-Encoding"] = "br"
    return answer


@cache
def _asset(name: str) -> Asset:
    package, path, kind = FILES[name]
    body = files(package).joinpath(path).read_bytes()
    if name == "bootstrap.css":
        body = body.partition(b"/*# sourceMappingURL")[0]
    return Asset(body, brotli.compress(body, quality=9), kind, hashlib.sha256(body).hexdigest()[:16])
