/** What was sealed and kept goes when there is a network, each once; it is erased when the service says in its own
 * hand that it has it, or that it never will. No clock decides anything.
 */
import { OWN } from "./stores.js";

export const SIGNED = 32, KEPT = /\/s\?\d[\d,]*$/;
const STORED = 1, NEVER = [2, 3], ANSWER = 64;

/** One at a time on this phone, whoever asks. */
export const flush = () => navigator.locks ? navigator.locks.request("s", all) : all();

async function all() {
  if (!await caches.has(OWN)) return;
  const own = await caches.open(OWN);
  for (const at of await own.keys()) if (KEPT.test(at.url)) await one(own, at).catch(() => {});
  await tidy(own);
}

/** Nothing of it stays where nothing is kept any more. */
export async function tidy(own) {
  if (!(await own.keys())[0]) await caches.delete(OWN);
}

async function one(own, at) {
  const kept = new Uint8Array(await (await own.match(at)).arrayBuffer());
  const headers = { "Content-Type": "application/octet-stream" };
  const sent = await fetch("/s", { method: "POST", body: kept.slice(SIGNED), headers });
  const answer = new Uint8Array(await sent.arrayBuffer());
  const theirs = answer[0] == STORED && "" + answer.slice(1, 1 + SIGNED) == kept.slice(0, SIGNED);
  if (theirs || answer.length == ANSWER && NEVER.includes(answer[0])) await own.delete(at);
}
