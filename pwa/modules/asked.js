/** One question as a group: taps, then words that are counted down gently and never cut. */
import { el, field, p, put } from "./dom.js";
import { kept, page } from "./page.js";

const GENTLY = 50, STEP = 10;

/** `changed` is told after every tap and letter. `label` is for a box without the usual words. */
export function asked(question, changed, title = question.title, label = page.form.t.text) {
  const { chips = [], one, max } = question, { t } = page.form, mine = kept(question);
  const count = el("small", { role: "status" });
  const tally = () => {
    const left = max - mine.t.length;
    put(count, left < 0 ? t.over : left < GENTLY && t.left.replace("{0}", Math.ceil(left / STEP) * STEP));
  };
  const touch = () => {
    mine.off = false;
    tally();
    changed();
  };
  const boxes = chips.map(([id]) => field("input", {
    type: "checkbox",
    checked: mine.c.includes(id),
    onchange() {
      if (one) for (const box of boxes) box.checked &&= box == this;
      mine.c = chips.map(([id]) => id).filter((_, i) => boxes[i].checked);
      touch();
    },
  }));
  const box = max && field("textarea", {
    value: mine.t, rows: 4,
    oninput() {
      mine.t = this.value;
      touch();
    },
  });
  tally();
  return el("fieldset", 0, title && el("legend", 0, title), p(question.help),
    chips.map(([, text], i) => el("label", { className: "c" }, boxes[i], el("span", 0, text))),
    box && el("label", 0, label, box), count);
}
