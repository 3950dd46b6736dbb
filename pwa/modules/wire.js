/** What goes to `/s`. */
import { join, mac } from "./bytes.js";

export const OPENED = 1, SMALL = 256;
const ASK_MORE = 6, PATIENCE_MS = 60000;

/** After this long, what could not be asked is asked again. */
export const AGAIN_MS = 9000;

/** One request: format | link | kind | MAC over all the rest | body. */
export async function request(ctx, kind, body) {
  const head = join([1], ctx.linkId, [kind]);
  return join(head, await mac(ctx.keys.send, head, body), body);
}

/** The answer to one request, and its bytes. */
export async function post(body) {
  const headers = { "Content-Type": "application/octet-stream" };
  const answer = await fetch("/s", { method: "POST", body, headers, signal: AbortSignal.timeout(PATIENCE_MS) });
  return [answer, new Uint8Array(await answer.arrayBuffer())];
}

/** A signal or a question: always one size, whatever it says. Rejects once she has left. */
export async function ask(ctx, kind, what = "") {
  const body = new Uint8Array(SMALL);
  body.set(join(what));
  const sent = await request(ctx, kind, body);
  if (ctx.left) throw 0;
  return (await post(sent))[1];
}

/** What comes after opening ("rest"), what follows when it is wanted ("cards"), or another language ("form"). What
 * this page holds already is not said again, if the service still has the same: how long it is tells. */
export const asks = (ctx, p, l) => ask(ctx, ASK_MORE, JSON.stringify({ l, n: ctx.script.length, p }));

/** The same, read. Without a network it is what she keeps of it on this phone, if anything: one half for each code. */
export async function more(ctx, p, l) {
  const read = (blob) => ctx.open(ctx.keys.answer, blob, 16, ctx.script);
  return JSON.parse(await asks(ctx, p, l).then(read, async (fault) => {
    const kept = await globalThis.caches?.match("/s?" + p);
    if (!kept) throw fault;
    const both = new Uint8Array(await kept.arrayBuffer()), half = both.length / 2;
    return read(both.slice(0, half)).catch(() => read(both.slice(half)));
  }));
}
