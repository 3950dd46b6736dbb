/** A keyboard's keys, as the keys on the page. Where the display itself is typed into, most are its own. */
import { tidy } from "./reckon.js";

const NAMED = { Enter: "=", Escape: "C", Backspace: "←", Delete: "C" };
const ALL = /^[=C←\d+−×÷%().]$/, WITHIN = /^[=C]$/;

/** Let `press` do what is typed while `app` is on show, wherever the focus is. Enter on a key or link is theirs. */
export function keyboard(app, press) {
  document.addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, metaKey, altKey, isComposing } = event, within = target.name == "q";
    if (app.hidden || ctrlKey || metaKey || altKey || isComposing) return;
    if ((key == "Enter" && /^(A|BUTTON)$/.test(target.tagName)) || (key == "Delete" && within)) return;
    const sign = key.length > 1 ? NAMED[key] : key == "=" ? key : tidy(key).replace(",", ".");
    if (!(within ? WITHIN : ALL).test(sign)) return;
    event.preventDefault();
    if (sign == "=") app.querySelector("form > button").click();
    else press(sign);
  });
}
