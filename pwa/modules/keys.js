/** A display and its keys, what is remembered, and the last few sums. All of it stands on this page only. */
import { keyboard } from "./keyboard.js";
import { reckon, tidy } from "./reckon.js";

const KEPT = 3;

const turned = (_, before, minus, number = "") => before + (minus ? "" : "−") + number;

/** Give the keys of `app` what they do; and what becomes of what stands on its display, and why that is asked. */
export function keys(app) {
  const form = app.querySelector("form"), { q } = form, pad = form.children[1];
  const [tape, note, shown] = form.querySelectorAll("ol,small,output");
  let last = "", held = ""; // what the last sum came to, while it stands there; what is remembered
  const hold = (value) => {
    held = value == "0" ? "" : value;
    note.textContent = held && `M ${held}`;
  };
  const say = (value, told = value) => {
    shown.textContent = told;
    return last = value;
  };
  const work = (sum) => {
    try {
      return say(reckon(sum));
    } catch (why) {
      return say("", shown.dataset[why]);
    }
  };
  const put = (text) => {
    q.value = text;
    form.oninput({ type: "input" });
    q.scrollLeft = q.scrollWidth;
  };
  const store = (key) => {
    const value = q.value ? work(q.value) : last, sum = value && work(`${held || 0}${key[1]}${value}`);
    if (!sum) return;
    hold(sum);
    put("");
    say(value);
  };
  const does = {
    C: () => q.value || shown.textContent ? put(say("")) : tape.replaceChildren(),
    "←": () => put(q.value ? q.value.slice(0, -1) : say("")),
    "±"() {
      const text = q.value || last;
      say("");
      put(text.replace(/(^|[+−×÷(])(−?)([\d.]+(?:e−?\d+)?%?)?$/, turned));
    },
    MC: () => hold(""),
    MR: () => held && put((/[\d.)%]$/.test(q.value) ? "" : q.value || say("")) + held),
    "M+": store,
    "M−": store,
  };
  const press = (key) => does[key] ? does[key](key) : q.value.length < q.maxLength && put(q.value + key);
  pad.onclick = ({ target }) => target == pad || press(target.textContent);
  form.onmousedown = ({ target }) => target.tagName != "BUTTON"; // a tap takes the focus from nowhere
  keyboard(app, press);
  const finish = (sum) => {
    const value = work(sum), line = document.createElement("li");
    if (!value) return;
    q.value = "";
    if (!/.[+−×÷%(]/.test(sum)) return; // a number alone is no sum
    line.textContent = `${sum} = ${value}`;
    tape.append(line);
    if (tape.children[KEPT]) tape.firstChild.remove();
  };
  pad.hidden = false;
  q.inputMode = "none";
  const type = (typed) => {
    const text = tidy(typed).replaceAll(",", ".").replace(/[^\d+−×÷%().e]/g, "");
    const now = /^[+−×÷%]/.test(text) ? last + text : text;
    if (now != typed) q.value = now;
    if (now) say("");
  };
  const forget = () => {
    hold(q.value = say(""));
    tape.replaceChildren();
  };
  return (typed, why) => ({ input: type, submit: finish }[why] || forget)(typed);
}
