/**
 * What she said closes again by itself: left alone or out of sight (`alone.js`), and when a session must have ended
 * unless it was used elsewhere, though never in the middle of typing. It opens again only for who is signed in.
 * Signed out, in whatever tab, what she said is taken off the page; what staff typed stays, behind the curtain, and
 * where that is all there is of her words, the page says that.
 * Nothing is stored.
 */
const SESSION_MS = 30 * 60 * 1000, LOOK_MS = 5000; // IDLE of app/accounts/sessions.py
const HERS = ".curtain [data-hers], .hers-words, .curtain .chips, .checks";
const curtain = document.querySelector(".curtain");
const [out, away, still] = ["gone", "away", "still"].map((name) => document.getElementById(`hers-${name}`));
const who = document.getElementById("stays")?.dataset.who;
let shut = false, since = Date.now(), typed = 0, before;

/** Whether the one whose page this is is signed in; nothing where the service cannot be reached. */
async function signedIn() {
  const answer = await fetch("/staff/here", { cache: "no-store", headers: { "X-Stays": "1" } }).catch(() => null);
  if (answer?.status === 401) return false;
  if (!answer?.ok) return undefined;
  return (await answer.json()).who === who;
}

function close() {
  shut = true;
  if (!curtain.open) return;
  before = curtain.contains(document.activeElement) ? document.activeElement : null;
  curtain.open = false;
  if (before) curtain.querySelector("summary").focus();
}

/** Whether somebody wrote in a form of her saved words: untouched it goes like they, and can be opened again. */
function written(one) {
  const boxes = [...(one.elements ?? [])];
  return boxes.some((box) => box.checked !== box.defaultChecked || box.value !== (box.defaultValue ?? box.value));
}

function clear() {
  close();
  const hers = [...document.querySelectorAll(HERS)].filter((one) => !written(one));
  for (const one of hers) one.remove();
  (still && out.hidden && !hers.length ? still : out).hidden = false;
}

/** The session must have ended; a pause in the typing is waited for, so that no letter goes astray. */
const ended = () => Date.now() - since >= SESSION_MS && Date.now() - typed >= LOOK_MS;

function open() {
  shut = false;
  since = Date.now();
  curtain.open = true;
  if (still) still.hidden = true;
  before?.focus();
}

/** What to do once it is known who is signed in. */
async function look(then) {
  const here = await signedIn();
  away.hidden = here !== undefined;
  if (here) then();
  else if (here === false) clear();
  else close();
}

function ready(event) {
  if (!shut) return;
  event.preventDefault();
  look(open);
}

if (curtain) {
  curtain.before(out, away, still ?? "");
  curtain.querySelector("summary").addEventListener("click", ready);
  curtain.addEventListener("toggle", () => shut && close()); // a browser opens it to show what it found in it
  document.addEventListener("alone", close);
  document.addEventListener("input", () => (typed = Date.now()), { passive: true, capture: true });
  setInterval(() => ended() && close(), LOOK_MS);
  window.addEventListener("pageshow", ({ persisted }) => persisted && look(() => {}));
  const told = "BroadcastChannel" in window && new BroadcastChannel("signed out");
  if (told) told.addEventListener("message", () => look(() => {}));
}
