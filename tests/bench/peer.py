"""The same three questions made with govuk-frontend and its "Exit this page", by the same server as ours.

What GOV.UK ships is served as it ships: its own style, script and fonts, squeezed as hard as brotli can, kept
by the browser for a year. Only its header is left out, in its favour. What is posted is answered by a
redirect to a receipt that says what ours says; nothing is kept, and nothing had to be opened first.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import brotli
from jinja2 import Template
from playwright.sync_api import Browser

from app.entry.form_json import form_data
from tests.bench.beside import beside
from tests.bench.lines import phone
from tests.bench.relay import Count, Relay
from tests.bench.wire import SHORT_PATH, WORDS
from tests.node import JS, install_packages
from tests.walk import ANYONE, said

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SHIPPED = JS / "node_modules/govuk-frontend/dist/govuk"
TYPES = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2"}
KEPT = ("Cache-Control", "public, max-age=31536000, immutable")
AWAY = (
    b'<!DOCTYPE html><html lang="en"><title>Weather</title><link rel="icon" href="data:,">'
    b"<h1>Weather</h1><p>Sunny spells.</p></html>"
)
ONE = "/one"  # the first question alone, as our screens show them
RECEIPT = "/sent"


def entry() -> "WSGIApplication":
    """What the server loads: every address and its answer, made once."""
    pages = {"/": _page(_questions()), ONE: _page(_questions(1)), RECEIPT: _page(_receipt())}
    pages["/away"] = _page(AWAY)
    files = [*SHIPPED.glob("govuk-frontend.min.*s"), *SHIPPED.glob("assets/fonts/*.woff2")]
    answers = pages | {f"/{path.relative_to(SHIPPED)}": _file(path) for path in files}

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> list[bytes]:
        if environ["REQUEST_METHOD"] == "POST":
            environ["wsgi.input"].read()
            start_response("303 See Other", [("Location", RECEIPT), ("Content-Length", "0")])
            return []
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
    with _counted(address) as (relay, first), phone(browser) as page:
        page.goto(first, wait_until="networkidle")
        return _beside(relay.count.down, relay.count)


def walked(browser: Browser, address: str, *, script: bool) -> dict[str, int]:
    """Its whole journey, both ways on the wire: the page, the same taps and words, the receipt, its exit."""
    with _counted(address) as (relay, first), phone(browser, script=script) as page:
        page.goto(first, wait_until="networkidle")
        for question, chip in SHORT_PATH:
            page.locator(f"#{question}-{chip}").check()
            page.locator(f"#{question}-words").fill(WORDS)
        page.get_by_role("button", name=said(_form()["t"]["send"])).click()
        page.wait_for_url(f"**{RECEIPT}", wait_until="networkidle")
        page.get_by_role("button", name="Exit this page").click()
        page.wait_for_url("**/away", wait_until="networkidle")
        return _beside(relay.count.both, relay.count)


@contextmanager
def _counted(address: str) -> Iterator[tuple[Relay, str]]:
    """A wire to it on which bytes are counted, and its address there."""
    parts = urlsplit(address)
    relay = Relay(0, parts.port or 0)
    try:
        yield relay, relay.address + parts.path
    finally:
        relay.close()


def _beside(size: int, count: Count) -> dict[str, int]:
    return {"beside GOV.UK's bytes": size, "beside GOV.UK's requests": count.requests}


def _form() -> dict[str, Any]:
    return form_data("en", ANYONE, "live")


def _receipt() -> bytes:
    return _rendered(receipt=next(screen for screen in _form()["screens"] if screen["type"] == "done"))


def _questions(how_many: int | None = None) -> bytes:
    form = _form()
    asked = [screen for screen in form["screens"] if screen["type"] == "question"]
    shown = [
        {name: said(each[name]) for name in ("id", "title", "help") if each.get(name)}
        | {"chips": [(chip, said(text)) for chip, text in each["chips"]]}
        for each in asked[:how_many]
    ]
    texts = form["t"]
    return _rendered(questions=shown, label=said(texts["text"]), send=said(texts["send"]))


def _rendered(**given: Any) -> bytes:
    template = Template(Path(__file__).with_suffix(".html").read_text(encoding="utf-8"), autoescape=True)
    return template.render(given).encode()


def _page(html: bytes) -> tuple[list[tuple[str, str]], bytes]:
    return _squeezed("text/html; charset=utf-8", html, ("Cache-Control", "no-store"))


def _file(path: Path) -> tuple[list[tuple[str, str]], bytes]:
    kind = TYPES[path.suffix]
    if path.suffix == ".woff2":
        return [("Content-Type", kind), KEPT], path.read_bytes()
    return _squeezed(kind, path.read_bytes(), KEPT)


def _squeezed(kind: str, body: bytes, cached: tuple[str, str]) -> tuple[list[tuple[str, str]], bytes]:
    return [("Content-Type", kind), ("Content-Encoding", "br"), cached], brotli.compress(body)
