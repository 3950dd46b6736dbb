import { listen } from "../../modules/box.js";
import { fill, finder } from "../../modules/dates-page.js";
import { attempt, reveal } from "../../modules/lock.js";
import { able } from "../../modules/part.js";

const app = document.getElementById("a");
const known = document.querySelector("style").textContent + document.currentScript.textContent;
const ready = new Promise((done) => addEventListener("DOMContentLoaded", done)); // the data comes last
fill(app);
listen(app, finder(app), able && (async (typed) => {
  await ready;
  const found = await attempt(JSON.parse(document.getElementById("d").textContent), typed, known);
  return () => reveal(found, app);
}));
