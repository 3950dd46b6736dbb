/** The languages of the form, on its first screen. */
import { el, field } from "./dom.js";
import { page } from "./page.js";

/** Each is called what it calls itself: one tap to the list, one to choose. Nothing where there is one alone. */
export function list() {
  const { langs, lang, t } = page.form;
  const all = field("select", {
    onchange() {
      page.form.wish = all.value;
      page.tongue();
    },
  }, langs.map(([value, name]) => el("option", { value, lang: value, selected: value == lang }, name)));
  return langs[1] && el("label", 0, t.lang, all);
}
