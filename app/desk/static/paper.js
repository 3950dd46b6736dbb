/**
 * The pages for the meeting need no network once they are open. They blur when they are out of sight or left
 * alone, and are emptied when they are left, and after eight hours in any case. Nothing is written anywhere.
 */
const LONGEST_MS = 8 * 60 * 60 * 1000;
const opened = Date.now();
const main = document.querySelector("main");
const note = document.querySelector(".veil-note");

/** A machine that slept counts too: its timers did not run, its clock did. */
function end() {
  if (Date.now() - opened < LONGEST_MS) return;
  main.replaceChildren();
  document.querySelector("[data-ended]").hidden = false;
}

function veil(on) {
  end();
  document.body.classList.toggle("veiled", on);
  main.inert = on;
  note.hidden = !on;
  if (on) note.querySelector("button").focus();
}

for (const button of document.querySelectorAll("[data-print], [data-veil]")) button.hidden = false;
document.querySelector("[data-print]").addEventListener("click", () => window.print());
document.querySelector("[data-veil]").addEventListener("click", () => veil(true));
note.querySelector("button").addEventListener("click", () => veil(false));
document.addEventListener("alone", () => veil(true)); // alone.js
window.addEventListener("pagehide", () => main.replaceChildren());
window.addEventListener("pageshow", ({ persisted }) => persisted && window.location.reload());
setTimeout(end, LONGEST_MS);
