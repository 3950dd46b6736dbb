/** On somebody else's phone: nothing may be kept, and the visit ends by itself, on the everyday app. Asked beneath
 * what must be known, over a link that many people hold. What was sent goes on; what was not is gone, and she is
 * told so a minute before.
 */
import { el, field, p, put } from "./dom.js";
import { page } from "./page.js";

const ENDS_MS = 6e5, WARNS_MS = 54e4, LOOKS_MS = 1000;

export function borrowed(now = Date.now) {
  const begun = now(), { show } = page;
  let over, told;
  /** What is told stands over the foot of the page: never over the box that she writes in. */
  const clear = () => told && document.activeElement?.scrollIntoView({ block: "center" });
  const look = () => {
    const gone = now() - begun;
    if (!page.borrowed || !page.title || over) return;
    over = gone >= ENDS_MS;
    if (over) page.root.querySelector(".l").click(); // the bar at the top, as she would
    else if (gone >= WARNS_MS && !told) {
      page.tell(page.form.t.ending);
      told = true;
      clear();
    }
  };
  /** What is ticked is said beneath it at once. */
  const choice = () => {
    const { t } = page.form, why = el("div"), say = () => put(why, page.borrowed && p(t.borrows));
    say();
    return [el("label", { className: "c" }, field("input", {
      type: "checkbox", checked: page.borrowed,
      onchange() {
        page.borrowed = this.checked;
        say();
      },
    }), el("span", 0, t.borrowed)), why];
  };
  page.show = (id) => {
    show(id);
    const { form: { only, stop, t }, root, trail } = page, section = root.querySelector("section");
    if (stop && trail[0] == "truths") {
      if (t.borrowed && !page.kept) section.lastChild.before(...choice());
      if (!only && section.lastChild.children[1] && t.counts) section.lastChild.before(p(t.counts));
    }
    if (page.borrowed) [...section.children].find((one) => one.textContent == t.spare)?.remove();
    told = false;
    look();
  };
  setInterval(look, LOOKS_MS);
  document.addEventListener("visibilitychange", look);
  document.addEventListener("focusin", clear);
}
