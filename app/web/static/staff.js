/** Small conveniences of the staff pages; every page works without them. */

/** `/` goes to the page's search box, j and k walk its rows, ? says so. Never while somebody types. */
function keys(event) {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const rows = [...document.querySelectorAll("[data-row]")].map((row) => row.querySelector("a")).filter(Boolean);
  const own = document.activeElement?.closest("[data-row]")?.querySelector("a");
  const at = rows.indexOf(own);
  if (event.key === "j") rows[Math.min(at + 1, rows.length - 1)]?.focus();
  if (event.key === "k") rows[Math.max(at - 1, 0)]?.focus();
  if (event.key === "/") focusSearch(event);
  if (event.key === "?") document.querySelector("dialog.keys")?.showModal();
}

function focusSearch(event) {
  const box = document.querySelector("input[type=search]");
  if (!box) return;
  event.preventDefault();
  box.focus();
}

/** A button that would send twice sends once; one that fetches a file leaves the page as it is, so it works again. */
function once(event) {
  const form = event.target;
  if (event.defaultPrevented || "file" in form.dataset) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
}

/** A page that comes back by Back may be sent again. */
function again() {
  for (const form of document.forms) delete form.dataset.sent;
}

/** Of a row of places that scrolls, the one where somebody is stands in its middle. */
function middle(here) {
  const row = here.closest("ul"), { left, width } = here.getBoundingClientRect();
  row.scrollLeft += left + width / 2 - row.getBoundingClientRect().left - row.clientWidth / 2;
}

document.querySelectorAll(".places [aria-current]").forEach(middle);
for (const button of document.querySelectorAll("[data-keys]")) {
  button.hidden = false;
  button.addEventListener("click", () => document.querySelector("dialog.keys").showModal());
}
document.addEventListener("keydown", keys);
document.addEventListener("submit", once);
window.addEventListener("pageshow", again);
