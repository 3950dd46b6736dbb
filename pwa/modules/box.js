/** The search box, or a display with its keys: every submit is a search, or a sum. It never changes the address
 * or the history. */
import { fold } from "./normalise.js";

/** Join the box of `app` to `show`, which puts on the page what a text comes to, and is told why it is asked. What
 * `tried` comes to, if anything, is then shown; a browser without `tried` asks the server. */
export function listen(app, show, tried) {
  const form = app.querySelector("form");
  let turn = 0; // typing on, looking away or leaving ends whatever is still being tried
  const look = (event) => {
    turn += 1;
    show(form.q.value, event?.type);
  };
  const clear = () => {
    form.reset();
    look();
  };
  form.oninput = look;
  form.onsubmit = (event) => {
    if (!tried) return;
    event.preventDefault();
    const typed = form.q.value;
    if (!fold(typed)) return;
    look(event);
    const mine = turn;
    const settle = (then) => {
      if (mine !== turn || document.hidden) return;
      clear();
      then();
    };
    tried(typed).then(settle, () => {});
  };
  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", clear);
  look();
}
