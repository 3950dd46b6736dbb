/** Reads a text with a voice that lives on this phone: nothing is sent away to be spoken. */
import { page } from "./page.js";

const synth = globalThis.speechSynthesis, base = (code) => code.split(/[-_]/)[0], LATE_MS = 1000;

export const silence = () => synth?.cancel();

/** The phone's own voice for this language; phones list theirs a moment late. */
export const own = () => new Promise((on) => {
  const look = () => synth?.getVoices().find((one) => one.localService && base(one.lang) == base(page.form.lang));
  const wait = synth && !look();
  if (!wait) return on(look());
  synth.addEventListener("voiceschanged", () => on(look()), { once: true });
  setTimeout(() => on(look()), LATE_MS);
});

export const aloud = (words, voice, onend) =>
  synth.speak(Object.assign(new SpeechSynthesisUtterance(words), { voice, lang: voice.lang, onend }));
