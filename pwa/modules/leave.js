/** Leaving: the everyday app is there in the next frame, from what is in the page; the tab follows.
 *
 * Its own box was emptied when this opened; the title never changes.
 */
import { page } from "./page.js";
import { OWN } from "./stores.js";
import { AGAIN_MS } from "./wire.js";

const PRESSES = 3, WITHIN_MS = 2000, LONGEST_MS = 200;
let shifts = [], left;

/** To the same everyday app on an address of its own; what she chose to keep on this phone is spared. */
const replace = () => location.replace("/x?" + page.ctx.form.a + (page.keeps ? "&k" : ""));

/** The tab stays as it is until something comes over the network: a phone says too early that there is one. */
const onceThere = () => fetch("/s").then(() => page.ctx.app.hidden || replace(), () => setTimeout(onceThere, AGAIN_MS));

/** Out of sight, and silent, in this frame; she can come back. */
function cover() {
  page.root.remove();
  page.ctx.app.hidden = false;
  page.hush?.();
}

/** Who listens to the page hears the heading of the app, and no keyboard opens. */
function land() {
  const top = page.ctx.app.querySelector("h1");
  top.style.outline = 0;
  top.tabIndex = -1;
  top.focus();
}

/** Over the everyday app; false where she has left. */
export function mount() {
  const { app } = page.ctx, { lang, dir } = page.form;
  if (left) return false;
  app.after(page.look, Object.assign(page.root, { lang, dir }));
  app.offsetTop; // laid out by every rule there is, before it goes out of sight: it is soon there again
  app.hidden = true;
  page.title?.focus();
  return true;
}

/** The everyday app is painted first. What she has just sent is then handed over, and the tab goes. */
export async function leave() {
  const { keys, reply } = page.ctx;
  cover();
  left = true;
  page.root.replaceChildren();
  page.now = {};
  page.title = 0;
  await Promise.race([
    Promise.all([page.stop?.(), new Promise((on) => requestAnimationFrame(() => setTimeout(on)))]),
    new Promise((on) => setTimeout(on, LONGEST_MS)),
  ]);
  land(); // the look of what has the focus is reckoned anew: after the frame, not in it
  page.look.remove();
  for (const key of [keys.send, keys.answer, reply]) key.fill(0);
  (navigator.onLine && page.noted ? replace : onceThere)();
}

/** Ways to leave besides the bar, none of them while the everyday app is on show; and what losing sight does. */
export function watch() {
  globalThis.caches?.has(OWN).then((kept) => page.keeps = kept, () => {});
  const shown = (act) => (event) => page.root.isConnected && act(event);
  addEventListener("keydown", shown((event) => {
    if (event.key == "Escape" && event.keyCode != 229) leave(); // 229: of a word that is being composed
  }));
  addEventListener("keyup", shown(({ key, timeStamp }) => {
    shifts = key == "Shift" ? [timeStamp, ...shifts] : [];
    if (timeStamp - shifts[PRESSES - 1] < WITHIN_MS) leave();
  }));
  addEventListener("popstate", shown(leave)); // Back, past a link within the everyday app
  addEventListener("visibilitychange", shown(() => document.hidden && (cover(), land())));
  addEventListener("pagehide", () => {
    page.stop?.();
    document.body.replaceChildren();
  });
  addEventListener("pageshow", (event) => event.persisted && replace());
}
