/** What comes after opening, with the rest of the form: sealing, sending, the screens that send, sound. */
import { list } from "./choice.js";
import { put } from "./dom.js";
import { summon } from "./extra.js";
import { finish, follow, further } from "./finish.js";
import { page } from "./page.js";
import { screens } from "./screens.js";
import { send, stop } from "./send.js";
import { voice } from "./speak.js";
import { AGAIN_MS } from "./wire.js";
import { forget } from "./words.js";

/** All that waited was acknowledged: `final` says a Send was among it, `same` that nothing was added since. */
page.stored = (final, same) => {
  page.tell(page.form.t.sent);
  page.sent ||= final;
  if (!final || !same) return;
  forget();
  page.show(page.trail[0] == "send" ? "done" : page.trail[0]);
};

/** Another language, if she wished for one, or all of a form that began without its questions: until it comes. */
page.tongue = () => page.form.wish
  && summon().then(({ tongue }) => tongue()).catch(() => page.tell(page.form.t.offline, setTimeout(page.tongue, AGAIN_MS)));

/** What waits for her (part 17), if anything does: only then is fetched what shows it, by either code. */
page.told = async (answer) => {
  const { ctx } = page, found = JSON.parse(await ctx.open(ctx.keys.answer, answer, 17).catch(() => 0));
  if (found.n) (await summon()).reply(found);
};

/** Sends what is due, or all of it because she pressed Send; once it was sent, every addition is a Send. */
page.send = (pressed) => {
  if (pressed || page.due) send(pressed || page.sent);
  page.due = false;
};

/** `tools` is what the script that few ask for needs of the two before it.
 *
 * Only a screen that waited for this is drawn anew: drawn under a finger or a key, a button loses the press.
 */
export function late(tools) {
  Object.assign(screens, finish);
  Object.assign(page, { follow, further, list, stop, tools, voice });
  put(page.tongues, list());
  page.send();
  if (page.keeps) summon().then(({ keep }) => keep()).catch(() => {});
  if (page.trail[0] == "send") page.show("send");
  else voice();
}
