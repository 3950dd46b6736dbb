/** What was sealed and waits, laid down on this phone while that is chosen. */
import { join } from "./bytes.js";
import { page } from "./page.js";
import { receipt } from "./seal.js";
import { OWN } from "./stores.js";

let laid = Promise.resolve();
export const opened = () => caches.open(OWN), named = (body) => "/s?" + body.slice(18, 50);

async function down(body) {
  const kept = new Response(join(await receipt(page.ctx, body), body));
  if (page.hold) await (await opened()).put(named(body), kept);
}

/** It waits as it goes, behind what the service will say once it has it: no key stays. */
export function lay(body) {
  const one = down(body);
  laid = Promise.allSettled([laid, one]);
  return one;
}

/** Once everything that was begun lies there: what is erased before that would come back. */
export const settled = () => laid;
