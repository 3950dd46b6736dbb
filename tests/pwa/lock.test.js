import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { attempt } from "../../pwa/modules/lock.js";

// One link as the server sealed it, with few rounds: tests/app/entry/test_build.py opens the same.
const { data, codes, script } = JSON.parse(readFileSync(new URL("link.json", import.meta.url)));
const text = (bytes) => Buffer.from(bytes).toString("base64");

for (const [code, behind] of Object.entries(codes)) {
  test(`the code ${code} opens its own form, with its own keys`, async () => {
    const found = await attempt(data, code);
    assert.deepEqual(found.form, behind.form);
    assert.equal(found.script, script);
    assert.equal(text(found.keys.send), behind.send);
    assert.equal(text(found.keys.answer), behind.answer);
    assert.equal(text(found.linkId), data.l);
    assert.equal(found.reply.length, 32);
  });
}

test("a code opens however it is written", async () => {
  for (const typed of [" 482 617", "482-617=", "٤٨٢٦١٧", "４８２ ６１７"]) {
    assert.deepEqual((await attempt(data, typed)).form, codes["482617"].form, typed);
  }
});

test("the two codes lie in two places", async () => {
  const places = await Promise.all(Object.keys(codes).map(async (code) => (await attempt(data, code)).place));
  assert.deepEqual(places.sort(), [0, 1]);
});

test("any other text opens nothing", async () => {
  for (const typed of ["482618", "4826170", "easter", "0"]) await assert.rejects(attempt(data, typed));
});

test("a part does not open in another's place", async () => {
  const swapped = { ...data, p: [data.p[1], data.p[0], data.p[2]] };
  await assert.rejects(attempt(swapped, "482617"));
});
