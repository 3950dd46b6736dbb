/** Reads a screen aloud, only with a voice that lives on this phone: nothing is sent away to be spoken. */
import { button, el, put } from "./dom.js";
import { page } from "./page.js";

const synth = globalThis.speechSynthesis, first = (code) => code.split(/[-_]/)[0];

/** A speaker button at the end of `node`, or `quiet` where the phone has no voice for this language. */
function speaker(node, words, quiet) {
  const { t, lang } = page.form, place = el("span");
  const draw = () => {
    const voice = synth?.getVoices().find((one) => one.localService && first(one.lang) == first(lang));
    put(place, voice ? button(t.listen, () => synth.speaking ? synth.cancel()
      : synth.speak(Object.assign(new SpeechSynthesisUtterance(words), { voice, lang: voice.lang })), "q") : quiet);
  };
  synth?.addEventListener("voiceschanged", draw);
  draw();
  node.append(place);
}

/** One for the screen, and one for each of its truths. */
export function voice() {
  const [nav, section] = page.root.querySelectorAll("nav,section");
  synth?.cancel();
  for (const item of section.querySelectorAll("li")) speaker(item, item.innerText);
  speaker(nav, section.innerText, el("small", 0, page.form.t.quiet));
}
