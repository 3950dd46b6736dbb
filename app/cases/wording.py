"""What a reference of the service's own may look like: one rule, wherever one is typed or read. Pure.

Promise: what looks like somebody's name, a date or year of birth, or a telephone number is no case number.
A service whose numbers this refuses says what they look like (REFERENCE_SHAPES): those pass, and no others.
"""

import re
from collections.abc import Iterable

from safety.letters import JOINERS, before_first, hidden, without_idle

RUN_BY_SPREADSHEETS = ("=", "+", "-", "@")
LEAST_OF_A_NUMBER = 10  # figures
MOST_IN_A_ROW = 3  # letters: four read like a name
BORN = range(1920, 2021)
LETTER, FIGURE = "A", "9"  # in a shape; whatever else stands in it stands for itself
NO_NAMES = frozenset({"case", "client", "file", "idva", "marac", "number", "referral"})
# Given names of two or three letters that are common in the UK, in the spellings that people type.
_GIVEN = """
abi ada aja aki ali ama amy ana ann ari asa ava aya ayo bea ben bev bo bob cat dan deb dee del don
dot ed eda efe ela eli ema emi ena eva eve fay flo gia gil gus guy hal hui ian ida ife ike ila ina
ira isa iva ivy jan jay jed jem jen jim jin jo joe jon joy kai kat kay ken kia kim kit kyo lea lee
lei len leo lia lil lin liv liz lou lua luz lyn mae mai mal mat max may meg mei mel mia min mo moe
nan nat ned nia noa nur oli ola ole osi oya pam pat peg pia pip pru raf rae raj ram ray reg ria ric
rio rob rod ron ros roy roz ruy sal sam seb sia sid sol stu sue tam tao tea ted teo tia tim tom uma
una uzo val van vic viv wei wes wyn xin yan yas yen ying yui zac zak zed zia zoe
"""
GIVEN_NAMES = frozenset(_GIVEN.split())
LEAST_BESIDE_A_NAME = 4  # figures: "SAM-0417" is a numbering, "Sam 7" is somebody
_WORD = re.compile(r"(?=..)[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_DAY = re.compile(r"(?<!\d)(\d{1,4})[./ -](\d{1,2})[./ -](\d{1,4})(?!\d)")
_ANSWER = (
    "If your case numbers really look like this, ask whoever runs Beforehand for your service to allow them: "
    "they say once what your numbers look like."
)


def one_line(text: str | None) -> str:
    """Runs of spaces are one, and what is pasted along and does nothing in a reference is left out.

    A letter that nobody sees stays, so that it is refused where it stands and not read as a space.
    """
    kept = [c for c in without_idle(text or "") if c not in JOINERS]
    return " ".join("".join(c if c.isprintable() or hidden(c) else " " for c in kept).split())


def name_line(text: str | None) -> str:
    """Runs of spaces are one; every letter of a name stays, the joiners that languages need among them."""
    return " ".join((text or "").split())


def reference_faults(reference: str, shapes: Iterable[str] = ()) -> list[str]:
    """What to put right; empty where it may be somebody's own case number."""
    return [" ".join(part for part in fault if part) for fault in _faults(reference, shapes)]


def reads_like(reference: str, shapes: Iterable[str] = ()) -> str:
    """Why no new case can have this number, without what to do; empty where one could."""
    return next((fault[0] for fault in _faults(reference, shapes)), "")


def _faults(reference: str, shapes: Iterable[str]) -> list[tuple[str, ...]]:
    """Each fault: what it is, and what to do about it."""
    if unseen := hidden(reference):
        before = before_first(reference, unseen)
        where = f"right after “\u2068{before}\u2069”" if before else "at the very beginning"
        return [(f"A letter in it cannot be seen, {where}.", "Write it again.")]
    if reference.startswith(RUN_BY_SPREADSHEETS):
        what = "A spreadsheet would run this as a formula."
        return [(what, "Write the case number without its first sign.")]
    listed = list(shapes)
    if listed:
        said = f"Your service’s case numbers look like {' or '.join(listed)} (A a letter, 9 a figure)."
        return [] if any(has_shape(reference, one) for one in listed) else [(said,)]
    return _looks_like_a_person(reference)


def has_shape(reference: str, shape: str) -> bool:
    """Whether it is as the shape says, sign by sign; capital and small letters are one."""
    return len(reference) == len(shape) and all(map(_fits, reference, shape))


def _fits(sign: str, place: str) -> bool:
    if place == LETTER:
        return sign.isalpha()
    return sign.isdecimal() if place == FIGURE else sign.casefold() == place.casefold()


def _looks_like_a_person(reference: str) -> list[tuple[str, ...]]:
    if _reads_like_a_name(reference) or _is_a_short_name(reference):
        instead = "three letters in a row at most, and no short name with a few figures."
        return [("This reads like a name.", f"Use your own case number: {instead}", _ANSWER)]
    if any(_may_be_a_day(found.groups()) for found in _DAY.finditer(reference)):
        what = "This holds what looks like a date, perhaps of birth."
        return [(what, "Use your own case number.", _ANSWER)]
    if _holds_a_year_of_birth(reference):
        return [("Letters and a year could be who she is and when she was born.", _ANSWER)]
    if sum(c.isdigit() for c in reference) >= LEAST_OF_A_NUMBER:
        what = "This is as long as a telephone or NHS number."
        return [(what, "Use your own case number, of nine figures at most.", _ANSWER)]
    if not any(c.isdigit() for c in reference):
        return [("A case number has figures in it.", _ANSWER)]
    return []


def _reads_like_a_name(reference: str) -> bool:
    """Two or more words of letters alone, or one row of letters that is long enough for a name.

    Letters of scripts in which a name takes two count from two.
    """
    words = [word for word in reference.split(" ") if _WORD.fullmatch(word.strip(",.;:()"))]
    whole = re.fullmatch(r"[^\W\d_]+(?:[ ’'-][^\W\d_]+)+", reference)
    return len(words) > 1 or whole is not None or any(map(_could_be_a_name, _LETTERS.findall(reference)))


def _could_be_a_name(letters: str) -> bool:
    most = MOST_IN_A_ROW if letters.isascii() else 1
    return len(letters) > most and letters.casefold() not in NO_NAMES


def _is_a_short_name(reference: str) -> bool:
    """A common short name with few figures, or with a year alone, beside it."""
    named = any(one.casefold() in GIVEN_NAMES for one in _LETTERS.findall(reference))
    figures = re.findall(r"\d+", reference)
    year = len(figures) == 1 and re.fullmatch("(19|20)..", figures[0]) is not None
    return named and (year or sum(map(len, figures)) < LEAST_BESIDE_A_NAME)


def _holds_a_year_of_birth(reference: str) -> bool:
    """Letters that are no word of ours, and of figures a year alone: initials and when somebody was born."""
    letters = [one for one in _LETTERS.findall(reference) if one.casefold() not in NO_NAMES]
    figures = re.findall(r"\d+", reference)
    return bool(letters) and len(figures) == 1 and len(figures[0]) == len("1990") and int(figures[0]) in BORN


def _may_be_a_day(parts: tuple[str, ...]) -> bool:
    """Day, month and year in either order; a year has two or four figures."""
    first, middle, last = parts
    day, year = (last, first) if len(first) == len("2030") else (first, last)
    return len(year) in (2, 4) and len(day) < len("123") and 0 < int(day) <= 31 and 0 < int(middle) <= 12
