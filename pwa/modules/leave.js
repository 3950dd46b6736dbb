/** Leaving: the everyday app is there in the next frame, from what is in the page; the tab follows.
 *
 * Its own box was emptied when this opened; the title never changes.
 */
import { page } from "./page.js";
import { AGAIN_MS } from "./wire.js";

const LONGEST_MS = 200;

/** To the same everyday app on an address of its own; what she chose to keep on this phone is spared. */
export const replace = () => location.replace("/x?" + page.ctx.form.a + (page.keeps ? "&k" : ""));

/** The tab stays as it is until something comes over the network: a phone says too early that there is one. */
const onceThere = () => fetch("/s").then(() => page.ctx.app.hidden || replace(), () => setTimeout(onceThere, AGAIN_MS));

/** The everyday app is on show, and nothing speaks. */
function bare() {
  page.ctx.app.hidden = false;
  page.hush?.();
}

/** Out of sight in this frame; she can come back. */
export function cover() {
  bare();
  away();
}

/** Off the page, and its looks with it: the form stands in no document until it is mounted again. */
function away() {
  page.root.remove();
  page.look.remove();
  land();
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
  const { app, left } = page.ctx, { lang, dir } = page.form;
  if (left) return false;
  app.after(page.look, Object.assign(page.root, { lang, dir }));
  app.offsetTop; // laid out by every rule there is, before it goes out of sight: it is soon there again
  app.hidden = true;
  page.title?.focus();
  return true;
}

/** The everyday app is painted first. What she has just sent is then handed over, and the tab goes. */
export async function leave() {
  const { ctx, root } = page, { keys, reply } = ctx;
  if (ctx.left) return;
  ctx.left = root.hidden = true; // out of sight in this frame: taking it off the page takes longer, and comes after it
  bare();
  page.now = {};
  page.title = 0;
  const late = new Promise((on) => setTimeout(on, LONGEST_MS)), handed = page.stop?.();
  await Promise.race([late, new Promise((on) => requestAnimationFrame(() => setTimeout(on)))]);
  root.replaceChildren();
  away(); // the look of what has the focus is reckoned anew: after the frame, not in it
  await Promise.race([late, handed]);
  await page.long;
  (navigator.onLine && page.noted ? replace : onceThere)();
  await handed; // sealed late, while the tab goes, it is still handed over
  for (const key of [keys.send, keys.answer, reply]) key.fill(0);
  ctx.keys = {}; // nothing more is asked
}
