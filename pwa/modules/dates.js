/** Days and weeks. A day is its ISO date. */

const DAY = 864e5;

export const daysFrom = (from, to) => (new Date(to) - new Date(from)) / DAY;

/** The ISO week: the one that holds this week's Thursday. */
export function weekOf(day) {
  const thursday = new Date(day);
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  return 1 + Math.floor(daysFrom(`${thursday.getUTCFullYear()}`, thursday) / 7);
}
