/** Once the app was used it is there without a network too. Only from an address of its own, never by itself. */
import { OWN } from "./stores.js";

const text = "<!doctype html>" + document.documentElement.outerHTML; // as it came, before anything was done
const worker = navigator.serviceWorker, stores = globalThis.caches, SCRIPT = "/sw.js";
const policy = globalThis.trustedTypes?.createPolicy("d", { createScriptURL: (same) => same });
let begun;

/** Its worker is given the page's own text. */
async function begin() {
  await worker.register(policy ? policy.createScriptURL(SCRIPT) : SCRIPT);
  (await worker.ready).active.postMessage(text);
}
const use = () => begun ||= begin().catch(() => {});

/** Opened from the home screen it stays, whoever leaves what. */
const stay = async () => (await stores.open(OWN)).put("/a", new Response());

export function settle(app) {
  if (!worker || !stores) return;
  if (matchMedia("(display-mode:standalone)").matches) stay();
  if (worker.controller) return;
  for (const sign of ["input", "click"]) app.addEventListener(sign, use);
  stores.has(OWN).then((kept) => kept && use());
}
