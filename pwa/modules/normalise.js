/** What is typed, brought to one form. The table is the one that the server reads: nothing else may differ. */
import table from "../../safety/normalise.json" with { type: "json" };

/** One character: dropped, or the ASCII digit, or the small letter; else itself. */
function plain(letter) {
  const point = letter.codePointAt(0);
  const among = ([first, last]) => point >= first && point <= last;
  if (table.drop.some(among)) return "";
  const zero = table.digits.find((from) => among([from, from + 9]));
  if (zero) return `${point - zero}`;
  const change = table.fold.find((row) => among(row) && (point - row[0]) % row[3] === 0);
  return change ? String.fromCodePoint(point + change[2]) : letter;
}

/** The text in its one form, whole. */
export const fold = (text) => Array.from(text, plain).join("");

/** The text as a code is compared: cut at a number of characters. */
export const normalise = (text) => Array.from(fold(text)).slice(0, table.most).join("");
