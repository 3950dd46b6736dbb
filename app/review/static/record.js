/** A recorder beside each screen's sentences. What is recorded stays here until it is saved: nothing is sent. */
const KINDS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus"];
const RATE = 8000; // bits a second: a screen of twenty seconds weighs as much as it may
const kind = window.MediaRecorder && KINDS.find((one) => MediaRecorder.isTypeSupported(one));
const clips = [...document.querySelectorAll("[data-clip]")];
const kilo = (bytes) => (bytes / 1000).toFixed(1);
let running = null;

/** The parts of one screen that this works on. */
function parts(clip) {
  const [record, hear, save] = ["record", "hear", "save"].map((name) => clip.querySelector(`[data-do=${name}]`));
  return { record, hear, save, said: clip.querySelector("[role=status]") };
}

async function begin(clip) {
  const { record, said } = parts(clip), audio = { channelCount: 1, noiseSuppression: true };
  const stream = await navigator.mediaDevices.getUserMedia({ audio }).catch(() => null);
  if (!stream) {
    said.textContent = "The microphone was not allowed. Allow it beside the address, then press again.";
    return;
  }
  const recorder = new MediaRecorder(stream, { mimeType: kind, audioBitsPerSecond: RATE }), heard = [];
  recorder.addEventListener("dataavailable", ({ data }) => heard.push(data));
  recorder.addEventListener("stop", () => {
    stream.getTracks().forEach((track) => track.stop());
    kept(clip, new Blob(heard, { type: kind }));
  });
  recorder.start();
  running = recorder;
  [record.textContent, said.textContent] = ["Stop", "Recording: read now."];
}

/** A new recording of a screen takes the place of the one before. */
function kept(clip, blob) {
  const { record, hear, save, said } = parts(clip), { file, most } = clip.dataset;
  running = null;
  clip.blob = blob;
  URL.revokeObjectURL(save.href);
  Object.assign(save, { href: URL.createObjectURL(blob), download: file });
  hear.hidden = save.hidden = false;
  record.textContent = "Record again";
  const over = blob.size > most ? " Too long: read it a little quicker, or leave out the breaths." : "";
  said.textContent = `${kilo(blob.size)} of ${kilo(most)} kB.${over}`;
  summed(clip.dataset.clip);
}

function summed(form) {
  const there = clips.filter((clip) => clip.dataset.clip == form), made = there.filter((clip) => clip.blob);
  const place = document.querySelector(`[data-sum=${form}]`), all = made.reduce((sum, { blob }) => sum + blob.size, 0);
  const over = all > place.dataset.most ? " That is too much: record the longest again." : "";
  place.textContent = `${made.length} of ${there.length} recorded, ${kilo(all)} of ${kilo(place.dataset.most)} kB.${over}`;
}

async function play(clip) {
  const out = new AudioContext(), source = out.createBufferSource();
  source.buffer = await out.decodeAudioData(await clip.blob.arrayBuffer());
  source.connect(out.destination);
  source.addEventListener("ended", () => out.close());
  source.start();
}

function pressed(clip, what) {
  if (what == "hear") return play(clip);
  if (!running) return begin(clip);
  return parts(clip).record.textContent == "Stop" && running.stop();
}

document.querySelector("#cannot").hidden = Boolean(kind);
for (const clip of kind ? clips : []) {
  clip.querySelector(".actions").hidden = false;
  clip.addEventListener("click", ({ target }) => target.dataset.do != "save" && target.dataset.do && pressed(clip, target.dataset.do));
  parts(clip).save.addEventListener("click", () => { clip.saved = clip.blob; });
}
addEventListener("beforeunload", (event) => clips.some((clip) => clip.blob != clip.saved) && event.preventDefault());
