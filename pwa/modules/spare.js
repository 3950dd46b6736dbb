/** The screen on which she may choose to keep something on this phone. */
import { acts, el, field, p } from "./dom.js";
import { chosen, inTurn, LINK, off, on } from "./keep.js";
import { page } from "./page.js";
import { toSend } from "./screens.js";

const boxes = {};

/** Done, or undone where the phone has no room or no network; the ticks say what is so. */
async function become(name, wanted) {
  const { t } = page.form;
  chosen[name] = wanted;
  await (wanted ? on : off)[name]().catch(() => {
    chosen[name] = false;
    page.tell(navigator.onLine ? t.full : t.offline);
    return off[name]();
  });
  for (const each in boxes) boxes[each].checked = chosen[each];
}

/** Who leaves before it is erased takes it along. */
function choose(name, wanted) {
  chosen[name] = page.kept = wanted;
  page.keeps = chosen.seal || chosen.stay;
  page.tell();
  inTurn(() => become(name, wanted));
}

function choice(name, why) {
  boxes[name] = field("input", { type: "checkbox", checked: chosen[name], onchange() { choose(name, this.checked); } });
  return [p(why), el("label", { className: "c" }, boxes[name], el("span", 0, page.form.t[name]))];
}

export function spare(s, title) {
  const { t } = page.form;
  return [title, choice("seal", t.seals), (chosen.stay || LINK.test(location.pathname)) && choice("stay", t.stays),
    acts(toSend())];
}
