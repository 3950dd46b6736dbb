/** The languages of the form, on its first screen: a few to be known by, and all of them once she asks. */
import { button, el, put } from "./dom.js";
import { summon } from "./extra.js";
import { page } from "./page.js";

/** One tap to the list, one to choose. Nothing where there is one language alone. */
export function list() {
  const { langs, t } = page.form, place = el("div", { className: "n" });
  const all = () => summon().then(({ names }) => put(place, names()).firstChild.focus()).catch(() => page.tell(t.offline));
  return langs[0] && put(place, button([t.lang, ...langs].join(" · "), all));
}
