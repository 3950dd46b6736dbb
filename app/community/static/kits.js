/** The proof of a piece: its print button works where scripts do; without them the browser's own menu prints. */
const button = document.querySelector("[data-print]");
if (button) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
