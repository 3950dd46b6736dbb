"""The engine in real Chromium, without a server: what would answer it is played here, with the real rules."""

import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path
from secrets import token_bytes
from typing import Any

from playwright.sync_api import Page, Request, Route, expect

from app.entry import build, form_json, sound
from app.entry.facts import Facts
from app.entry.local import Local, local_json
from safety import sealing, wire
from safety.sealing import Kind, Recipient
from safety.unlocking import seal_part
from tests.complaints import complaints
from tests.walk import ANYONE, Walk, said

ORIGIN = "https://days.example"
SEND_KEY, ANSWER_KEY, LINK_ID = b"S" * 32, b"A" * 32, b"L" * 16
MORE_BYTES = 16_384
PAIRS = {bytes([number]) * 16: sealing.new_pair() for number in range(4)}
RECIPIENTS = tuple(Recipient(key_id, public) for key_id, (_, public) in PAIRS.items())
FACTS: Facts = replace(ANYONE, recipients=RECIPIENTS[:3], pool=RECIPIENTS[3])
SENDS = (Kind.PARTIAL, Kind.FINAL, Kind.FEEDBACK, Kind.COUNTED)
STYLE = "#a{padding:1rem}"

Answer = Callable[[Route, bytes], None]


def stored(route: Route, raw: bytes) -> None:
    """What the service says once a send is on its disk."""
    route.fulfill(body=wire.answer(wire.Status.STORED, raw, SEND_KEY))


def later(route: Route, raw: bytes) -> None:
    """What it says while its database is locked."""
    body = wire.answer(wire.Status.LATER, raw, SEND_KEY)
    route.fulfill(status=503, headers={"Retry-After": "1"}, body=body)


def ended(route: Route, _raw: bytes) -> None:
    """What it says to a link that it does not know."""
    route.fulfill(status=403, body=token_bytes(wire.ANSWER_BYTES))


def lying(route: Route, _raw: bytes) -> None:
    """What something between may say: status 200, and nothing that proves it."""
    route.fulfill(body=bytes([wire.Status.STORED]) + token_bytes(wire.ANSWER_BYTES - 1))


def away(route: Route, _raw: bytes) -> None:
    """No network."""
    route.abort()


@dataclass
class Phone:
    """One phone that has opened one form; `asked`, `wanted` and `sent` are what reached the service."""

    page: Page
    locale: str = "en"
    kind: str = "live"
    to_send: Answer = stored
    to_more: Answer | None = None
    to_opened: Answer = stored
    asked: list[tuple[int, int]] = field(default_factory=list)
    wanted: list[str] = field(default_factory=list)
    sent: list[bytes] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    facts: Facts = FACTS
    local: Local | None = None

    def open(self) -> "Phone":
        """Load the page and open the form, as the right code does."""
        self.faults = complaints(self.page)
        self.page.route("**/*", self._serve)
        self.page.goto(f"{ORIGIN}/k/0000-0000-0000-0000")
        self.page.evaluate("begin()")
        return self

    @property
    def walk(self) -> Walk:
        return Walk(self.page, self.locale, self.kind)

    def t(self, key: str) -> str:
        """One of the engine's own words."""
        return self.walk.word(key)

    def tell(self, text: str) -> None:
        """Wait until the state says this."""
        expect(self.page.locator("#m output")).to_have_text(text, timeout=15_000)

    def settled(self, timeout: float = 5_000) -> "Phone":
        """Wait until what follows after opening is there."""
        expect(self.page.locator("#m nav")).to_contain_text(self.t("listen"), timeout=timeout)
        return self

    def envelopes(self) -> list[tuple[sealing.Header, Any]]:
        """What the recipients read, in the order in which it came."""
        return [self._read(sealing.parse(blob)) for blob in self.sent]

    def _read(self, envelope: sealing.Envelope) -> tuple[sealing.Header, Any]:
        key_id = envelope.key_ids()[0]
        return envelope.header, json.loads(sealing.open_with(envelope, key_id, PAIRS[key_id][0]))

    def _serve(self, route: Route, request: Request) -> None:
        path = request.url.removeprefix(ORIGIN)
        if path == "/s" and request.method != "POST":
            route.fulfill(status=405)
        elif path == "/s":
            self._answer(route, request.post_data_buffer or b"")
        elif path.startswith("/k/"):
            route.fulfill(body=self._document(), content_type="text/html", headers=self._headers())
        else:
            route.fulfill(body="<title>Days</title><p>Days", content_type="text/html")

    def _answer(self, route: Route, raw: bytes) -> None:
        request = wire.Request.parse(raw)
        assert wire.mac_ok(request, SEND_KEY)
        self.asked.append((int(request.kind), len(raw)))
        if request.kind in SENDS:
            self.sent.append(request.body)
            self.to_send(route, raw)
        elif request.kind is Kind.ASK_MORE:
            (self.to_more or self.more)(route, raw)
        elif request.kind is Kind.ASK_REPLY:
            route.fulfill(body=token_bytes(wire.REPLY_BYTES))
        else:
            self.to_opened(route, raw)

    def more(self, route: Route, raw: bytes) -> None:
        """What the service says when something is asked for."""
        wanted = wire.Request.parse(raw).question()
        locale = str(wanted["l"]) or self.locale
        self.wanted.append(str(wanted["p"]))
        if wanted["p"] in ("form", "tally"):
            other = self.kind if wanted["p"] == "form" else "tally"
            content = form_json.other_locale_json(locale, self.facts, other)
        elif wanted["p"] == "local":
            content = local_json(self.local)
        elif wanted["p"] == "rest":
            content = form_json.rest_json(locale, self.facts, self.kind, build.later_script())
        elif wanted["p"] == "seldom":
            content = form_json.seldom_json(locale, self.facts, self.kind, build.seldom_script())
        else:
            recorded = sound.answer(locale, str(wanted["p"]), self.kind)
            there = self.local is not None
            content = recorded or form_json.cards_json(locale, self.facts, self.kind, local=there)
        aad, size = LINK_ID + bytes([16]), sound.answer_bytes(str(wanted["p"])) or MORE_BYTES
        route.fulfill(body=seal_part(ANSWER_KEY, content, size, aad, token_bytes(12)))

    def _scripts(self) -> tuple[str, str]:
        return build.engine_script().decode(), build.script([Path(__file__).with_name("start.js")])

    def _headers(self) -> dict[str, str]:
        return {"Content-Security-Policy": build.policy(self._scripts()[1], STYLE)}

    def _document(self) -> str:
        form = {**json.loads(form_json.form_json(self.locale, self.facts, self.kind)), "a": "plain"}
        keys = {"send": SEND_KEY, "answer": ANSWER_KEY, "link": LINK_ID}
        data = {"form": form} | {name: b64encode(key).decode() for name, key in keys.items()}
        scripts = "".join(f"<script>{source}</script>" for source in self._scripts())
        block = escape(json.dumps(data), quote=False).replace("&lt;", "\\u003c").replace("&gt;", "\\u003e")
        return (
            f'<!doctype html><html lang="en" dir="ltr"><meta name="viewport" content="width=device-width">'
            f"<title>Days</title><style>{STYLE}</style><div id=a><h1>Days</h1><input name=q></div>"
            f'<script type="application/json" id="d">{block.replace("&amp;", "&")}</script>{scripts}'
        )


def tap(phone: Phone, screen: str, chip: str) -> None:
    """A chip of a screen, by its id."""
    phone.walk.tap(said(dict(phone.walk.screen(screen)["chips"])[chip]))
