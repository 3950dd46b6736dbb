/** Keeps a case as it is typed. Without this script the Save button does the same. */
const PAUSE_MS = 800;
const form = document.querySelector("form[data-keep]");
const said = form?.querySelector("[data-said]");
const STAYS = { "X-Stays": "1", Accept: "application/json" };
let timer, pressed, busy = false, again = false, stopped = false, out = false;

async function keep() {
  if (stopped) return;
  if (busy) return again = true;
  busy = true;
  said.textContent = form.dataset.saving;
  try {
    if (out) await renew();
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.dataset.keep, { method: "POST", body, headers: STAYS });
    await told(answer);
  } catch {
    said.textContent = form.dataset.away;
    later();
  } finally {
    busy = false;
  }
  if (pressed) form.requestSubmit(pressed);
  else if (again) {
    again = false;
    await keep();
  }
}

/** The page's own token went with the session; whoever signed in again, if it is the same person, has another. */
async function renew() {
  const answer = await fetch("/staff/here", { cache: "no-store", headers: STAYS });
  const { who, token } = answer.ok ? await answer.json() : {};
  if (token && who === document.getElementById("stays").dataset.who) form.elements.csrf_token.value = token;
}

/** The new version on success; a clear message, and no more saving, where another window was first. */
async function told(answer) {
  const kind = answer.headers.get("Content-Type") || "";
  const found = kind.startsWith("application/json") ? await answer.json() : {};
  if (answer.ok && found.version) {
    out = false;
    form.version.value = found.version;
    said.textContent = found.note || form.dataset.saved;
    refused(found.note);
    history.replaceState(null, "", form.dataset.here);
  } else {
    out = answer.status === 401;
    stopped ||= !out && answer.status !== 503;
    said.textContent = found.message || found.text || (out ? form.dataset.out : form.dataset.away);
    said.classList.toggle("text-danger", stopped);
  }
}

/** Said where it stands, too. */
function refused(why = "") {
  const place = form.querySelector("[data-refused]");
  form.elements.reference.setAttribute("aria-invalid", String(!!why));
  [place.textContent, place.hidden] = [why, !why];
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE_MS);
}

form?.addEventListener("input", later);
/** A button waits for a save that is under way, so that the two never cross. */
form?.addEventListener("submit", (event) => {
  clearTimeout(timer);
  again = false;
  stopped = true;
  if (!busy) return;
  event.preventDefault();
  event.stopPropagation();
  pressed = event.submitter;
});
