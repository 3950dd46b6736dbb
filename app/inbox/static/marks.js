/** Puts marks around what is chosen in a box, so that nobody needs to know how they are written. */
const AROUND = {
  strong: ["<strong>", "</strong>"],
  h2: ["<h2>", "</h2>"],
  li: ["<ul>\n<li>", "</li>\n</ul>"],
  tel: ['<a href="tel:">', "</a>"],
};

for (const button of document.querySelectorAll("[data-mark]")) {
  const box = document.getElementById(button.dataset.for), [before, after] = AROUND[button.dataset.mark];
  button.hidden = false;
  button.addEventListener("click", () => {
    const { selectionStart: from, selectionEnd: to, value } = box, chosen = value.slice(from, to);
    const inside = button.dataset.mark == "li" ? chosen.trim().replaceAll("\n", "</li>\n<li>") : chosen;
    const start = button.dataset.mark == "tel" ? `<a href="tel:${chosen.replace(/[^+\d]/g, "")}">` : before;
    box.setRangeText(start + inside + after, from, to, "end");
    box.focus();
  });
}
