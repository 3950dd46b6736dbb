"""What the worker says aloud before a link exists: 90 seconds, English beside her language.

Promise: asks first whether now is all right; says what will be seen first, that the second
code brings nobody, and never leaves a word that could be repeated to the wrong person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.entry.definition import Critical, marked
from app.entry.texts import Texts, texts

Line = tuple[str, str]  # English, her language; the same words twice where it is English


@dataclass(frozen=True, slots=True)
class Look:
    """How a skin is described aloud."""

    like: str
    first: str
    how: str


SEARCHED = marked("Type {code} into the search box and search.")
LOOKS = {
    "plain": Look(
        like=marked("a page about dates"),
        first=marked("a list of bank holidays and a search box"),
        how=SEARCHED,
    ),
    "recipes": Look(
        like=marked("a page of recipes"),
        first=marked("a list of dishes and a search box"),
        how=SEARCHED,
    ),
    "list": Look(
        like=marked("a shopping list"),
        first=marked("things to buy, with boxes to tick, and a search box"),
        how=SEARCHED,
    ),
    "calculator": Look(
        like=marked("a calculator"),
        first=marked("a calculator with its keys"),
        how=marked("Press {code} and then =."),
    ),
}


@dataclass(frozen=True, slots=True)
class HandOver:
    """What the script is made from. Without a code (it is shown once) blanks are read out."""

    worker: str
    meeting_on: date | None
    skin: str
    code: str = "… …"
    duress_code: str | None = None
    words: bool = False


BEFORE = (
    Critical("Is now all right? Is anyone near you? You can just say yes or no."),
    marked("My name is {worker}."),
)
MEETING = marked("There is a meeting on {day}. I speak for you there.")
SOME_MEETING = marked("There will be a meeting. I speak for you there.")
HOW = (
    marked("Tell me now, or later, alone, on your phone: three questions, five minutes."),
    marked("It will look like {like}. The first thing you see is {first}."),
)
THEN = (
    Critical("The page opens after we hang up: on some phones it cannot load during a call."),
    Critical("When does nobody else hold this phone?"),
)
NUMBER_BACK = marked("Say the number back to me.")
WORDS_BACK = marked("Spell the two words back to me.")
DURESS = (
    Critical("If someone makes you open it, put in {duress} instead. It then shows something harmless."),
    Critical("This is not an alarm. Nobody comes. We stop calling and writing until we have talked again."),
)
SOMEONE_ELSE = (marked("Sorry, I have the wrong number. Goodbye."),)


def script(code: str, facts: HandOver) -> list[Line]:
    """Line by line: what to say to her, in English and in the locale."""
    meeting = MEETING if facts.meeting_on else SOME_MEETING
    duress = DURESS if facts.duress_code else ()
    back = WORDS_BACK if facts.words else NUMBER_BACK
    lines = (*BEFORE, meeting, *HOW, LOOKS[facts.skin].how, *THEN, back, *duress)
    return _both(code, lines, facts)


def if_someone_else(code: str, facts: HandOver) -> list[Line]:
    """What to say to anyone else who answers, and then nothing more."""
    return _both(code, SOMEONE_ELSE, facts)


def look(words: Texts, skin: str, code: str) -> Look:
    """How a skin is described, and how its code is put in, in one language."""
    found, known = LOOKS[skin], {"code": _together(code, words.locale.dir == "rtl")}
    return Look(words.say(found.like), words.say(found.first), words.say(found.how, known))


def to_copy(code: str, skin: str, url: str) -> str:
    """What may stand in a message: what the page shows anyone, and where it is. Dull, and true."""
    like = texts(code).say(LOOKS[skin].like)
    return f"{like[:1].upper()}{like[1:]}: {url}"


def _both(code: str, lines: tuple[str, ...], facts: HandOver) -> list[Line]:
    english, hers = texts("en"), texts(code)
    return [(_said(english, line, facts), _said(hers, line, facts)) for line in lines]


def _said(words: Texts, line: str, facts: HandOver) -> str:
    look = LOOKS[facts.skin]
    rtl = words.locale.dir == "rtl"
    known = {
        "worker": facts.worker,
        "day": words.day(facts.meeting_on) if facts.meeting_on else "",
        "like": words.say(look.like),
        "first": words.say(look.first),
        "code": _together(facts.code, rtl),
        "duress": _together(facts.duress_code or "", rtl),
    }
    return words.say(line, known)


def _together(code: str, rtl: bool) -> str:
    """A code keeps its order among right-to-left words."""
    return f"\u2066{code}\u2069" if rtl else code
