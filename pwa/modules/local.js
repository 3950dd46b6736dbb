/** What the service says of itself, fetched when she asks for it. Only nodes of these kinds, drawn with DOM calls; a
 * number is seen on a tap, and a site is never opened from here: its address stands there to be copied.
 */
import { el, p, put } from "./dom.js";
import { page } from "./page.js";
import { screens } from "./screens.js";
import { AGAIN_MS, more } from "./wire.js";

const TAGS = { p: "p", h: "h2", ul: "ul", li: "li", strong: "strong", br: "br" }, CALL = /^tel:\+?\d+$/;

function linked(to, text) {
  const number = /(\d ?){3}/.test(text), bare = to.replace(/^(tel|mailto):/, "");
  const shown = el("bdi", { dir: "ltr" }, number && CALL.test(to) ? text : bare);
  if (!CALL.test(to)) return text == bare || text == to ? shown : [text, " ", shown];
  return el("details", 0, el("summary", 0, number ? page.form.t.number : text), el("a", { href: to, dir: "ltr" }, shown));
}

function drawn(node) {
  if (!node.map) return node;
  const [kind, ...inside] = node;
  if (kind == "a") return linked(...inside);
  const kids = inside.map(drawn);
  return TAGS[kind] && el(TAGS[kind], 0, kind == "h" ? el("small", 0, kids) : kids);
}

async function come(place) {
  const { ctx, form: { lang, t } } = page;
  try {
    const { lang: theirs, dir, nodes, calls, sites } = await more(ctx, "local", lang);
    put(Object.assign(place, { lang: theirs, dir }), nodes.map(drawn));
    put(place.nextSibling, calls && p(t.calls), sites && p(t.sites));
  } catch {
    put(place, p(t.offline));
    if (page.root.contains(place)) setTimeout(come, AGAIN_MS, place);
  }
}

export function local() {
  screens.local = (s, title) => {
    const place = el("div", 0, p(page.form.t.wait));
    come(place);
    return [title, place, el("div")];
  };
}
