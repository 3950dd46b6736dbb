"""Codes: six digits to remember, drawn for her and redrawn until she likes them.

Promise: every code that is not banned is equally likely. Banned is what is guessed first
(all alike, runs, repeats, birthdays) and what an everyday app would answer (dates,
numbers that any household knows).
"""

import calendar
from secrets import token_bytes

from safety.drawing import Draw

DIGITS = 6
APART = 3  # a slip of a finger in one code must not be the other code
_TOP = 16 * 10**DIGITS  # the greatest multiple below 2 ** 24
_KNOWN_NUMBERS = ("999", "112", "911", "116", "118", "08")
_RUNS = "01234567890123456789"


def draw_code(draw: Draw = token_bytes, apart_from: str = "") -> str:
    """Six digits, uniform over those that are not banned and differ enough from another code."""
    while True:
        number = int.from_bytes(draw(3), "big")
        code = f"{number % 10**DIGITS:0{DIGITS}}"
        if number < _TOP and not banned(code) and _differ(code, apart_from):
            return code


def show_code(code: str) -> str:
    """The code as it is said: digits in two halves, two words as they are."""
    return f"{code[:3]} {code[3:]}" if code.isdigit() else code


def banned(code: str) -> bool:
    """Whether a code is too easily guessed or means something to an everyday app."""
    return _patterned(code) or code.startswith(_KNOWN_NUMBERS) or _reads_as_date(code)


def _patterned(code: str) -> bool:
    repeats = code in (code[:1] * 6, code[:2] * 3, code[:3] * 2)
    doubled = code[0::2] == code[1::2]
    mirrored = code[:3] == code[:2:-1]
    few = len(set(code)) < 3
    return repeats or doubled or mirrored or few or code in _RUNS or code[::-1] in _RUNS


def _reads_as_date(code: str) -> bool:
    first, second, third = (int(code[at : at + 2]) for at in (0, 2, 4))
    days = [(first, second), (second, first), (third, second)]  # ddmmyy, mmddyy, yymmdd
    year_month = 19 <= first <= 20 and 1 <= third <= 12
    month_year = 1 <= first <= 12 and 19 <= second <= 20
    return year_month or month_year or any(_is_day(day, month) for day, month in days)


def _is_day(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(2000, month)[1]


def _differ(code: str, other: str) -> bool:
    return not other or sum(a != b for a, b in zip(code, other, strict=True)) >= APART
