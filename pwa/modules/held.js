/** What is held on this phone: the everyday app by its addresses, and beside it what she chose to keep. */
import { OWN } from "./stores.js";

const PAGES = "pages", DAY_MS = 864e5;

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

/** The page that she keeps, as if it had come from wherever it is wanted. */
export async function ownPage() {
  const own = await opened(OWN), at = own && await kept(own);
  const page = at && await own.match(at, { ignoreVary: true });
  return page && new Response(await page.blob(), { headers: page.headers });
}

/** The same page as it is now; where it does not come, what is kept stays. */
export async function renew() {
  const own = await opened(OWN), at = own && await kept(own);
  if (at) await fetch(at.url, { credentials: "omit" }).then((page) => page.ok && own.put(at, page), () => {});
}

const kept = async (own) => (await own.keys()).find(({ url }) => url.includes("/k/"));
