/** What is asked for as soon as a code has opened the form: the same for either code. */
import { page, some } from "./page.js";
import { AGAIN_MS, ask, more, OPENED } from "./wire.js";

const ASK_REPLY = 7, STORED = 1;

/** The script, words, screens and keys that are needed from Send on.
 *
 * A page from before the service was renewed may not run the newer script: it starts again while nothing is said.
 */
async function rest(tools) {
  const { ctx, form } = page, { js, t, screens, facts, langs } = await more(ctx, "rest", form.lang);
  page.form = { ...form, t: { ...form.t, ...t }, screens: [...form.screens, ...screens], facts, langs };
  ctx.run(js);
  if (self.late) self.late(tools);
  else if (some()) page.tell(t.ended);
  else location.reload();
}

/** That it was opened; false where there is no network and she keeps what is needed without one. */
async function noted(ctx) {
  const [status] = await ask(ctx, OPENED).catch(async (fault) => {
    if (!await globalThis.caches?.match("/s?rest")) throw fault;
    return [0];
  });
  if (status > STORED) throw status;
  return status;
}

/** After opening with either code, until she left: the same things in the same order, first that it was opened. */
export async function opening(tools) {
  const { ctx } = page;
  if (page.title) try {
    page.noted ||= await noted(ctx);
    if (!page.form.facts) await rest(tools);
    if (!page.noted) throw STORED;
    await page.told?.(await ask(ctx, ASK_REPLY));
    page.tongue?.();
  } catch {
    setTimeout(opening, AGAIN_MS, tools);
  }
}
