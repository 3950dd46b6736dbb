/** What goes to `/s` and what may be believed of what comes back. */
import { join, mac, sha256 } from "./seal.js";

export const OPENED = 1, PARTIAL = 2, FINAL = 3, COUNTED = 5, ASK_MORE = 6, ASK_REPLY = 7;
const PATIENCE_MS = 60000, SMALL = 256;

/** One request: format | link | kind | MAC over all the rest | body. */
export async function request(ctx, kind, body) {
  const head = join([1], ctx.linkId, [kind]);
  return join(head, await mac(ctx.keys.send, head, body), body);
}

/** The answer to one request: its status, and its bytes. */
export async function post(body) {
  const headers = { "Content-Type": "application/octet-stream" };
  const answer = await fetch("/s", { method: "POST", body, headers, signal: AbortSignal.timeout(PATIENCE_MS) });
  return [answer, new Uint8Array(await answer.arrayBuffer())];
}

/** True only for "stored", said about these very bytes by someone who holds this link's key. */
export const acknowledged = async (ctx, sent, answer) =>
  "" + answer.slice(0, 33) == join([1], await mac(ctx.keys.send, "answer", [1], await sha256(sent)));

/** A signal or a question: always one size, whatever it says. */
export async function ask(ctx, kind, what = "") {
  const body = new Uint8Array(SMALL);
  body.set(join(what));
  return (await post(await request(ctx, kind, body)))[1];
}

/** Cards ("cards") or the form in another language ("form"); nothing where it cannot be had now. */
export async function more(ctx, p, l) {
  try {
    return JSON.parse(await ctx.open(ctx.keys.answer, await ask(ctx, ASK_MORE, JSON.stringify({ l, p })), 16));
  } catch {
    return null;
  }
}
