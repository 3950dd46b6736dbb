/** The page behind the lock: `go` puts it over the everyday app and draws what the form says. */
import STYLE from "../engine.css";
import { help, speaker } from "./aids.js";
import { button, el, put } from "./dom.js";
import { hush, leave, mount, watch } from "./leave.js";
import { screens } from "./screens.js";
import { ASK_REPLY, OPENED, ask, more } from "./wire.js";
import { page, path, questions, wipe } from "./words.js";

const AGAIN_MS = 30000, trail = [];
const top = button("", leave, "l"), place = el("div"), state = el("output");

/** One screen by its id; the heading takes the focus. The way she came is kept for Back. */
page.show = (id) => {
  const { t, screens: all } = page.form, steps = path();
  const s = [...all, ...questions()].find((one) => one.id == id) || { type: id, title: t.more };
  if (trail[0] != id) trail.unshift(id);
  hush();
  const title = el("h1", { tabIndex: -1 }, s.title), body = el("section", 0, screens[s.type](s, title)), at = steps.indexOf(s) + 1;
  put(place, el("nav", 0, trail[1] && button(t.back, back, "q"), help(), speaker(() => body.innerText, t.quiet),
    at && el("small", 0, t.of.replace("{0}", at).replace("{1}", steps.length))), body);
  top.textContent = t.leave;
  scrollTo(0, 0);
  title.focus();
};
const back = () => {
  trail.shift();
  page.show(trail[0]);
};
page.next = () => {
  const { screens } = page.form;
  if (trail[1] == "menu") back();
  else page.show(screens[screens.findIndex(({ id }) => id == trail[0]) + 1].id);
};
page.tell = (text) => put(state, text);

/** All that waited was acknowledged: `final` says a Send was among it, `same` that nothing was added since. */
page.stored = (final, same) => {
  page.tell(page.form.t.sent);
  page.sent ||= final;
  if (!final || !same) return;
  wipe(true);
  page.show(trail[0] == "send" ? "done" : trail[0]);
};

/** Another language for the form; what is typed stays. */
page.tongue = async (lang) => {
  const form = await more(page.ctx, "form", lang);
  if (form) page.form = { ...form, facts: page.form.facts };
  else page.tell(page.form.t.offline);
  if (page.root.isConnected) mount();
  page.show(trail[0]);
  if (form) await cards();
};
async function cards() {
  page.extra = await more(page.ctx, "cards", page.form.lang) || page.extra;
  if (trail[0] == "menu") page.show("menu");
}
/** After opening with either code: the same things in the same order, whatever they answer. */
async function opening() {
  try {
    await ask(page.ctx, OPENED);
    await cards();
    await ask(page.ctx, ASK_REPLY);
  } catch {
    setTimeout(opening, AGAIN_MS);
  }
}

/** `ctx`: form, keys, linkId, reply, app, open. Returns how to come back after losing sight. */
export function go(ctx) {
  Object.assign(page, { ctx, form: ctx.form, root: el("main", { id: "m" }, el("style", 0, STYLE), top, place, state) });
  wipe();
  mount();
  watch();
  page.show(ctx.form.screens[0].id);
  opening();
  return { resume: mount };
}
