import assert from "node:assert/strict";
import test from "node:test";
import { daysFrom, weekOf } from "../../pwa/modules/dates.js";

test("the week of a day is the one that its Thursday is in", () => {
  const known = { "2026-11-22": 47, "2026-12-31": 53, "2027-01-03": 53, "2027-01-04": 1, "2024-12-30": 1, "2028-02-29": 9 };
  for (const [day, week] of Object.entries(known)) assert.equal(weekOf(day), week, day);
});

test("days between two dates are whole, over a clock change too", () => {
  assert.equal(daysFrom("2026-03-28", "2026-03-30"), 2);
  assert.equal(daysFrom("2026-12-25", "2026-11-22"), -33);
});
