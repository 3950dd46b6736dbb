import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { kept, page, said, some } from "../../pwa/modules/page.js";

let words, loads = 0;

const question = (id, more) => ({ id, type: "question", max: 10, ...more });

beforeEach(async () => {
  const screens = [{ id: "ok", type: "start" }, question("not"), question("want")];
  page.form = { v: 7, lang: "en", facts: { area: "E09000012" }, screens };
  page.extra = { cards: [question("reach", { on: ["none"], then: [question("voicemail")] })], bands: [["age", "Age", []]] };
  page.now = {};
  page.how = "send";
  words = await import(`../../pwa/modules/words.js?${loads += 1}`);
});

const answer = (id, c, t = "") => Object.assign(kept({ id }), { c, t, off: false });

test("nothing is said until something is tapped or written", () => {
  assert.equal(some(), false);
  kept(question("reach", { on: ["none"] }));
  assert.equal(some(), false);
  answer("not", [], "  ");
  assert.equal(some(), false);
  answer("not", [], "a word");
  assert.equal(some(), true);
});

test("what is skipped is kept but not sent", () => {
  answer("not", ["police"]).off = true;
  assert.ok(!said({ id: "not" }));
  assert.ok(!("not" in words.content().a));
});

test("questions that belong to another are answers of their own", () => {
  answer("voicemail", [], "mornings");
  assert.deepEqual(words.content().a.voicemail, { c: [], t: "mornings" });
});

test("an answer that is too long is noticed and whole", () => {
  answer("want", [], "x".repeat(11));
  assert.equal(words.long(), true);
  assert.equal(words.content().a.want.t.length, 11);
});

test("what was not chosen on the Send screen is a no", () => {
  assert.deepEqual(words.content().send, { when: "", say: "", soon: false, call: false, tell: false, count: false });
  answer("call", ["call"]);
  answer("say", ["ask"]);
  assert.equal(words.content().send.call, true);
  assert.equal(words.content().send.say, "ask");
});

test("the counted part has taps and bands only", () => {
  answer("not", ["police"], "secret words");
  answer("age", ["25"]);
  assert.deepEqual(words.counted(), {
    v: 1,
    themes_chips: { not: ["police"], want: [] },
    bands: { age: "25" },
    area: "E09000012",
    english: true,
  });
});

test("taps that are only counted are not told to her worker", () => {
  page.form.screens.push(question("easy", { told: [] }), question("whom", { told: ["worker"] }));
  answer("easy", ["no"], "the keys are small");
  answer("whom", ["worker", "count"]);
  assert.deepEqual(words.content().a, { easy: { c: [], t: "the keys are small" }, whom: { c: ["worker"], t: "" } });
  assert.deepEqual(words.counted().themes_chips.easy, ["no"]);
});

test("after a send nothing is on the page, and the next one is whole", () => {
  answer("not", ["police"], "first");
  answer("soon", ["soon"]);
  words.forget();
  assert.deepEqual(page.now, {});
  answer("not", ["family"], "second");
  assert.deepEqual(words.content().a.not, { c: ["family", "police"], t: "first\nsecond" });
  assert.equal(words.content().send.soon, true);
});
