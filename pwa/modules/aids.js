/** Beside every screen: help, and reading aloud. */
import { button, el, p, put } from "./dom.js";
import { hush } from "./leave.js";
import { page } from "./words.js";

const synth = globalThis.speechSynthesis;

/** A speaker button, only with a voice that lives on this phone: nothing is sent away to be spoken. */
export function speaker(words, quiet) {
  const place = el("span"), first = (code) => code.split(/[-_]/)[0];
  const draw = () => {
    const { t, lang } = page.form;
    const voice = synth?.getVoices().find((one) => one.localService && first(one.lang) == first(lang));
    put(place, voice ? button(t.listen, () => synth.speaking ? hush()
      : synth.speak(Object.assign(new SpeechSynthesisUtterance(words()), { voice, lang: voice.lang })), "q") : quiet);
  };
  synth?.addEventListener("voiceschanged", draw);
  draw();
  return place;
}

/** Help now: never stored, each number only on a tap. */
export function help() {
  const { t, help } = page.form;
  return el("details", { className: "h" }, el("summary", 0, t.help), p(t.calls),
    [...help, ...page.extra.help || []].map(([name, number, note, to]) => el("details", 0, el("summary", 0, name), p(note),
      el("a", { href: to || "tel:" + number.replace(/ /g, ""), rel: "noreferrer", dir: "ltr" }, number))));
}
