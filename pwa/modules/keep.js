/** What she may keep on this phone, each explained first and off until chosen: what was sealed and could not go yet,
 * and this page. Leaving spares it; taking the tick away erases it.
 */
import { join, mac } from "./bytes.js";
import { flush, KEPT, tidy } from "./flush.js";
import { page } from "./page.js";
import { sha256 } from "./seal.js";
import { waiting } from "./send.js";
import { OWN } from "./stores.js";
import { asks, OPENED, request, SMALL } from "./wire.js";

export const chosen = {}, LINK = /\/k\//;
const PARTS = ["rest", "seldom"], PART = /\/s\?[a-z]+$/;
const opened = () => caches.open(OWN);
const named = (body) => "/s?" + Array.from(body.slice(18, 50), (one) => (one + 256).toString(16).slice(1)).join("");

/** It waits as it goes, behind what the service will say once it has it: no key stays. */
async function lay(body) {
  const proof = await mac(page.ctx.keys.send, "answer", [1], await sha256(body));
  await (await opened()).put(named(body), new Response(join(proof, body)));
}

async function erase(...kinds) {
  const own = await opened(), all = await own.keys();
  await Promise.all(all.filter(({ url }) => kinds.some((kind) => kind.test(url))).map((at) => own.delete(at)));
  await tidy(own);
  page.keeps = await caches.has(OWN);
}

async function parts() {
  const own = await opened();
  for (const part of PARTS) await own.put("/s?" + part, new Response(await asks(page.ctx, part, page.form.lang)));
}

export const on = {
  async seal() {
    page.keeps = true;
    page.hold = (body) => lay(body).catch(() => page.tell(page.form.t.full));
    page.drop = async (body) => (await opened()).delete(named(body));
    await Promise.all(waiting.map(lay));
    if (!page.noted) await lay(await request(page.ctx, OPENED, new Uint8Array(SMALL)));
    navigator.serviceWorker.register(page.ctx.policy.createScriptURL("/sw.js")).catch(() => {}); // else by the next use
  },
  async stay() {
    await on.seal();
    await parts();
    await (await opened()).put(location.pathname, await fetch(location.pathname, { credentials: "omit" }));
    chosen.seal = true;
  },
};
export const off = {
  seal() {
    page.hold = page.drop = 0;
    return erase(KEPT);
  },
  stay: () => erase(LINK, PART),
};

/** What was kept before goes, if it can; where the page is kept, it is kept as it is now, and so is what is sent. */
export async function keep(show) {
  const kept = await caches.has(OWN) ? await (await opened()).keys() : [], is = (kind) => kept.some(({ url }) => kind.test(url));
  chosen.stay = is(LINK);
  chosen.seal ||= chosen.stay || is(KEPT);
  if (show) page.show("spare");
  if (chosen.seal) await on.seal();
  if (chosen.stay) await parts().catch(() => {});
  if (kept[0]) await flush();
}
