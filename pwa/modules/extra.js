/** What is asked for only when she opens it: cards, what being counted may say, more truths, more numbers. */
import { p, put } from "./dom.js";
import { page } from "./page.js";
import { AGAIN_MS, more } from "./wire.js";

let script;

/** Fills a place with what is made of it: now, or when it has come; tries on while the place is there. */
export async function fill(place, made) {
  const { t, lang } = page.form;
  try {
    if (!page.extra.cards) {
      put(place, p(t.wait));
      page.extra = await (page.coming ||= more(page.ctx, "cards", lang));
    }
    put(place, made(page.extra));
  } catch {
    page.coming = 0;
    put(place, p(t.offline));
    if (page.root.contains(place)) setTimeout(fill, AGAIN_MS, place, made);
  }
}

/** What few ask for: its script and its words, fetched once. Rejects while there is no network. */
export const summon = () => script ||= more(page.ctx, "seldom", page.form.lang).then(({ js, t, langs }) => {
  Object.assign(page.form.t, t);
  page.langs = langs;
  page.ctx.run(js);
  return self.seldom(page.tools);
}).catch((fault) => {
  script = 0;
  throw fault;
});
