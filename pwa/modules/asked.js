/** One question as a group: taps, then words that are counted down gently and never cut.
 *
 * Of chips that exclude each other, the one that is on is tapped off as it was tapped on.
 */
import { el, field, p, put } from "./dom.js";
import { kept, page } from "./page.js";

const GENTLY = 50, STEP = 10;

/** `changed` is told after every tap and letter. `label` is for a box without the usual words: some questions have one. */
export function asked(question, changed, title = question.title, label = question.label || page.form.t.text) {
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
    type: one ? "radio" : "checkbox",
    name: one ? question.id : "",
    checked: mine.c.includes(id),
    onkeyup(event) {
      if (!one || event.key != " " || !this.checked) return;
      event.preventDefault();
      this.click();
    },
    onclick() {
      if (one) this.checked = mine.c[0] != id;
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
