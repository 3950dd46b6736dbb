/** The ways to leave, and what losing sight does. */
import { cover, leave, replace } from "./leave.js";
import { page } from "./page.js";
import { OWN } from "./stores.js";

const PRESSES = 3, WITHIN_MS = 2000;
let shifts = [];

/** While a finger rests on the bar the everyday app is painted, behind the form; one that goes elsewhere ends that. */
export function ready({ type }) {
  page.ctx.app.hidden = type != "touchstart" && page.root.isConnected && !page.ctx.left;
}

/** A finger that landed on the bar lifts off it, however it slipped meanwhile: a browser makes a click only of one that kept
 * still. That click is not waited for, and falls on nothing. Off the bar again, it has chosen nothing (WCAG 2.5.2).
 */
export function lift(event) {
  const { clientY } = event.changedTouches[0]; // the bar is at the top
  if (clientY < 0 || clientY > this.offsetHeight) return ready(event);
  if (event.cancelable) event.preventDefault();
  leave();
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
  addEventListener("visibilitychange", shown(() => document.hidden && cover()));
  addEventListener("pagehide", () => {
    page.stop?.();
    document.body.replaceChildren();
  });
  addEventListener("pageshow", (event) => event.persisted && replace());
}
