/** A way to hear each screen, or to see it signed, and each of its truths. What it does comes with the first press. */
import { button } from "./dom.js";
import { summon } from "./extra.js";
import { about } from "./finish.js";
import { page } from "./page.js";

/** `name` is how recordings know what `node` says. */
function speaker(node, words, name) {
  const { form: { facts, lang, t } } = page, kinds = facts.snd?.[lang] || [];
  const add = (text, kind) => {
    const place = button(text, () => summon().then(({ sound }) => sound(place, kind, name, words))
      .catch(() => page.tell(t.offline)), "q");
    node.append(" ", place);
  };
  add(t.listen, kinds.includes("voice") && "voice");
  if (kinds.includes("sign")) add("BSL", "sign");
}

/** One for the screen, and one for each of its truths, which have "More about this" beneath them. */
export function voice() {
  const [nav, section] = page.root.querySelectorAll("nav,section"), words = section.innerText, [name] = page.trail;
  page.hush?.();
  section.querySelector("ol")?.after(about() || "");
  section.querySelectorAll("li").forEach((item, at) => speaker(item, item.innerText, name + (at + 1)));
  speaker(nav, words, name);
}
