/** Asks this device for a passkey when its button is pressed. A browser that cannot keeps the form hidden: the number remains. */
const form = document.querySelector("form[data-passkey]");
const note = form?.querySelector("[data-said]");
const able = globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON;
let done = false;

/** The question; a refusal is thrown in words. */
async function asked() {
  const body = new URLSearchParams(new FormData(form));
  const answer = await fetch(form.dataset.ask, { method: "POST", body, cache: "no-store", headers: { "X-Stays": "1" } });
  if (answer.status === 401) throw new Error(form.dataset.out);
  const told = await answer.json();
  if (!answer.ok) throw new Error(`${told.title}. ${told.text}`);
  return told;
}

async function answered(options) {
  const made =
    form.dataset.passkey === "add"
      ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  const credential = await made.catch(() => {
    throw new Error(form.dataset.none);
  });
  return JSON.stringify(credential.toJSON());
}

async function use(event) {
  if (done) return;
  event.preventDefault();
  note.textContent = form.dataset.waits;
  try {
    form.elements.answer.value = await answered(await asked());
    done = true;
    form.requestSubmit(event.submitter);
  } catch (fault) {
    note.textContent = fault instanceof TypeError ? form.dataset.away : fault.message;
  }
}

if (able) {
  form?.addEventListener("submit", use);
  for (const part of document.querySelectorAll("[data-able]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-unable]")) part.hidden = true;
}
