"""The same three questions made with govuk-frontend and its "Exit this page", by the same server as ours.

What GOV.UK ships is served as it ships: its own style, script and fonts, squeezed as hard as brotli can, kept
by the browser for a year. Only its header is left out, in its favour.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import brotli
from jinja2 import Template
from playwright.sync_api import Browser

from app.entry.form_json import form_data
from tests.bench.beside import beside
from tests.bench.lines import phone
from tests.bench.relay import Relay
from tests.node import JS, install_packages
from tests.walk import ANYONE, said

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SHIPPED = JS / "node_modules/govuk-frontend/dist/govuk"
TYPES = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2"}
KEPT = ("Cache-Control", "public, max-age=31536000, immutable")
AWAY = b'<!DOCTYPE html><html lang="en"><title>Weather</title><h1>Weather</h1><p>Sunny spells.</p></html>'
ONE = "/one"  # the first question alone, as our screens show them


def entry() -> "WSGIApplication":
    """What the server loads: every address and its answer, made once."""
    pages = {"/": _page(_questions()), ONE: _page(_questions(1)), "/away": _page(AWAY)}
    files = [*SHIPPED.glob("govuk-frontend.min.*s"), *SHIPPED.glob("assets/fonts/*.woff2")]
    answers = pages | {f"/{path.relative_to(SHIPPED)}": _file(path) for path in files}

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> list[bytes]:
        headers, body = answers.get(environ["PATH_INFO"], ([], b""))
        start_response("200 OK" if body else "404 Not Found", [*headers, ("Content-Length", str(len(body)))])
        return [body]

    return answer


@contextmanager
def peer(folder: Path) -> Iterator[str]:
    """The peer's address while its server runs."""
    install_packages()
    with beside("tests.bench.peer:entry()", folder / "peer") as port:
        yield f"http://127.0.0.1:{port}/"


def weighed(browser: Browser, address: str) -> dict[str, int]:
    """Its first view on the wire: bytes and requests, as a row tells them beside ours."""
    parts = urlsplit(address)
    relay = Relay(0, parts.port or 0)
    try:
        with phone(browser) as page:
            page.goto(relay.address + parts.path, wait_until="networkidle")
        return {"beside GOV.UK's bytes": relay.count.down, "beside GOV.UK's requests": relay.count.requests}
    finally:
        relay.close()


def _questions(how_many: int | None = None) -> bytes:
    form = form_data("en", ANYONE, "live")
    asked = [screen for screen in form["screens"] if screen["type"] == "question"]
    shown = [
        {name: said(each[name]) for name in ("id", "title", "help") if each.get(name)}
        | {"chips": [(chip, said(text)) for chip, text in each["chips"]]}
        for each in asked[:how_many]
    ]
    template = Template(Path(__file__).with_suffix(".html").read_text(encoding="utf-8"), autoescape=True)
    texts = form["t"]
    return template.render(questions=shown, label=said(texts["text"]), send=said(texts["send"])).encode()


def _page(html: bytes) -> tuple[list[tuple[str, str]], bytes]:
    return _squeezed("text/html; charset=utf-8", html, ("Cache-Control", "no-store"))


def _file(path: Path) -> tuple[list[tuple[str, str]], bytes]:
    kind = TYPES[path.suffix]
    if path.suffix == ".woff2":
        return [("Content-Type", kind), KEPT], path.read_bytes()
    return _squeezed(kind, path.read_bytes(), KEPT)


def _squeezed(kind: str, body: bytes, cached: tuple[str, str]) -> tuple[list[tuple[str, str]], bytes]:
    return [("Content-Type", kind), ("Content-Encoding", "br"), cached], brotli.compress(body)
