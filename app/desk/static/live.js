/** What is typed stays on the page until it is saved: signed out, offline or refused, nothing of it goes. */

const SIGN_IN = "/staff/sign-in";
const TOKEN = /name="csrf_token"[^>]*value="([^"]+)"/;

/** The token of whoever is signed in now, which may be of a later sign-in than this page's. */
async function renew(form) {
  const page = await fetch(form.action, { cache: "no-store" });
  const found = TOKEN.exec(await page.text());
  if (found && !page.url.includes(SIGN_IN)) form.elements.csrf_token.value = found[1];
}

async function save(form, again) {
  if (again) await renew(form);
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (answer.redirected && answer.url.includes(SIGN_IN)) return form.dataset.signedOut;
  if (answer.redirected) location.assign(answer.url);
  else if (answer.ok) form.submit(); // something is to be put right: the page that says so holds the words
  else return form.dataset.away;
  return "";
}

for (const form of document.querySelectorAll("form[data-keep]")) {
  const note = document.getElementById(form.dataset.keep);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = await save(form, !note.hidden).catch(() => form.dataset.away);
    note.hidden = !said;
    note.textContent = said;
  });
}
