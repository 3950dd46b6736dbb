/** What comes after opening: when the receipt is shown, and that an addition to what was sent is a Send. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { page } from "../../pwa/modules/page.js";
import { waiting } from "../../pwa/modules/queue.js";

const KIND_AT = 17, PARTIAL = 2, FINAL = 3;
let shown, loads = 0, asked;

beforeEach(async () => {
  shown = [];
  waiting.length = 0;
  Object.defineProperty(globalThis, "navigator", { value: { onLine: true }, configurable: true });
  asked = new Promise((on) => globalThis.fetch = async (path, { body }) => {
    on(body[KIND_AT]);
    return new Response(new Uint8Array(64), { status: 403 });
  });
  const screens = [{ id: "ok", type: "start" }, { id: "want", type: "question", max: 10 }];
  Object.assign(page, {
    ctx: { keys: { send: crypto.getRandomValues(new Uint8Array(32)) }, linkId: new Uint8Array(16) },
    extra: {},
    form: { v: 7, lang: "en", facts: { area: "E09000012", to: [] }, screens, t: { sent: "Sent" } },
    how: "send",
    now: { want: { c: [], t: `words ${loads}` } },
    sent: false,
    show: (name) => shown.push(name),
    tell() {},
    trail: ["send", "want"],
  });
  await import(`../../pwa/modules/late.js?${loads += 1}`);
});

test("the receipt is shown once a Send is stored and nothing was added since", () => {
  page.stored(false, true);
  assert.equal(page.sent, false);
  page.stored(true, false);
  assert.equal(page.sent, true);
  assert.deepEqual(shown, []);
  assert.ok(page.now.want);
  page.stored(true, true);
  assert.deepEqual(shown, ["done"]);
  assert.deepEqual(page.now, {});
});

for (const [sent, kind] of [[false, PARTIAL], [true, FINAL]]) {
  test(`what is added ${sent ? "to what was sent is a Send" : "before a Send is none"}`, async () => {
    Object.assign(page, { due: true, sent });
    page.send();
    assert.equal(page.due, false);
    assert.equal(await asked, kind);
  });
}
