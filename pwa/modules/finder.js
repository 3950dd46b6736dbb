/** A search through what a page lists. */
import { fold } from "./normalise.js";

/** Whether every word of the query stands in the text. Six digits alone find nothing, ever. */
export function hits(query, words) {
  const within = fold(words);
  return !/^\d{6}$/.test(fold(query)) && query.split(" ").every((word) => within.includes(fold(word)));
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
        item.hidden = !all && !hits(query, part.firstChild.textContent + item.textContent);
        if (all || item.hidden) continue;
        part.hidden = false;
        count += 1;
      }
    }
    note.textContent = all ? "" : count ? `${note.dataset.f} ${count}` : note.dataset.n;
  };
}
