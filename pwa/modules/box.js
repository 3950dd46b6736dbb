/** The search box: every submit is a search. It never changes the address or the history. */
import { fold } from "./normalise.js";

/** Join the box of `app` to `show`, which leaves on the page what matches a text. What `tried` comes to, if
 * anything, is then shown; a browser without `tried` asks the server. */
export function listen(app, show, tried) {
  const form = app.querySelector("form");
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
    if (!tried) return;
    event.preventDefault();
    look();
    const mine = turn;
    const settle = (then) => {
      if (mine !== turn || document.hidden) return;
      clear();
      then();
    };
    if (fold(form.q.value)) tried(form.q.value).then(settle, () => {});
  };
  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", clear);
  look();
}
