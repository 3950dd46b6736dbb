/** A sum as a pocket calculator reads it, reckoned without loss: a number is a whole one over a whole one. */
import { ten, written } from "./figures.js";
import { fold } from "./normalise.js";

const LONGEST = 40;
const SIGNS = { "-": "−", "–": "−", "*": "×", x: "×", X: "×", "/": "÷", ":": "÷", "٪": "%", "٫": ".", E: "e" };
const BLANK = /[\s='\u066c\u200b-\u200f\u202a-\u202e\u2066-\u2069]/;
const NUMBER = /(?:(\d+)\.?(\d*)|\.(\d+))(?:e([+−]?\d\d?))?/y;

/** A text with the signs of a sum however they are typed, digits of any script as ours, and no blanks. */
export const tidy = (typed) => Array.from(typed, (letter) => {
  const digit = fold(letter);
  return BLANK.test(letter) ? "" : /\d/.test(digit) ? digit : SIGNS[letter] || letter;
}).join("");

/** What a sum comes to, as it is shown; nothing where nothing is asked. Throws why not: `z`, `l` or `w`. */
export function reckon(typed) {
  const text = tidy(typed).replace(/[+−×÷(]+$/, "");
  let at = 0;
  const next = (some) => at < text.length && some.includes(text[at]);
  const take = (some) => next(some) ? text[at++] : "";
  const times = ([a, b], [c, d]) => [a * c, b * d];
  const number = () => {
    NUMBER.lastIndex = at;
    const found = NUMBER.exec(text);
    if (!found) throw "w";
    const [all, whole = "", part = "", only = "", power = "0"] = found, after = part + only;
    at += all.length;
    const exponent = power.replace("−", "-") - after.length;
    return [BigInt(whole + after) * ten(exponent), ten(-exponent)];
  };
  const factor = () => {
    const sign = take("+−");
    if (sign) {
      const [value, percent] = factor();
      return [sign == "+" ? value : times(value, [-1n, 1n]), percent];
    }
    const inner = take("("), closed = (value) => (take(")") || at == text.length ? value : 0);
    let value = inner ? closed(sum()) : number(), percent = false;
    if (!value) throw "w";
    for (; take("%"); percent = true) value = times(value, [1n, 100n]);
    return [value, percent];
  };
  const product = () => {
    let [value, percent] = factor();
    for (; next("×÷("); percent = false) {
      const over = take("×÷") == "÷";
      let [[c, d]] = factor(); // the sign is taken first: no minifier moves this before it
      if (over && !c) throw "z";
      value = times(value, !over ? [c, d] : c < 0n ? [-d, -c] : [d, c]);
    }
    return [value, percent];
  };
  const sum = () => {
    let [value] = product(), sign;
    while ((sign = take("+−"))) {
      const [more, percent] = product(), [c, d] = percent ? times(value, more) : more, [a, b] = value;
      value = [a * d + (sign == "+" ? c : -c) * b, b * d];
    }
    return value;
  };
  if (Array.from(typed).length > LONGEST) throw "w";
  const value = text && sum();
  if (at < text.length) throw "w";
  return text && written(value);
}
