/** A search through what a page lists. */
import { fold } from "./normalise.js";

const parts = (text) => text.split(" ").map(fold);

/** Whether every word of the query stands in a word of the text. Six digits alone find nothing, ever. */
export function hits(query, text) {
  const within = parts(text);
  return !/^\d{6}$/.test(fold(query)) && parts(query).every((word) => within.some((each) => each.includes(word)));
}

/** A function that leaves only what matches a text; for an empty text, everything. */
export function finder(app) {
  const note = app.querySelector("[role=status]");
  return (query) => {
    const all = !fold(query);
    let count = 0;
    for (const part of app.querySelectorAll("nav,section")) {
      part.hidden = !all;
      for (const item of part.querySelectorAll("li")) {
        item.hidden = !all && !hits(query, `${part.firstChild.textContent} ${item.textContent}`);
        if (all || item.hidden) continue;
        part.hidden = false;
        count += 1;
      }
    }
    note.textContent = all ? "" : count ? `${note.dataset.f} ${count}` : note.dataset.n;
  };
}
