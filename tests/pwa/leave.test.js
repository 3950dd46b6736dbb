/** Leaving, by every way there is, and what is left in memory then. The page itself is a stand-in. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { leave, mount } from "../../pwa/modules/leave.js";
import { page } from "../../pwa/modules/page.js";

let heard, gone, away, loads = 0, lift;

const top = { style: {}, focus() {} };
const fire = (name, event = {}) => heard[name].forEach((act) => act(event));
const left = () => !page.ctx.app.hidden;
const shift = (timeStamp) => fire("keyup", { key: "Shift", timeStamp });

beforeEach(async () => {
  heard = {};
  gone = [];
  globalThis.addEventListener = (name, act) => (heard[name] ||= []).push(act);
  globalThis.requestAnimationFrame = (act) => act();
  away = new Promise((on) => globalThis.location = { replace: (address) => on(gone.push(address)) });
  Object.defineProperty(globalThis, "navigator", { value: { onLine: true }, configurable: true });
  globalThis.document = { hidden: false, body: { replaceChildren: () => gone.push("emptied") } };
  const keys = { send: Uint8Array.of(1, 2), answer: Uint8Array.of(3) };
  const app = { hidden: true, querySelector: () => top };
  Object.assign(page, {
    form: { lang: "en", dir: "ltr" },
    ctx: { app, form: { a: "plain" }, keys, reply: Uint8Array.of(4) },
    keeps: false,
    left: false,
    look: { remove() {} },
    noted: true,
    now: { want: { c: [], t: "a word" } },
    root: { isConnected: true, remove() { this.isConnected = false; }, replaceChildren() {} },
  });
  const ways = await import(`../../pwa/modules/ways.js?${loads += 1}`);
  lift = ways.lift;
  ways.watch();
});

test("three Shifts leave where they come within two seconds", async () => {
  for (const at of [1, 1000, 2001]) shift(at);
  assert.equal(left(), false);
  shift(2500);
  assert.equal(left(), true);
  await away;
});

test("Shifts between letters do not leave", () => {
  for (const at of [1, 200, 300, 400]) {
    shift(at);
    fire("keyup", { key: "A", timeStamp: at + 50 });
  }
  assert.equal(left(), false);
});

for (const [name, way] of [
  ["Escape", () => fire("keydown", { key: "Escape", keyCode: 27 })],
  ["Back", () => fire("popstate")],
]) test(`${name} leaves, and only while the form is on show`, async () => {
  page.root.isConnected = false;
  way();
  assert.equal(left(), false);
  page.root.isConnected = true;
  way();
  assert.equal(left(), true);
  await away;
});

const finger = (clientY, cancelable = true) => {
  let prevented = false;
  const event = { cancelable, changedTouches: [{ clientY }], preventDefault: () => prevented = true };
  lift.call({ offsetHeight: 50 }, event);
  return prevented;
};

test("a finger that lifts off the bar leaves, and no click of it falls on the everyday app", async () => {
  assert.equal(finger(40), true);
  assert.equal(left(), true);
  await away;
});

test("a finger that slipped so far that no click follows leaves too", async () => {
  assert.equal(finger(40, false), false);
  assert.equal(left(), true);
  await away;
});

test("a finger that slid off the bar, downwards or over the edge of the screen, does not leave", () => {
  finger(60);
  finger(-1);
  finger(60, false);
  assert.equal(left(), false);
});

test("who leaves by two ways at once leaves once", async () => {
  fire("keydown", { key: "Escape", keyCode: 27 });
  fire("popstate");
  await leave();
  await away;
  assert.deepEqual(gone, ["/x?plain"]);
});

test("what is sent when she leaves may take a moment, and the form is off the page before", async () => {
  let handed, off;
  page.stop = () => new Promise((on) => handed = on);
  page.root.remove = () => off = true;
  const done = leave();
  await new Promise((on) => setTimeout(on, 1));
  assert.deepEqual([off, gone], [true, []]);
  handed();
  delete page.stop;
  await done;
  assert.deepEqual(gone, ["/x?plain"]);
});

test("Escape that ends a word being composed does not leave", () => {
  fire("keydown", { key: "Escape", keyCode: 229 });
  assert.equal(left(), false);
});

test("after leaving no word and no key is in memory, and it cannot be shown again", async () => {
  const { keys, reply } = page.ctx;
  await leave();
  assert.deepEqual(page.now, {});
  assert.deepEqual([...keys.send, ...keys.answer, ...reply], [0, 0, 0, 0]);
  assert.equal(mount(), false);
  assert.deepEqual(gone, ["/x?plain"]);
});

test("what she keeps on this phone is spared, and sound stops at once", () => {
  let silent = false;
  page.keeps = true;
  page.hush = () => silent = true;
  const done = leave();
  assert.equal(silent, true);
  delete page.hush;
  return done.then(() => assert.deepEqual(gone, ["/x?plain&k"]));
});

test("a page that is put away is emptied, and one that a browser brings back leaves", () => {
  fire("pageshow", { persisted: false });
  fire("pagehide");
  fire("pageshow", { persisted: true });
  assert.deepEqual(gone, ["emptied", "/x?plain"]);
});
