/** How a number is written: a whole one over a whole one, as people read it. */
const FIGURES = 12, LARGEST = 99, WRITTEN_FROM = -6;

export const ten = (power) => 10n ** BigInt(power > 0 ? power : 0);
const figures = (whole) => `${whole}`.length;
const pointed = (digits, whole) => digits.slice(0, whole) + (digits[whole] ? "." + digits.slice(whole) : "");

/** At most twelve figures, halves away from nothing; very large and small ones by a power of ten. */
export function written([top, below]) {
  const sign = top < 0n ? "−" : "", size = top < 0n ? -top : top;
  if (!size) return "0";
  let power = figures(size) - figures(below);
  if (size * ten(-power) < below * ten(power)) power -= 1;
  const shift = FIGURES - 1 - power;
  let kept = `${(2n * size * ten(shift) / (below * ten(-shift)) + 1n) / 2n}`;
  power += kept.length - FIGURES;
  kept = kept.replace(/0+$/, "");
  if (power > LARGEST) throw "l";
  if (power < -LARGEST) return "0";
  if (power < WRITTEN_FROM || power >= FIGURES) return `${sign}${pointed(kept, 1)}e${power < 0 ? "−" : ""}${Math.abs(power)}`;
  if (power < 0) return `${sign}0.${"0".repeat(-power - 1)}${kept}`;
  return sign + pointed(kept.padEnd(power + 1, "0"), power + 1);
}
