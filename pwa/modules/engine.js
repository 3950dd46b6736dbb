/** The page behind the lock: `go` puts it over the everyday app and draws what the form says. */
import BENEATH from "../beneath.css";
import STYLE from "../engine.css";
import { button, el, p, put } from "./dom.js";
import { help } from "./help.js";
import { leave, mount } from "./leave.js";
import { opening } from "./opening.js";
import { page, path, questions } from "./page.js";
import { screens } from "./screens.js";
import { lift, ready, watch } from "./ways.js";

const top = button("", leave, "l"), place = el("div"), state = el("output");
const trail = page.trail = [];
top.ontouchstart = top.ontouchcancel = ready;
top.ontouchend = lift;

/** One screen by its id; the heading takes the focus. The way she came is kept for Back. */
page.show = (id) => {
  const { t, screens: all } = page.form, steps = path();
  const s = [...all, ...questions()].find((one) => one.id == id) || { type: id, title: t[id] };
  if (trail[0] != id) trail.unshift(id);
  const title = page.title = el("h1", { tabIndex: -1 }, s.pic && el("img", { src: s.pic, alt: "" }), s.title), at = trail[1] != "more" && steps.indexOf(s) + 1;
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
  if (trail[1] == "more") page.back();
  else page.show(screens[screens.findIndex(({ id }) => id == trail[0]) + 1]?.id || "send");
};
page.tell = (text) => put(state, text);

/** `ctx`: form, keys, linkId, reply, app, open, run. `tools` is what the script that comes later
 * needs of this one. Returns how to come back after losing sight. */
export function go(ctx, tools) {
  const look = el("style", 0, BENEATH, STYLE), root = el("main", { id: "m", translate: false }, top, place, state);
  Object.assign(page, { ctx, form: ctx.form, look, root });
  mount();
  watch();
  page.show(ctx.form.screens[0].id);
  opening(tools);
  return { resume: mount };
}
