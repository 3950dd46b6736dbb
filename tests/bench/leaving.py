"""How long her words stay on the screen after she leaves, beside GOV.UK's "Exit this page" on an equal page.

Told from the page itself: from the event's own time (a click, or the key that was the last one needed) to
the end of the frame in which the page was covered, which is the first thing done after it; whether it is
covered is asked then, so that asking takes none of the frame. Beside it stands when a message sent in that
frame was heard (`noticed_ms`): it waits behind whatever else is to be done, when the frame is painted
already. Where a browser has gone on to the next page before it painted that frame, it is that page's first
paint which covers; until then it keeps the old picture on the screen.

The bar is tapped by a finger, which rests on it for a moment. A driver's own click presses and lets go at
once: what lets go then waits behind what pressed, and behind the driver's own look at where it pressed.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from playwright.sync_api import Browser, CDPSession, Locator, Page

from app.entry.service import Looks
from tests.bench.budgets import COVER_MS, COVER_SHARE
from tests.bench.grid import make_links
from tests.bench.lines import LINES, phone, slower
from tests.bench.peer import ONE
from tests.bench.rows import Row
from tests.live import Live
from tests.walk import Walk

RATES = (4, 6)
ROUNDS, OWED_ROUNDS = 5, 15  # a browser that is slowed down stops and goes, in no even steps
QUICK = 1000  # rounds of the slow step, which is over before anyone leaves
WORDS = "Please do not come to the flat."
PATIENCE_MS, PAUSE_MS, RESTS_MS = 8_000, 20, 80
BAR = "the bar"
Taken = tuple[float, float]  # until it was covered, and until that was noticed
PRESSES = {"Esc": ("Escape",), "three Shifts": ("Shift",) * 3}
OURS = (
    "!document.querySelector('#m > *')?.checkVisibility() && !!document.querySelector('form:not([hidden] *)')"
)
THEIRS = "document.body.classList.contains('govuk-exit-this-page-hide-content')"
LEAVES = "globalThis.leaves = true"  # from now on: looking at every frame costs what is looked at its time
# So does telling: it waits until the frame is over, or there is nothing else to do, or the browser goes on.
WATCH = """(() => {
  const say = (what, at) => told(JSON.stringify([what, performance.timeOrigin + at]));
  const covered = () => %s;
  const { port1, port2 } = new MessageChannel();
  let over, heard, begun;
  const begin = () => {
    if (begun) say("event", begun);
    begun = 0;
  };
  const look = () => {
    if (over) return;
    port2.postMessage(0);
    scheduler.postTask(() => {
      const now = performance.now();
      if (over) return;
      if (!covered()) return requestAnimationFrame(look);
      over = true;
      begin();
      say("covered", now);
    }, { priority: "user-blocking" });
  };
  port1.onmessage = () => {
    const now = performance.now();
    if (heard || !covered()) return;
    heard = true;
    say("noticed", now);
  };
  const seen = ({ timeStamp }) => {
    if (!globalThis.leaves || over) return;
    begun = timeStamp;
    requestAnimationFrame(look);
    scheduler.postTask(begin, { priority: "background" });
  };
  addEventListener("beforeunload", begin);
  for (const type of ["touchend", "click", "keydown", "keyup"]) addEventListener(type, seen, true);
  new PerformanceObserver((list) => say("painted", list.getEntries()[0].startTime))
    .observe({ type: "paint", buffered: true });
})()"""


@dataclass(frozen=True)
class Exit:
    """A page that can be left: how it is reached, when it is covered, and by which ways."""

    whose: str
    covered: str
    ways: tuple[str, ...]
    ready: Callable[[Page], Locator]  # opens the page; what is returned is its control


def exit_cover(browser: Browser, live: Live, address: str) -> Iterator[Row]:
    """Every way of leaving, on every line, at both speeds; then what is owed, of the bar alone."""
    ours, theirs = _ours(live), _theirs(address)
    at_four: dict[str, tuple[Taken, Taken]] = {}
    for rate in RATES:
        for line in LINES:
            bars = []
            for page in (ours, theirs):
                for way in page.ways:
                    rounds = OWED_ROUNDS if (way, rate) == (BAR, RATES[0]) else ROUNDS
                    found = [_left(browser, page, way, line, rate) for _ in range(rounds)]
                    took, noticed = (median(each) for each in zip(*found, strict=True))
                    bars += [(took, noticed)] if way == BAR else []
                    params = {"whose": page.whose, "way": way, "line": line, "cpu": f"{rate}x slower"}
                    more = {"rounds": rounds, "noticed_ms": round(noticed)}
                    yield Row("exit_cover_ms", round(took), "ms", None, params | more)
            if rate == RATES[0]:
                at_four[line] = bars[0], bars[1]
    yield from _owed(at_four)


def _owed(bars: dict[str, tuple[Taken, Taken]]) -> Iterator[Row]:
    """On each line by itself: a line that is quick, or a way that few know, makes up for no other."""
    for line, ((mine, noticed), (peer, _)) in bars.items():
        params: dict[str, Any] = {"whose": "ours", "way": BAR, "line": line, "cpu": f"{RATES[0]}x slower"}
        params |= {"rounds": OWED_ROUNDS, "noticed_ms": round(noticed)}
        beside = {"beside GOV.UK's": round(peer)}
        yield Row("exit_cover_ms", round(mine), "ms", COVER_MS, params | beside)
        yield Row("exit_cover_share", round(mine / peer, 2), "of GOV.UK's", COVER_SHARE, params)


def _ours(live: Live) -> Exit:
    [link] = make_links(live, [Looks("plain", "en", "en")], QUICK)

    def ready(page: Page) -> Locator:
        page.goto(live.survivor_url + link.path)
        walk = Walk(page, "en")
        walk.type_code(link.code)
        walk.start()
        walk.at("not")
        return walk.button(walk.word("leave"))

    return Exit("ours", OURS, (BAR, *PRESSES), ready)


def _theirs(address: str) -> Exit:
    def ready(page: Page) -> Locator:
        page.goto(address.rstrip("/") + ONE)
        page.wait_for_selector("html#ready")
        return page.get_by_role("button", name="Exit this page")

    return Exit("GOV.UK's", THEIRS, (BAR, "three Shifts"), ready)


def _left(browser: Browser, page: Exit, way: str, line: str, rate: int) -> Taken:
    """Milliseconds from the event to the painted cover, and until that was noticed, once."""
    with phone(browser, touch=True) as tab:
        told: list[list[Any]] = []
        session = tab.context.new_cdp_session(tab)
        session.on("Runtime.bindingCalled", lambda event: told.append(json.loads(event["payload"])))
        session.send("Runtime.enable")
        session.send("Runtime.addBinding", {"name": "told"})
        tab.add_init_script(WATCH % page.covered)
        control = page.ready(tab)
        tab.get_by_role("textbox").first.fill(WORDS)
        middle = _middle(control)
        slower(session, rate)
        LINES[line](session)
        tab.evaluate(LEAVES)
        told.clear()
        if way in PRESSES:
            for key in PRESSES[way]:
                tab.keyboard.press(key)
        else:
            _tap(tab, session, middle)
        return _between(tab, told)


def _middle(control: Locator) -> dict[str, float]:
    """Where a finger lands on it."""
    control.scroll_into_view_if_needed()
    box = control.bounding_box()
    assert box is not None
    return {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}


def _tap(tab: Page, session: CDPSession, at: dict[str, float]) -> None:
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
    tab.wait_for_timeout(RESTS_MS)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def _between(tab: Page, told: list[list[Any]]) -> Taken:
    """Milliseconds until it was covered, and until a message that was sent then was heard."""
    for _ in range(PATIENCE_MS // PAUSE_MS):
        covered = [at for what, at in told if what in {"covered", "painted"}]
        noticed = [at for what, at in told if what in {"noticed", "painted"}]
        begun = [at for what, at in told if what == "event"]
        if begun and covered and noticed:
            return float(min(covered) - max(begun)), float(min(noticed) - max(begun))
        tab.wait_for_timeout(PAUSE_MS)
    raise AssertionError(f"never covered: {told}")
