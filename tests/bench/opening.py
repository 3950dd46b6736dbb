"""From a code to a form, and from an answer to an envelope: the two steps in which a phone has to reckon.

Throttling does not reach WebCrypto, so its part is timed apart and multiplied; both parts are told.
"""

from base64 import b64encode
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page

from app.entry import build
from safety.sealing import new_pair
from tests.bench.budgets import RESULT_MS, SEAL_MS, UNLOCK_MS
from tests.bench.lines import phone, slower
from tests.bench.rows import Row
from tests.live import Live

SLOWER = 4
ROUNDS = 5
READERS = 3
ANSWER_BYTES = 3_000
MODULES = build.PWA / "modules"
KEY_ID_BYTES = 16
HEADER_BYTES = 45
LETTERS = "etaoin shrdlu cmfwyp vbgkjqxz "
SEEN = """const seen = (find) => new Promise((done) => {
  const look = () => {
    const found = find();
    if (found) done(found);
    else requestAnimationFrame(look);
  };
  look();
});"""
TIMED = """([code, wanted]) => {
  const box = document.querySelector('input[type=search]'), form = box.form;
  const before = document.body.innerText;
  box.value = code;
  const start = performance.now(), took = () => performance.now() - start;
  form.requestSubmit();
  const result = seen(() => document.body.innerText != before).then(took);
  const open = seen(() => document.querySelector(wanted)).then(took);
  return [await result, await open];
}"""
STRETCH = """async (rounds) => {
  const key = await crypto.subtle.importKey('raw', new Uint8Array(6), 'PBKDF2', false, ['deriveBits']);
  const start = performance.now();
  const how = {name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(16), iterations: rounds};
  await crypto.subtle.deriveBits(how, key, 256);
  return performance.now() - start;
}"""
LOADED = "() => import('/seal.js').then(({ seal }) => void (globalThis.sealed = seal))"
# How long any of WebCrypto's calls was under way, and how long the whole took.
SEAL = """async ([header, words, readers]) => {
  let under = 0, since, spent = 0;
  const own = SubtleCrypto.prototype, were = {};
  for (const name of ['digest', 'encrypt', 'generateKey', 'importKey', 'exportKey', 'deriveBits', 'sign']) {
    were[name] = own[name];
    own[name] = function (...given) {
      if (!under++) since = performance.now();
      const ended = () => --under || (spent += performance.now() - since);
      const made = were[name].apply(this, given);
      made.then(ended, ended);
      return made;
    };
  }
  const start = performance.now();
  await sealed(new Uint8Array(header), new TextEncoder().encode(words), readers);
  const whole = performance.now() - start;
  Object.assign(own, were);
  return [whole, spent];
}"""


def unlock(browser: Browser, live: Live) -> list[Row]:
    """From submitting the code to the form, on a slower processor."""
    link = live.link(locale="en", cover_locale="en", skin="plain", duress_code=None)
    stretches, opens, results = [], [], []
    for _ in range(ROUNDS):
        with phone(browser) as page:
            page.goto(link["url"])
            stretches.append(page.evaluate(STRETCH, 600_000))
            slower(page.context.new_cdp_session(page), SLOWER)
            result, opened = page.evaluate(looking(TIMED), [link["code"], "main#m h1"])
            results.append(result)
            opens.append(opened)
    stretch, rest = median(stretches), max(0.0, median(opens) - median(stretches))
    params = {"webcrypto_ms": round(stretch), "rest_ms_at_4x": round(rest), "rounds": ROUNDS}
    return [
        Row("unlock_ms", round(stretch * SLOWER + rest), "ms", UNLOCK_MS, params),
        Row("unlock_result_ms", round(median(results)), "ms", RESULT_MS, {"cpu": f"{SLOWER}x slower"}),
    ]


def looking(*scripts: str) -> str:
    """The last of them as a function that looks in every frame for what is to be `seen`; the others help."""
    *helpers, act = scripts
    head, body = act.split("{", 1)
    return "\n".join([f"async {head}{{", SEEN, *helpers, body])


def seal(browser: Browser, address: str) -> Row:
    """A long answer sealed to the usual readers, by the module that is shipped, on a page of its own."""
    given = _given()
    with phone(browser) as page:
        page.route("**/*.js", lambda route: route.fulfill(path=MODULES / Path(route.request.url).name))
        page.goto(address + "away")
        page.evaluate(LOADED)
        page.evaluate(SEAL, given)
        crypto = median(spent for _, spent in _sealed(page, given))
        slower(page.context.new_cdp_session(page), SLOWER)
        rest = median(max(0.0, whole - spent) for whole, spent in _sealed(page, given))
    params = {"webcrypto_ms": round(crypto, 1), "rest_ms_at_4x": round(rest, 1), "bytes": ANSWER_BYTES}
    value = round(crypto * SLOWER + rest, 1)
    return Row("seal_ms", value, "ms", SEAL_MS, {**params, "readers": READERS, "rounds": ROUNDS})


def _sealed(page: Page, given: list[Any]) -> list[list[float]]:
    return [page.evaluate(SEAL, given) for _ in range(ROUNDS)]


def _given() -> list[Any]:
    """A header, words as hard to squeeze as anyone's, and who reads them."""
    draw = Random(ANSWER_BYTES)
    words = "".join(draw.choices(LETTERS, k=ANSWER_BYTES))
    readers = [[_text(draw.randbytes(KEY_ID_BYTES)), _text(new_pair()[1])] for _ in range(READERS)]
    return [list(draw.randbytes(HEADER_BYTES)), words, readers]


def _text(blob: bytes) -> str:
    return b64encode(blob).decode()
