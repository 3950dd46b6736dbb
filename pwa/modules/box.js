/** The search box: every submit is a search. It never changes the address or the history. */
import { fold } from "./normalise.js";
import { able } from "./part.js";
import { attempt, reveal } from "./lock.js";

/** Join the box of `app` to `show`, which leaves on the page what matches a text;
 * `known` is the page’s own text. */
export function listen(app, show, known) {
  const form = app.querySelector("form");
  const data = JSON.parse(document.getElementById("d")?.textContent ?? "null");
  let turn = 0; // typing on, looking away or leaving ends whatever is still being tried
  const look = () => {
    turn += 1;
    show(form.q.value);
  };
  const clear = () => {
    form.reset();
    look();
  };
  form.oninput = look;
  form.onsubmit = (event) => {
    if (data && !able) return;
    event.preventDefault();
    look();
    if (!data || !fold(form.q.value)) return;
    const mine = turn;
    const settle = (found) => {
      if (mine !== turn || document.hidden) return;
      clear();
      reveal(found, app);
    };
    attempt(data, form.q.value, known).then(settle, () => {});
  };
  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", clear);
  look();
}
