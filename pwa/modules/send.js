/** Sends what she has agreed to send. What was sealed waits here, in memory, until it is acknowledged. */
import { page } from "./page.js";
import { queue, taken, waiting } from "./queue.js";
import { acknowledged, random } from "./seal.js";
import { post } from "./wire.js";
import { content, counted } from "./words.js";

const PARTIAL = 2, FINAL = 3, COUNTED = 5, SLOW_MS = 5000, LONGEST_S = 60, KIND_AT = 17;
const submission = random(16);
let sequence = 0, running, sealing, gone, tallied, arrived, finals, last, wake;

/** One try. Nothing: stored. Otherwise how many seconds to wait, and never is `Infinity`. */
async function once(body) {
  const { t } = page.form, slow = setTimeout(page.tell, SLOW_MS, t.slow);
  page.tell(navigator.onLine ? t.sending : page.hold ? t.waits : t.offline);
  try {
    const [{ status, headers }, answer] = await post(body);
    if (await acknowledged(page.ctx, body, answer)) return 0;
    page.tell(status == 403 ? t.ended : status == 413 ? t.big : t.kept);
    if (status == 413) taken(body);
    return status == 403 || status == 413 ? Infinity : +headers.get("Retry-After") || 1;
  } catch {
    page.tell(page.hold ? t.waits : navigator.onLine ? t.kept : t.offline);
    return 1;
  } finally {
    clearTimeout(slow);
  }
}

/** In order, one at a time, with longer and longer waits while the page lives. */
async function run() {
  for (let tries = 0; waiting[0] && !gone;) {
    const [body] = waiting, wait = await once(body);
    if (wait == Infinity) return;
    if (wait) await new Promise((on) => {
      wake = on;
      addEventListener("online", on);
      setTimeout(on, 1000 * Math.max(wait, Math.min(LONGEST_S, 2 ** tries++)));
    });
    else {
      taken(body);
      arrived ||= body[KIND_AT] >= FINAL;
    }
  }
  if (!gone) page.stored(arrived, last == JSON.stringify(content()));
}

/** What stands on the page now, sealed as the next in order and sent; a second press only hurries. */
export async function send(final) {
  const { as, facts: { to, pool } } = page.form, now = content(), words = JSON.stringify(now);
  if (words != last || final && !finals) {
    [last, finals, arrived] = [words, final, false];
    const tally = final && now.send.count && pool && !tallied && JSON.stringify(counted());
    tallied ||= tally;
    await (sealing = Promise.all([
      as ^ COUNTED && queue(final ? as || FINAL : PARTIAL, submission, ++sequence, now.send.soon + 2 * now.send.call, words, to),
      tally && queue(COUNTED, random(16), as ? 1 : 0, 0, tally, [pool]),
    ]));
  }
  wake?.();
  running = (async (before) => {
    await before;
    await run();
  })(running);
}

/** To the browser, which sends it whatever becomes of the page; what is too long for that is sent from here. */
const hand = () => waiting.splice(0).forEach((body) => {
  if (!navigator.sendBeacon("/s", new Blob([body], { type: "application/octet-stream" }))) page.long = post(body).catch(() => {});
});

/** The page goes: what she agreed to send is handed over, once; what is being sealed as soon as it is. */
export async function stop() {
  if (gone) return;
  gone = true;
  last = "";
  (page.over = hand)();
  await Promise.allSettled([sealing]); // what cannot be sealed keeps nobody here
}
