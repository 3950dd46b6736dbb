/** Plays a screen: as a person recorded or signed it where there is such a recording, else by this phone's own
 * voice, if it has one for the language. Nothing is sent away to be spoken; one thing plays at a time.
 */
import { aloud, own, silence } from "./aloud.js";
import { el } from "./dom.js";
import { page } from "./page.js";
import { more } from "./wire.js";

const nothing = () => {};
let warned, playing, stops = nothing;

/** Silence, in this frame. */
export function hush() {
  silence();
  stops();
  [playing, stops] = [0, nothing];
}

const recording = async (name) =>
  Uint8Array.from(atob((await more(page.ctx, name, page.form.lang)).s), (letter) => letter.charCodeAt());

const ways = {
  /** From bytes in memory: no player, and no title on the phone's lock screen. */
  async voice(place, name) {
    const out = new AudioContext(), source = out.createBufferSource();
    stops = () => out.close();
    source.buffer = await out.decodeAudioData((await recording(`voice.${name}`)).buffer);
    source.onended = () => playing == place && hush();
    source.connect(out.destination);
    source.start();
  },
  /** Without sound, on the page; gone when it is over. */
  async sign(place, name) {
    const src = URL.createObjectURL(new Blob([await recording(`sign.${name}`)], { type: "video/webm" }));
    const quiet = { muted: true, playsInline: true, disablePictureInPicture: true, disableRemotePlayback: true };
    const film = el("video", { ...quiet, src, width: Math.min(320, page.root.clientWidth - 32), onended: hush });
    stops = () => {
      film.remove();
      URL.revokeObjectURL(src);
    };
    if (playing != place) return stops();
    place.after(film);
    await film.play();
  },
};

/** The first press says that it will be heard, the next plays, one more stops. `kind` of recording, if there is one;
 * where it does not play here, the phone's own voice. */
export async function sound(place, kind, name, words) {
  const { form: { t } } = page, same = playing == place;
  let voice = !kind && await own();
  page.hush = hush;
  hush();
  if (same) return;
  if (!kind && !voice) return page.tell(t.quiet);
  if (kind != "sign" && !warned) {
    warned = true;
    return page.tell(t.loud);
  }
  page.tell();
  playing = place;
  try {
    if (kind) return await ways[kind](place, name);
  } catch {
    hush();
    voice = await own();
    if (!voice) return page.tell(t.quiet);
    playing = place;
  }
  aloud(words, voice, () => playing == place && hush());
}
