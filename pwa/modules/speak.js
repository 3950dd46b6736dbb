/** Reads a screen aloud, only with a voice that lives on this phone: nothing is sent away to be spoken. */
import { button, el, put } from "./dom.js";
import { page } from "./page.js";

const synth = globalThis.speechSynthesis, first = (code) => code.split(/[-_]/)[0];

const found = () => synth?.getVoices().find((one) => one.localService && first(one.lang) == first(page.form.lang));

/** A speaker button at the end of `node`. Where this phone has no voice for the language, one that is `always`
 * there says so when it is pressed. */
function speaker(node, words, always) {
  const { t } = page.form, place = el("span");
  const press = () => {
    const voice = found();
    if (!voice) page.tell(t.quiet);
    else if (synth.speaking) synth.cancel();
    else synth.speak(Object.assign(new SpeechSynthesisUtterance(words), { voice, lang: voice.lang }));
  };
  const draw = () => put(place, (always || found()) && button(t.listen, press, "q"));
  synth?.addEventListener("voiceschanged", draw);
  draw();
  node.append(place);
}

/** One for the screen, and one for each of its truths. */
export function voice() {
  const [nav, section] = page.root.querySelectorAll("nav,section");
  synth?.cancel();
  for (const item of section.querySelectorAll("li")) speaker(item, item.innerText);
  speaker(nav, section.innerText, true);
}
