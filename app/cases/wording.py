"""What a reference of the service's own may look like: one rule, wherever one is typed or read. Pure.

Promise: what looks like somebody's name, a date of birth or a telephone number is no case number.
"""

import re

RUN_BY_SPREADSHEETS = ("=", "+", "-", "@")
LEAST_OF_A_NUMBER = 10  # figures
_WORD = re.compile(r"(?=..)[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_DAY = re.compile(r"(?<!\d)(\d{1,4})[./ -](\d{1,2})[./ -](\d{1,4})(?!\d)")


def one_line(text: str | None) -> str:
    """Control characters and runs of spaces have no place in a reference."""
    return " ".join("".join(c if c.isprintable() else " " for c in text or "").split())


def reference_faults(reference: str) -> list[str]:
    """What to put right; empty where it may be somebody's own case number."""
    if reference.startswith(RUN_BY_SPREADSHEETS):
        return ["A spreadsheet would run this as a formula. Write the case number without its first sign."]
    if _reads_like_a_name(reference):
        return ["This reads like a name. Use your own case number: one word at most, with its figures."]
    if any(_may_be_a_day(found.groups()) for found in _DAY.finditer(reference)):
        return ["This holds what looks like a date, perhaps of birth. Use your own case number."]
    if sum(c.isdigit() for c in reference) >= LEAST_OF_A_NUMBER:
        return [
            "This is as long as a telephone or NHS number. Use your own case number, of nine figures at most."
        ]
    return []


def _reads_like_a_name(reference: str) -> bool:
    """Two or more words of letters alone, whatever stands beside them."""
    words = [word for word in reference.split(" ") if _WORD.fullmatch(word.strip(",.;:()"))]
    whole = re.fullmatch(r"[^\W\d_]+(?:[ ’'-][^\W\d_]+)+", reference)
    return len(words) > 1 or whole is not None


def _may_be_a_day(parts: tuple[str, ...]) -> bool:
    """Day, month and year in either order; a year has two or four figures."""
    first, middle, last = parts
    day, year = (last, first) if len(first) == len("2030") else (first, last)
    return len(year) in (2, 4) and len(day) < len("123") and 0 < int(day) <= 31 and 0 < int(middle) <= 12
