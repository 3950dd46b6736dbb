/**
 * Words that were not saved, and where: the pages of one browser ask each other, by name and time and never by a word.
 * Nothing is stored. A page takes its words along when it goes, so the browser asks before it does.
 */
const note = document.getElementById("stays");
const place = document.getElementById("unsaved");
const pages = note && "BroadcastChannel" in window ? new BroadcastChannel("unsaved words") : null;
const page = document.body.dataset;
const who = note?.dataset.who;
const tab = String(Math.random());

const tell = (said) => pages?.postMessage({ who, ...said });

function ask() {
  if (!place) return;
  place.querySelector("ul").replaceChildren();
  place.hidden = true;
  tell({ kind: "ask" });
}

function show({ name, since, id }) {
  if ([...place.querySelectorAll("li")].some((line) => line.dataset.id === id)) return; // asked twice in one breath
  const line = document.createElement("li");
  const at = new Date(since).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  line.textContent = place.dataset.line.replace("NAME", name).replace("TIME", at);
  line.dataset.id = id;
  place.querySelector("ul").append(line);
  place.hidden = false;
}

function heard({ data }) {
  if (data.who !== who) return;
  if (data.kind === "ask" && page.unsaved) {
    tell({ kind: "here", id: tab, name: document.title.replace(/ · Beforehand$/, ""), since: Number(page.unsaved) });
  }
  if (data.kind === "here" && place) show(data);
  if (data.kind === "changed") ask();
}

/** A page that came back to be put right holds words that were not taken; so does one that says so itself. */
function refused() {
  if (document.querySelector("[data-untaken]")) return true;
  const boxes = document.querySelectorAll("form:not([data-once]) textarea");
  return document.querySelector(".problems") && [...boxes].some((box) => box.value.trim());
}

function leaving() {
  if (!page.unsaved) return;
  delete page.unsaved;
  tell({ kind: "changed" });
}

if (pages) {
  if (refused()) page.unsaved = Date.now();
  pages.addEventListener("message", heard);
  new MutationObserver(() => tell({ kind: "changed" })).observe(document.body, { attributeFilter: ["data-unsaved"] });
  window.addEventListener("beforeunload", (event) => page.unsaved && event.preventDefault());
  window.addEventListener("pagehide", leaving);
  ask();
}
