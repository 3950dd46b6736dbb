/** The page behind the lock: `go` puts it over the everyday app and draws what the form says. */
import STYLE from "../engine.css";
import { button, el, p, put } from "./dom.js";
import { leave, mount, watch } from "./leave.js";
import { page, path, questions, some } from "./page.js";
import { screens } from "./screens.js";
import { ask, more } from "./wire.js";

const OPENED = 1, AGAIN_MS = 9000, top = button("", leave, "l"), place = el("div"), state = el("output");
const trail = page.trail = [];

/** Help now: never stored, each number only on a tap. */
function help() {
  const { t, help } = page.form;
  return el("details", 0, el("summary", 0, t.help), p(t.calls), [...help, ...page.extra.help || []].map(([name, number, note, to]) =>
    el("details", 0, el("summary", 0, name), p(note),
      el("a", { href: to || "tel:" + number.replace(/ /g, ""), dir: "ltr" }, number))));
}

/** One screen by its id; the heading takes the focus. The way she came is kept for Back. */
page.show = (id) => {
  const { t, screens: all } = page.form, steps = path();
  const s = [...all, ...questions()].find((one) => one.id == id) || { type: id, title: t.more };
  if (trail[0] != id) trail.unshift(id);
  const title = page.title = el("h1", { tabIndex: -1 }, s.title), at = steps.indexOf(s) + 1;
  put(place, el("nav", 0, trail[1] && button(t.back, page.back, "q"), help(),
    at && el("small", 0, t.of.replace("{0}", at).replace("{1}", steps.length))),
  el("section", 0, screens[s.type]?.(s, title) || [title, p(t.wait)]));
  put(top, t.leave);
  put(state);
  page.voice?.();
  scrollTo(0, 0);
  title.focus();
};
page.back = () => {
  trail.shift();
  page.show(trail[0]);
};
page.next = () => {
  const { screens } = page.form;
  if (trail[1] == "menu") page.back();
  else page.show(screens[screens.findIndex(({ id }) => id == trail[0]) + 1].id);
};
page.tell = (text) => put(state, text);

/** After opening with either code: the same things in the same order, whatever they answer.
 *
 * A page from before the service was renewed may not run the newer script: it starts again while nothing is said.
 */
async function opening(tools) {
  try {
    await ask(page.ctx, OPENED);
    page.extra = await more(page.ctx, "cards", page.form.lang);
    page.ctx.run(page.extra.js);
    if (self.late) await self.late(tools);
    else if (some()) page.tell(page.form.t.ended);
    else location.reload();
  } catch {
    setTimeout(opening, AGAIN_MS, tools);
  }
}

/** `ctx`: form, keys, linkId, reply, app, open, run. `tools` is what the script that comes later
 * needs of this one. Returns how to come back after losing sight. */
export function go(ctx, tools) {
  Object.assign(page, { ctx, form: ctx.form, root: el("main", { id: "m" }, el("style", 0, STYLE), top, place, state) });
  mount();
  watch();
  page.show(ctx.form.screens[0].id);
  opening(tools);
  return { resume: mount };
}
