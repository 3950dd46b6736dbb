/** What is typed, brought to one form by the table that the server reads too: nothing else may decide. */
import { MOST, RANGES } from "./table.js";

/** One character: dropped, or the ASCII digit, or the small letter; else itself. */
function plain(letter) {
  const point = letter.codePointAt();
  let at = 0;
  for (const [gap, length = 0, shift = 0, step = 1] of RANGES) {
    at += gap;
    if (point < at) break;
    const along = point - at;
    if (along <= length) {
      if (!step) return `${along}`;
      if (!shift) return "";
      return along % step ? letter : String.fromCodePoint(point + shift);
    }
    at += length;
  }
  return letter;
}

/** The text in its one form, whole. */
export const fold = (typed) => Array.from(typed, plain).join("");

/** The text as a code is compared: cut at a number of characters. */
export const normalise = (typed) => Array.from(fold(typed)).slice(0, MOST).join("");
