"""From a link to a form that one can type in, on a bad line and a slow phone, beside govuk-frontend.

Ours is usable when the first question's box can be typed in: the code put in, "OK now?" and the four truths
tapped through at once. GOV.UK's is usable when its box can be typed in and its "Exit this page" works; when
it was first painted, styled but without a working exit, is told beside it.

Both are walked from within the page: what there is to tap is tapped in the frame in which it is there. A
driver that looks for it from outside, on a processor made four times slower, is half a second late.
"""

from collections.abc import Callable, Iterator
from statistics import median

from playwright.sync_api import Browser, Page

from app.entry.service import Looks
from safety.unlocking import ROUNDS as STRETCHED
from tests.bench.budgets import FORM_SHARE, LINE_SHARE
from tests.bench.grid import make_links
from tests.bench.lines import SLOW_BYTES, SLOW_MS, phone, slow_line, slower
from tests.bench.opening import SLOWER, STRETCH, looking
from tests.bench.relay import Relay
from tests.bench.rows import Row
from tests.live import Live
from tests.walk import Walk, said

ROUNDS = 3
PATIENCE_MS = 240_000
TYPED = """const typed = async () => {
  const box = await seen(() => document.querySelector('textarea'));
  box.focus();
  document.execCommand('insertText', false, 'x');
  if (box.value != 'x') throw new Error('nothing can be typed');
  return performance.now();
};"""
WALKED = """([code, taps]) => {
  const box = document.querySelector('input[type=search]');
  box.value = code;
  box.dispatchEvent(new InputEvent('input', { bubbles: true }));
  box.form.requestSubmit();
  for (const said of taps) {
    const named = ({ textContent }) => textContent == said;
    (await seen(() => [...document.querySelectorAll('#m button')].find(named))).click();
  }
  return await typed();
}"""
READY = """() => {
  await seen(() => document.querySelector('html#ready'));
  return await typed();
}"""
PAINTED = """() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"""


def usable_form(browser: Browser, live: Live, relay: Relay, address: str, unlock_ms: float) -> Iterator[Row]:
    """Both, in one run; `unlock_ms` is what opening took in the same run."""
    [link] = make_links(live, [Looks("plain", "en", "en")], STRETCHED)
    relay.count.reset()
    with phone(browser) as page:
        page.goto(relay.address + link.path, wait_until="networkidle")
        size, stretch = relay.count.down, page.evaluate(STRETCH, STRETCHED)
    times = [ours(browser, live.survivor_url + link.path, link.code, _bad) for _ in range(ROUNDS)]
    mine = median(times) + (SLOWER - 1) * stretch
    peers = [theirs(browser, address, _bad) for _ in range(ROUNDS)]
    painted, usable = (median(each) for each in zip(*peers, strict=True))
    line = SLOW_MS + size / SLOW_BYTES * 1000
    owed = round(LINE_SHARE * line + unlock_ms)
    params = {
        "line": "50 kbit/s, 2 s", "cpu": f"{SLOWER}x slower", "bytes": size, "line_ms": round(line),
        "webcrypto_ms": round(stretch), "beside GOV.UK's ms": round(usable),
        "beside GOV.UK's first paint": round(painted), "rounds": ROUNDS,
    }  # fmt: skip
    yield Row("usable_form_ms", round(mine), "ms", owed, params)
    yield Row("usable_form_share", round(mine / usable, 2), "of GOV.UK's", FORM_SHARE, {"rounds": ROUNDS})


def ours(browser: Browser, address: str, code: str, made_worse: Callable[[Page], None]) -> float:
    """Milliseconds from our link to a box with a letter in it, on a fresh phone that is made worse first."""
    with phone(browser) as page:
        made_worse(page)
        page.goto(address, wait_until="domcontentloaded", timeout=PATIENCE_MS)
        return float(page.evaluate(looking(TYPED, WALKED), [code, _taps(Walk(page, "en"))]))


def _taps(walk: Walk) -> list[str]:
    """What the buttons say on the shortest way to the first question."""
    return [said(walk.screen("ok")["yes"]), said(walk.screen("truths")["no"])]


def theirs(browser: Browser, address: str, made_worse: Callable[[Page], None]) -> tuple[float, float]:
    """The same of GOV.UK's: until it was painted, and until its box had a letter and its exit worked."""
    with phone(browser) as page:
        made_worse(page)
        page.goto(address, wait_until="domcontentloaded", timeout=PATIENCE_MS)
        usable = float(page.evaluate(looking(TYPED, READY)))
        return float(page.evaluate(PAINTED) or 0), usable


def _bad(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    slow_line(session)
    slower(session, SLOWER)
