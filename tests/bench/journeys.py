"""What a phone has to load: bytes counted on the wire between a real Chromium and the real server."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page

from tests.bench.relay import Relay
from tests.bench.rows import Row
from tests.live import PHONE, Live
from tests.walk import Walk, said

FIRST_VIEW, FIRST_VIEW_ENGLISH = 14_600, 11_000
JOURNEY, JOURNEY_PLAIN = 31_000, 34_000  # docs/decisions/0011 says why no less is possible yet
DESIGNED = {JOURNEY: 22_000, JOURNEY_PLAIN: 30_000}
UNLOCK_MS, RESULT_MS = 1_400, 100
WORDS = "Please do not come to the flat. I would like to stay near the school, and to hear what was decided."
SLOWER = 4
ROUNDS = 5
TIMED = """async ([code, wanted]) => {
  const box = document.querySelector('input[type=search]'), form = box.form;
  const seen = (test) => new Promise((done) => {
    const look = () => test() ? done(performance.now()) : requestAnimationFrame(look);
    look();
  });
  const before = document.body.innerText;
  box.value = code;
  const start = performance.now();
  form.requestSubmit();
  const result = seen(() => document.body.innerText != before);
  const open = seen(() => document.querySelector(wanted));
  return [await result - start, await open - start];
}"""
STRETCH = """async (rounds) => {
  const key = await crypto.subtle.importKey('raw', new Uint8Array(6), 'PBKDF2', false, ['deriveBits']);
  const start = performance.now();
  const how = {name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(16), iterations: rounds};
  await crypto.subtle.deriveBits(how, key, 256);
  return performance.now() - start;
}"""


@contextmanager
def phone(browser: Browser, *, script: bool = True) -> Iterator[Page]:
    """A fresh phone: no cache, no cookie."""
    context = browser.new_context(**PHONE, java_script_enabled=script)
    try:
        yield context.new_page()
    finally:
        context.close()


def through(relay: Relay, link: dict[str, Any]) -> str:
    """A link's address by way of the counting relay."""
    return f"http://127.0.0.1:{relay.port}/k/{link['url'].rsplit('/', 1)[1]}"


def one_link_each(live: Live) -> list[dict[str, Any]]:
    """A case link for every pair of skin and locales that the demonstration has."""
    found = {(one["skin"], one["cover_locale"], one["locale"]): one for one in live.demo["links"]}
    return list(found.values())


def first_view(browser: Browser, live: Live, relay: Relay) -> list[Row]:
    """Everything on the wire until the everyday app works and the form can be opened."""
    rows = []
    for link in one_link_each(live):
        relay.count.reset()
        with phone(browser) as page:
            page.goto(through(relay, link), wait_until="networkidle")
        cover, form = link["cover_locale"], link["locale"]
        pair = {"skin": link["skin"], "cover": cover, "form": form, "up": relay.count.up}
        owed = FIRST_VIEW_ENGLISH if cover == form == "en" else FIRST_VIEW
        rows.append(Row("first_view_bytes", relay.count.down, "bytes", owed, pair))
        rows.append(Row("first_view_requests", relay.count.requests, "requests", 1, pair))
    return rows


def journey(browser: Browser, live: Live, relay: Relay) -> list[Row]:
    """Open, unlock, the short path, send once, receipt, leave: both ways, with and without JavaScript."""
    ways: tuple[tuple[str, bool, int, Callable[[Walk], None]], ...] = (
        ("journey_bytes", True, JOURNEY, with_script),
        ("journey_bytes_nojs", False, JOURNEY_PLAIN, without_script),
    )
    rows = []
    for name, script, owed, walk in ways:
        for link in one_link_each(live):
            relay.count.reset()
            with phone(browser, script=script) as page:
                page.goto(through(relay, link))
                person = Walk(page, link["locale"])
                person.type_code(link["code"])
                walk(person)
                page.wait_for_url(f"http://127.0.0.1:{relay.port}/")
                page.wait_for_load_state("networkidle")
            params = {"cover": link["cover_locale"], "form": link["locale"], "requests": relay.count.requests}
            params["designed"] = DESIGNED[owed]
            rows.append(Row(name, relay.count.both, "bytes", owed, params))
    return rows


def with_script(walk: Walk) -> None:
    """The short path, one screen at a time."""
    walk.start()
    walk.answer("not", ["police"], WORDS)
    walk.answer("want", ["stay"], WORDS)
    walk.answer("worry", ["found"], WORDS)
    walk.send()
    walk.leave()


def without_script(walk: Walk) -> None:
    """The short path on one page."""
    for question, chip in (("not", "police"), ("want", "stay"), ("worry", "found")):
        walk.tap(said(dict(walk.screen(question)["chips"])[chip]))
    for number in range(3):
        walk.page.get_by_role("textbox").nth(number).fill(WORDS)
    walk.button(walk.word("send")).click()
    walk.at("done")
    walk.page.get_by_role("link", name=walk.word("leave")).first.click()


def unlock(browser: Browser, live: Live) -> list[Row]:
    """From submitting the code to the form, on a processor four times slower.

    Throttling does not reach WebCrypto, so its part is timed apart and multiplied.
    """
    link = live.link(locale="en", cover_locale="en", duress_code=None)
    stretches, opens, results = [], [], []
    for _ in range(ROUNDS):
        with phone(browser) as page:
            page.goto(link["url"])
            stretches.append(page.evaluate(STRETCH, 600_000))
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            result, opened = page.evaluate(TIMED, [link["code"], "main#m h1"])
            results.append(result)
            opens.append(opened)
    stretch, rest = median(stretches), max(0.0, median(opens) - median(stretches))
    params = {"webcrypto_ms": round(stretch), "rest_ms_at_4x": round(rest), "rounds": ROUNDS}
    return [
        Row("unlock_ms", round(stretch * SLOWER + rest), "ms", UNLOCK_MS, params),
        Row("unlock_result_ms", round(median(results)), "ms", RESULT_MS, {"cpu": f"{SLOWER}x slower"}),
    ]
