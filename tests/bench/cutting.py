"""`cut_sends`: a send whose line goes dead, packet by packet: what is lost, doubled, or not told to her.

The real page on the real server. The line dies at one place of the send, so that no packet comes either way,
and is back after some seconds: with the same connections (TCP says it all again), as a carrier that has
forgotten them and resets them, or as one that never answers them (the page itself gives up and asks anew).
Packets are so small (576 bytes, which every host takes) that an answer has a first half.
"""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from playwright.sync_api import Browser, expect
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.voice import service as voice
from config import Config
from safety.sealing import Kind
from tests.bench.lines import phone
from tests.bench.packets import Packet
from tests.bench.rows import Row
from tests.bench.shaper import CLEAR, Back, Quality
from tests.bench.tun import LEAST_MTU, USUAL_MTU, Line
from tests.links import Made, open_link
from tests.live import Live, reached
from tests.waiting import until
from tests.walk import Walk, said

LINE = Quality(400, 0.15)
DEAD_S, PATIENCE_S = 6.0, 150
WORDS = "Please do not come to the flat. I would like to stay near the school, and to hear what was decided."

Cut = Callable[[Packet], bool]


@dataclass(frozen=True)
class Place:
    """Where in a send the line dies, and how many sends the server has stored by then."""

    name: str
    stored: int
    cut: Callable[[], Cut]


@dataclass(frozen=True)
class Ended:
    """What became of one send."""

    lost: bool
    doubled: bool
    words_gone: bool
    no_receipt: bool

    @property
    def wrong(self) -> bool:
        """Whether anything went wrong with it."""
        return self.lost or self.doubled or self.words_gone or self.no_receipt


def _nth(which: int, *, up: bool) -> Cut:
    """From the nth packet on that has something in it, one way; one that is sent again counts once."""
    firsts: set[int] = set()

    def cut(packet: Packet) -> bool:
        if packet.size and packet.up is up:
            firsts.add(packet.first)
        return len(firsts) >= which

    return cut


PLACES = (
    Place("before any packet", 0, lambda: lambda packet: packet.begins),
    Place("a part of the request was there", 0, lambda: _nth(2, up=True)),
    Place("the whole request was there", 1, lambda: _nth(1, up=False)),
    Place("a part of the answer was there", 1, lambda: _nth(2, up=False)),
)
# who waits for an answer asks nothing that could be refused, and so hears nothing either way
RUNS = {Back.SAME: PLACES, Back.REFUSING: PLACES[:2], Back.SILENT: PLACES}


def cut_sends(browser: Browser, live: Live, line: Line) -> Iterator[Row]:
    """One send for each place and way of coming back."""
    engine, config = reached(live)
    line.carries(LEAST_MTU)
    try:
        for back, places in RUNS.items():
            sends = [Send(browser, live, line, engine, config) for _ in places]
            ended = [send.cut(place, back) for send, place in zip(sends, places, strict=True)]
            yield _row(back, places, sends, ended)
    finally:
        line.carries(USUAL_MTU)
        engine.dispose()


def _row(back: Back, places: tuple[Place, ...], sends: "list[Send]", ended: list[Ended]) -> Row:
    told = {
        "lost": sum(one.lost for one in ended),
        "doubled": sum(one.doubled for one in ended),
        "words gone": sum(one.words_gone for one in ended),
        "no receipt": sum(one.no_receipt for one in ended),
    }
    came = "; ".join(f"{place.name}: {send.took:.1f}" for place, send in zip(places, sends, strict=True))
    said = "; ".join(sorted({send.told for send in sends}))
    line = {"line": LINE.said, "dead for s": DEAD_S, "back": back.value, "packets of": LEAST_MTU}
    return Row("cut_sends", sum(one.wrong for one in ended), "sends", 0, {
        **line, "cut": len(places), **told, "s from then to the receipt": came, "meanwhile it says": said,
    })  # fmt: skip


@dataclass
class Send:
    """One person on a phone of her own; `told` is what her page says while the line is dead."""

    browser: Browser
    live: Live
    line: Line
    engine: Engine
    config: Config
    told: str = ""
    took: float = float("nan")

    def cut(self, place: Place, back: Back) -> Ended:
        """Her send, its line dead from `place` on, then there again."""
        with Session(self.engine, expire_on_commit=False) as db:
            made = open_link(db, self.config.keys, datetime.now(UTC), pooled=False)
        shaper = self.line.shaper
        shaper.begin(CLEAR)
        with phone(self.browser) as page:
            page.goto(self.live.survivor_url + made.path)
            walk = Walk(page, "en")
            self._to_send(walk, made)
            shaper.begin(LINE)  # every send begins with a connection of its own
            shaper.cut_at(place.cut())
            walk.button(walk.word("send")).click()
            until(lambda: shaper.dead)
            begun = time.monotonic()
            until(lambda: len(self._stored(made)) == place.stored)
            kept = self._words_are_there(walk, begun + DEAD_S - time.monotonic())
            shaper.back(back)
            receipt = self._receipt(walk)
        stored = self._stored(made)
        return Ended(WORDS not in stored, len(stored) > 1, not kept, not receipt)

    def _to_send(self, walk: Walk, made: Made) -> None:
        """As far as the Send screen, with all that it waits for."""
        walk.type_code(made.new.code)
        walk.start()
        walk.answer("not", ["police"], WORDS)
        walk.button(walk.word("send")).click()
        walk.at("send")
        expect(walk.button(walk.word("send"))).to_be_visible()
        walk.page.wait_for_load_state("networkidle")

    def _words_are_there(self, walk: Walk, seconds: float) -> bool:
        """So much later she goes back to what she wrote, and to Send again."""
        walk.page.wait_for_timeout(1000 * max(0.0, seconds))
        self.told = walk.page.locator("#m output").inner_text()
        walk.button(walk.word("back")).click()
        walk.button(walk.word("back")).click()
        walk.at("not")
        kept = walk.page.get_by_role("textbox").input_value() == WORDS
        walk.button(walk.word("send")).click()
        walk.at("send")
        return kept

    def _receipt(self, walk: Walk) -> bool:
        begun = time.monotonic()
        title = said(walk.screen("done")["title"])
        try:
            expect(walk.page.get_by_role("heading", name=title, exact=True)).to_be_visible(
                timeout=PATIENCE_S * 1000
            )
        except AssertionError:
            return False
        self.took = time.monotonic() - begun
        return True

    def _stored(self, made: Made) -> list[str]:
        """The words of each send that is stored, as its reader opens it."""
        with Session(self.engine) as db:
            sends = [
                one for one in voice.sends_of(db, self.config.keys, made.link.id) if one.kind is Kind.FINAL
            ]
        return [json.loads(made.read(one.envelope))["a"]["not"]["t"] for one in sends]
