import assert from "node:assert/strict";
import test from "node:test";
import { fold, normalise } from "../../pwa/modules/normalise.js";

test("digits of every script become ASCII digits", () => {
  assert.equal(normalise("٤٨٢ ٦١٧"), "482617");
  assert.equal(normalise("۴۸۲۶۱۷"), "482617");
  assert.equal(normalise("४८२६१७"), "482617");
});

test("what keyboards put between digits is dropped", () => {
  assert.equal(normalise("\u200f482\u00a0-\u2009617="), "482617");
});

test("capitals become small letters, one for one", () => {
  assert.equal(normalise("ÉCOLE Привет ΑΒΓ"), "écoleприветαβγ");
});

test("a code is cut at 64 characters, a searched text is not", () => {
  assert.equal(normalise("ab".repeat(50)).length, 64);
  assert.equal(fold("ab".repeat(50)).length, 100);
});

test("letters beyond the basic plane are kept whole", () => {
  assert.equal(normalise("😀".repeat(70)), "😀".repeat(64));
});

test("two words are one text, however they are written", () => {
  assert.equal(normalise(" Lantern  WOMBAT."), "lanternwombat");
  assert.equal(normalise("lantern-wombat"), "lanternwombat");
  assert.equal(normalise("\u200fكـرنب\u00a0مبيعات\u200f"), "كرنبمبيعات");
});
