/** The one box: what is typed is looked up at once, and quietly tried. Its names stand in clear, so they say nothing. */
import { normalise } from "./normalise.js";
import { bytes, derive, open, stretch, text } from "./part.js";

const views = []; // what each of the two places opened to, so that coming back finds it as it was

/** All of these at once; the one that came to something. Every one is tried to its end. */
async function whichever(tries) {
  const ended = await Promise.allSettled(tries);
  return ended.find(({ value }) => value)?.value;
}

const same = (one) => one, kinds = { createScript: same, createScriptURL: same };
const policy = globalThis.trustedTypes?.createPolicy("d", kinds) || kinds;

/** A script whose hash the policy of this page knows, and no other. */
function run(source) {
  const script = document.createElement("script");
  script.text = policy.createScript(source);
  document.head.append(script);
  script.remove();
}

/**
 * Both places are tried, always, and both parts; which one opened is only known at the end. The last part is
 * said in terms of `known`, the page's own text, and the other two in terms of the last: so each is short.
 */
export async function attempt(data, typed, known) {
  const id = bytes(data.l);
  const base = await stretch(normalise(typed), bytes(data.s), data.n);
  const [place, held] = await whichever(
    data.k.map(async (box, at) => [at, await open(await derive(base, `${at}`), bytes(box), id, at)]),
  );
  const last = await text(held.slice(32, 64), bytes(data.p[2]), id, 2, known);
  const [form, send, answer] = await Promise.all(
    ["form", "send", "answer"].map((info) => derive(held.slice(0, 32), info)),
  );
  const parts = [0, 1].map((at) => text(form, bytes(data.p[at]), id, at, last));
  return {
    place,
    form: JSON.parse(await whichever(parts)),
    script: last.split("\0")[0],
    keys: { send, answer },
    linkId: id,
    reply: held.slice(64),
    open: (key, blob, at, held) => text(key, blob, id, at, held),
  };
}

/** Show what was opened: anew, or as it was left when the page was last put out of sight. */
export function reveal(found, app) {
  const { place, script } = found;
  if (views[place]?.resume()) return;
  if (!globalThis.go) run(script);
  views[place] = globalThis.go({ ...found, app, run, policy });
}
