/** What she may keep on this phone, each explained first and off until chosen: what was sealed and could not go yet,
 * and this page. Leaving spares it; taking the tick away erases it.
 */
import { flush, KEPT, tidy } from "./flush.js";
import { lay, named, opened, settled } from "./laying.js";
import { page } from "./page.js";
import { waiting } from "./send.js";
import { OWN, PAGES } from "./stores.js";
import { asks, OPENED, request, SMALL } from "./wire.js";

export const chosen = {}, LINK = /\/k\//;
const PARTS = ["rest", "seldom", "cards"], PART = /\/s\?[a-z]+$/, NEWER = /\/k\/.*\?$/;
let turn = Promise.resolve();

/** What she chooses is done one after the other: nothing begun before comes back after it was erased. */
export const inTurn = (act) => turn = turn.catch(() => {}).then(act);

async function erase(...kinds) {
  const own = await opened(), all = await own.keys();
  await Promise.all(all.filter(({ url }) => kinds.some((kind) => kind.test(url))).map((at) => own.delete(at)));
  await tidy(own);
  page.keeps = await caches.has(OWN);
  if (page.keeps || await caches.has(PAGES)) return;
  await (await navigator.serviceWorker.getRegistration())?.unregister();
}

/** What a kept page needs of the service, for either code; with it the page becomes as new as they are. */
async function parts() {
  const own = await opened(), { ctx, form } = page;
  for (const part of PARTS) await own.put("/s?" + part, new Response(await asks(ctx, "+" + part, form.lang)));
  const newer = (await own.keys()).find(({ url }) => NEWER.test(url));
  if (!newer) return;
  await own.put(newer.url.slice(0, -1), await own.match(newer));
  await own.delete(newer);
}

export const on = {
  async seal() {
    page.keeps = true;
    page.hold = (body) => lay(body).catch(() => page.tell(page.form.t.full));
    page.drop = async (body) => (await opened()).delete(named(body));
    addEventListener("online", flush);
    await Promise.all(waiting.map(lay));
    if (!page.noted) await lay(await request(page.ctx, OPENED, new Uint8Array(SMALL)));
    navigator.serviceWorker.register(page.ctx.policy.createScriptURL("/sw.js")).catch(() => {}); // else by the next use
  },
  async stay() {
    chosen.seal = true;
    await on.seal();
    await parts();
    await (await opened()).put(location.pathname, await fetch(location.pathname, { credentials: "omit" }));
  },
};
export const off = {
  async seal() {
    page.hold = page.drop = 0;
    await settled();
    await erase(KEPT);
  },
  stay: () => erase(LINK, PART),
};

/** What was kept before goes, if it can; where the page is kept, it is kept as it is now, and so is what is sent. */
export const keep = (show) => inTurn(async () => {
  const kept = await caches.has(OWN) ? await (await opened()).keys() : [];
  const is = (kind) => kept.some(({ url }) => kind.test(url));
  chosen.stay = is(LINK);
  if (!chosen.stay && is(PART)) await erase(PART); // she left while it was being laid down
  chosen.seal ||= chosen.stay || is(KEPT);
  if (show) page.show("spare");
  if (chosen.seal) await on.seal();
  if (chosen.stay) await parts().catch(() => {});
  if (kept[0]) await flush();
});
