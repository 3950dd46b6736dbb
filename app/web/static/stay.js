/**
 * What is typed stays on the page until the service has taken it: signed out, away or refused, nothing of it goes.
 * Nothing is stored. Without this script a form is sent as any form is.
 */
const TYPED = "textarea, input:is(:not([type]), [type=text], [type=email], [type=tel], [type=number], [type=date], [type=time])";
const note = document.getElementById("stays");
const through = new WeakSet();
let busy = false;

const holds = (form) => form.method === "post" && form.enctype !== "multipart/form-data" && ("stays" in form.dataset || form.querySelector(TYPED));

async function ask(address, options) {
  const answer = await fetch(address, { ...options, cache: "no-store", headers: { "X-Stays": "1" } });
  const told = answer.headers.get("Content-Type")?.startsWith("application/json");
  return { status: answer.status, ...(told ? await answer.json() : { page: true }) };
}

/** Whether words stand there that nobody has taken: `unsaved.js` tells other pages, and asks before this one goes. */
function mark({ target }) {
  const form = target.form;
  if (!form || !holds(form) || "once" in form.dataset) return;
  const boxes = [...form.querySelectorAll(TYPED)];
  const same = boxes.every((box) => box.value.trim() === box.defaultValue.trim());
  if (same && !document.querySelector(".problems")) delete document.body.dataset.unsaved;
  else document.body.dataset.unsaved ||= Date.now();
}

/** As the browser sends it: what comes is a page, to put something right or to work with. */
function onward(form, button) {
  delete document.body.dataset.unsaved;
  through.add(form);
  form.requestSubmit(button);
  through.delete(form);
}

function go(where) {
  delete document.body.dataset.unsaved;
  location.assign(where);
}

/** What to say beneath the words; nothing where they were taken. */
async function send(form, button) {
  const here = await ask("/staff/here");
  if (here.status === 401) return note.dataset.out;
  if (!here.token) return note.dataset.away;
  if (here.who !== note.dataset.who) return note.dataset.other;
  if (form.elements.csrf_token) form.elements.csrf_token.value = here.token;
  if ("once" in form.dataset) return onward(form, button);
  const address = button?.getAttribute("formaction") || form.getAttribute("action") || location.href;
  const said = await ask(address, { method: "POST", body: new URLSearchParams(new FormData(form, button)) });
  if (said.status === 401) return note.dataset.out;
  if (said.go) return go(said.go);
  if (said.title) return `${note.dataset.refused} ${said.title}. ${said.text}`;
  return said.page && said.status < 500 ? onward(form, button) : note.dataset.away;
}

async function stay(event) {
  const form = event.target;
  if (event.defaultPrevented || through.has(form) || !holds(form)) return;
  event.preventDefault();
  if (busy) return;
  busy = true;
  const said = await send(form, event.submitter).catch(() => note.dataset.away);
  busy = false;
  note.hidden = !said;
  note.textContent = said || "";
  if (!said) return;
  form.append(note);
  note.tabIndex = -1;
  note.focus(); // and so in sight, however long the form
}

if (note) document.addEventListener("submit", stay);
if (note) document.addEventListener("input", mark);
