/** What is typed into this page's one box or keypad is also tried; nothing here says so. */
import { attempt, reveal } from "./lock.js";
import { able } from "./part.js";

/** A function that tries a text and comes to what is then shown; nothing where this browser cannot. To be
 * asked for by the page's own script while that runs: its text is part of what everything else is said in. */
export function trier(app) {
  const known = document.querySelector("style").textContent + document.currentScript.textContent;
  const ready = new Promise((done) => addEventListener("DOMContentLoaded", done)); // the data comes last
  return able && (async (typed) => {
    await ready;
    const found = await attempt(JSON.parse(document.getElementById("d").textContent), typed, known);
    return () => reveal(found, app);
  });
}
