/** Days and weeks, and what a search finds. A day is its ISO date. */
import { fold } from "./normalise.js";

const DAY = 864e5;

/** Whether every word of the query stands in the text. Six digits alone find nothing, ever. */
export function hits(query, words) {
  const within = fold(words);
  return !/^\d{6}$/.test(fold(query)) && query.split(" ").every((word) => within.includes(fold(word)));
}

export const daysFrom = (from, to) => (new Date(to) - new Date(from)) / DAY;

/** The ISO week: the one that holds this week's Thursday. */
export function weekOf(day) {
  const thursday = new Date(day);
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  return 1 + Math.floor(daysFrom(`${thursday.getUTCFullYear()}`, thursday) / 7);
}
