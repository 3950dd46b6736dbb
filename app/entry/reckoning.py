"""A sum as a pocket calculator reads it, reckoned without loss.

Promise: the page's own script comes to the same, letter for letter (pwa/modules/reckon.js). Nothing that
is typed is run. A percent after plus or minus is of what stands before it; what was left open is closed.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from safety.normalising import fold

MOST = 40  # what the page's field takes: whole in the cookie too, whatever it is written in
FIGURES = 12
LARGEST, PLAIN_FROM = 99, -6  # powers of ten: the most that is shown, the least that is written out
_SAME = {"-": "−", "–": "−", "*": "×", "x": "×", "X": "×", "/": "÷", ":": "÷", "٪": "%", "٫": ".", "E": "e"}
_SPACES = "\t-\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"  # as a script knows them
_BLANK = re.compile(f"[{_SPACES}='\u066c\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_OPEN = re.compile("[+−×÷(]+$")
_NUMBER = re.compile(r"(?:([0-9]+)\.?([0-9]*)|\.([0-9]+))(?:e([+−]?[0-9]{1,2}))?")


class NoResult(Exception):
    """Why a sum comes to nothing: `zero`, `large` or `wrong`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def reckon(typed: str) -> str:
    """What a sum comes to, as it is shown; empty where nothing is asked. Raises NoResult."""
    if len(typed) > MOST:
        raise NoResult("wrong")
    text = _OPEN.sub("", "".join(map(_read, typed)))
    if not text:
        return ""
    sum_ = _Sum(text)
    value = sum_.sum()
    if sum_.at < len(text):
        raise NoResult("wrong")
    return _written(value)


def _read(letter: str) -> str:
    """One letter of a sum: a digit of any script, a sign however it is typed; nothing for a blank."""
    if _BLANK.match(letter):
        return ""
    digit = fold(letter)
    return digit if digit in set("0123456789") else _SAME.get(letter, letter)


@dataclass
class _Sum:
    """A sum, and how far it was read."""

    text: str
    at: int = 0

    def sum(self) -> Fraction:
        value, _ = self._product()
        while sign := self._take("+−"):
            more, percent = self._product()
            more = value * more if percent else more
            value += more if sign == "+" else -more
        return value

    def _product(self) -> tuple[Fraction, bool]:
        """Its value, and whether it is a percent and nothing else."""
        value, percent = self._factor()
        while self._next("×÷("):
            over = self._take("×÷") == "÷"
            more, _ = self._factor()
            percent = False
            if over and not more:
                raise NoResult("zero")
            value = value / more if over else value * more
        return value, percent

    def _factor(self) -> tuple[Fraction, bool]:
        if sign := self._take("+−"):
            value, percent = self._factor()
            return (value if sign == "+" else -value), percent
        value, percent = self._inner() if self._take("(") else self._number(), False
        while self._take("%"):
            value, percent = value / 100, True
        return value, percent

    def _inner(self) -> Fraction:
        value = self.sum()
        if not self._take(")") and self.at < len(self.text):
            raise NoResult("wrong")
        return value

    def _number(self) -> Fraction:
        found = _NUMBER.match(self.text, self.at)
        if found is None:
            raise NoResult("wrong")
        self.at = found.end()
        whole, part, only, power = (text or "" for text in found.groups())
        part += only
        exponent = int(power.replace("−", "-") or "0") - len(part)
        return int(whole + part) * Fraction(10) ** exponent

    def _next(self, some: str) -> bool:
        return self.at < len(self.text) and self.text[self.at] in some

    def _take(self, some: str) -> str:
        if not self._next(some):
            return ""
        self.at += 1
        return self.text[self.at - 1]


def _written(value: Fraction) -> str:
    """A number in at most twelve figures, halves away from nothing; by a power of ten where it is long."""
    sign, size = "−" if value < 0 else "", abs(value)
    if not size:
        return "0"
    power = len(str(size.numerator)) - len(str(size.denominator))
    if size < Fraction(10) ** power:
        power -= 1
    kept = str((2 * size * Fraction(10) ** (FIGURES - 1 - power) + 1) // 2)
    power += len(kept) - FIGURES
    kept = kept.rstrip("0")
    if power > LARGEST:
        raise NoResult("large")
    if power < -LARGEST:
        return "0"
    if not PLAIN_FROM <= power < FIGURES:
        return f"{sign}{_pointed(kept, 1)}e{'−' if power < 0 else ''}{abs(power)}"
    if power < 0:
        return f"{sign}0.{'0' * (-power - 1)}{kept}"
    return sign + _pointed(kept.ljust(power + 1, "0"), power + 1)


def _pointed(figures: str, whole: int) -> str:
    rest = figures[whole:]
    return f"{figures[:whole]}.{rest}" if rest else figures
