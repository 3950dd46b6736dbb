import assert from "node:assert/strict";
import test from "node:test";
import { alike, wanted } from "../../pwa/modules/list-page.js";

test("six digits never go on the list, however they are written", () => {
  for (const typed of ["123456", " 123 456 ", "12-34-56", "١٢٣٤٥٦"]) assert.equal(wanted(typed), "", typed);
});

test("what is typed goes on the list without the spaces round it", () => {
  assert.equal(wanted("  Coconut milk "), "Coconut milk");
  assert.equal(wanted("6 eggs"), "6 eggs");
  assert.equal(wanted("   "), "");
});

test("one thing is on the list once, however it is spelled", () => {
  assert.equal(alike("Washing-up liquid", "washing up LIQUID"), true);
  assert.equal(alike("Milk", "Oat milk"), false);
});
