/** What is asked for only when she opens it: cards, what being counted may say, more truths, more numbers. */
import { p, put } from "./dom.js";
import { page } from "./page.js";
import { AGAIN_MS, more } from "./wire.js";

let coming, script;

/** Fills a place with what is made of it: now, or when it has come; tries on while the place is there. */
export async function fill(place, made) {
  const { t, lang } = page.form;
  try {
    if (!page.extra.cards) {
      put(place, p(t.wait));
      page.extra = await (coming ||= more(page.ctx, "cards", lang));
    }
    put(place, made(page.extra));
  } catch {
    coming = 0;
    put(place, p(t.offline));
    if (page.root.contains(place)) setTimeout(fill, AGAIN_MS, place, made);
  }
}

/** What few ask for: its script and its words, fetched once. Rejects while there is no network. */
export const summon = () => script ||= more(page.ctx, "seldom", page.form.lang).then(({ js, t }) => {
  Object.assign(page.form.t, t);
  page.ctx.run(js);
  return self.seldom(page.tools);
}).catch((fault) => {
  script = 0;
  throw fault;
});

/** The same in the form’s new language, if any of it was asked for. */
export async function renew() {
  if (coming) page.extra = await (coming = more(page.ctx, "cards", page.form.lang));
}
