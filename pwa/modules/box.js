/** The search box: every submit is a search. It never changes the address or the history. */
import { fold } from "./normalise.js";
import { able } from "./part.js";
import { attempt, reveal } from "./lock.js";

/** Join the box of `app` to `show`, which leaves on the page what matches a text;
 * `known` is the page’s own text. */
export function listen(app, show, known) {
  const form = app.querySelector("form");
  const ready = new Promise((done) => addEventListener("DOMContentLoaded", done)); // the data comes last
  let turn = 0; // typing on, looking away or leaving ends whatever is still being tried
  const look = () => {
    turn += 1;
    show(form.q.value);
  };
  const clear = () => {
    form.reset();
    look();
  };
  const tried = async (typed) => {
    await ready;
    return attempt(JSON.parse(document.getElementById("d").textContent), typed, known);
  };
  form.oninput = look;
  form.onsubmit = (event) => {
    if (!able) return;
    event.preventDefault();
    look();
    const mine = turn;
    const settle = (found) => {
      if (mine !== turn || document.hidden) return;
      clear();
      reveal(found, app);
    };
    if (fold(form.q.value)) tried(form.q.value).then(settle, () => {});
  };
  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", clear);
  look();
}
