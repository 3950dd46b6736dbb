/** The service worker: the everyday app without a network, and what she chose to keep on this phone.
 *
 * Until she chose, nothing but the everyday app is held, and no address of a link. Only looking at pages comes by
 * here: a form that is open is never touched, whatever this script is renewed to.
 */
import { flush } from "./modules/flush.js";
import { drop, fresh, keepDay, keeps, ownPage, renew, standing, stored } from "./modules/held.js";

const EVERYDAY = /^\/(a\/[a-z]+)?$/, title = async (page) => (await page.clone().text()).match(/<title>.*?<|$/)[0];

/** The everyday app at this address: as held where that is of today, else as it comes, else as held. */
async function everyday(request, at) {
  const held = await stored(at);
  if (fresh(held)) return held;
  return fetch(request).then((page) => keepDay(at, page)).catch(() => held || stored());
}

/** Leaving takes this worker and what it holds along, unless she keeps something or the app is on her home screen. */
async function leaving(request) {
  const onward = await fetch(request);
  if (!await keeps()) await Promise.all([drop(), registration.unregister()]);
  return onward;
}

/** Where she keeps a page, it stands for the everyday app that it shows, and for its own address without a network. */
async function answer(request, path, search) {
  if (!EVERYDAY.test(path)) return (path == "/x" ? leaving : fetch)(request).catch(() => without(path, search));
  const own = await ownPage(), page = await everyday(request, path + search);
  return own && (!page || await title(own) == await title(page)) ? own : page || Response.error();
}

/** No network: leaving leads to where the everyday app stands, as ever; a link, to her page as she keeps it, or to
 * whichever there is.
 */
async function without(path, search) {
  const [skin, number] = search.slice(1).split("&"), home = "/a/" + skin;
  if (path == "/x") return Response.redirect(await standing(home + "?" + number, home, "/") || home);
  return path.startsWith("/k/") && await ownPage() || await stored() || await ownPage() || Response.error();
}

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

/** A page says its own text, so that it need not be fetched again; only what to allow it is asked for. */
addEventListener("message", (event) => event.waitUntil((async () => {
  const { pathname, search } = new URL(event.source.url), at = pathname + search;
  const { headers } = await fetch(at, { method: "HEAD" });
  await keepDay(at, new Response(event.data, { headers }));
  await flush();
})()));

addEventListener("fetch", (event) => {
  const { mode, method, url } = event.request, { pathname, search } = new URL(url);
  if (mode != "navigate" || method != "GET") return;
  event.waitUntil(Promise.all([flush(), renew()]));
  event.respondWith(answer(event.request, pathname, search));
});
