/** Help now: never stored, each number only on a tap. Once it is open, further ones follow. */
import { el, p } from "./dom.js";
import { page } from "./page.js";

const line = ([name, number, note, to]) => el("details", 0, el("summary", 0, name), p(note),
  el("a", { href: to || "tel:" + number.replace(/ /g, ""), dir: "ltr" }, number));

export function help() {
  const { t, help } = page.form, more = el("div");
  return el("details", { ontoggle: () => page.further?.(more, line) },
    el("summary", 0, t.help), p(t.calls), help.map(line), more);
}
