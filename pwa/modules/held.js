/** What is held on this phone: the everyday app by its addresses, and beside it what she chose to keep. */
import { OWN, PAGES } from "./stores.js";

const DAY_MS = 864e5, POLICY = "Content-Security-Policy";

const opened = async (name) => await caches.has(name) && caches.open(name);

/** Whether it came within a day; a clock that was changed only makes it come anew. */
export const fresh = (page) => page && Math.abs(Date.now() - Date.parse(page.headers.get("Date"))) < DAY_MS;

/** The everyday app at an address, or whichever there is. */
export async function stored(path) {
  const day = await opened(PAGES), at = path || (await day?.keys?.())?.pop();
  return day && at ? day.match(at, { ignoreVary: true }) : undefined;
}

/** Which of these addresses is held, or whichever is. */
export async function standing(...paths) {
  const day = await opened(PAGES), all = (await day?.keys?.() || []).map(({ url }) => url.replace(location.origin, ""));
  return paths.find((path) => all.includes(path)) || all.pop();
}

/** Holds an everyday page as it came; anything else is handed on. */
export async function keepDay(path, page) {
  if (page.ok && !page.redirected) await (await caches.open(PAGES)).put(path, page.clone());
  return page;
}

/** Nothing of the everyday app stays. */
export const drop = () => caches.delete(PAGES);
export const keeps = () => caches.has(OWN);

/** The page that she keeps, as if it had come from wherever it is wanted; with a network, as new as there is one. */
export async function ownPage() {
  const own = await opened(OWN), [at, newer] = own ? await kept(own) : [];
  const page = at && await own.match(navigator.onLine && newer || at, { ignoreVary: true });
  return page && new Response(await page.blob(), { headers: page.headers });
}

/** The same page as it is now; where it does not come, what is kept stays. One with other scripts stands beside it
 * until a code opens it: what is kept for use without a network goes with the scripts of its day. */
export async function renew() {
  const own = await opened(OWN), [at] = own ? await kept(own) : [];
  const page = at && await fetch(at.url, { credentials: "omit" }).catch(() => {});
  if (!page?.ok) return;
  const { headers } = await own.match(at, { ignoreVary: true });
  await own.put(headers.get(POLICY) == page.headers.get(POLICY) ? at : at.url + "?", page);
}

/** Its address, and where one that is newer stands. */
async function kept(own) {
  const all = (await own.keys()).filter(({ url }) => url.includes("/k/"));
  const newer = all.find(({ url }) => url.endsWith("?"));
  return [all.find((one) => one != newer), newer];
}
