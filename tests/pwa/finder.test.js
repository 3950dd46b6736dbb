import assert from "node:assert/strict";
import test from "node:test";
import { hits } from "../../pwa/modules/finder.js";

test("every word of a search must stand in the line", () => {
  assert.equal(hits("easter MONDAY", "Bank holidays 2026 Easter Monday Monday 6 April"), true);
  assert.equal(hits("easter tuesday", "Bank holidays 2026 Easter Monday Monday 6 April"), false);
});

test("a word is not found across two words", () => {
  assert.equal(hits("ham", "Flatbreads with a minute each"), false);
  assert.equal(hits("read", "Flatbreads with a minute each"), true);
});

test("six digits alone find nothing, however they are written", () => {
  for (const query of ["116123", "116 123", "١١٦-١٢٣"]) assert.equal(hits(query, "Samaritans 116 123"), false, query);
  assert.equal(hits("0800 111 999", "Gas emergency 0800 111 999"), true);
});
