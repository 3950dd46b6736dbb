/**
 * Tells its page, by an event named "alone", that nobody may be looking after it: ten minutes without a key, a
 * pointer or a scroll, or out of sight. What the page does then is its own affair (`paper.js`, `curtain.js`).
 */
const ALONE_MS = 10 * 60 * 1000, LOOK_MS = 5000;
let touched = Date.now();

function touch() {
  touched = Date.now();
}

function tell() {
  touch();
  document.dispatchEvent(new Event("alone"));
}

for (const kind of ["pointerdown", "pointermove", "keydown", "scroll"]) {
  document.addEventListener(kind, touch, { passive: true, capture: true });
}
document.addEventListener("visibilitychange", () => document.hidden && tell());
setInterval(() => Date.now() - touched >= ALONE_MS && tell(), LOOK_MS); // a machine that slept counts: its clock ran
