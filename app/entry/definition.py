"""What a form is made of: the shapes that every text of it is written into.

Promise: a form is data with a version. An id is plain ASCII, stands for one meaning for
ever, and is the only thing about a tap that leaves the phone; words may be edited freely.

Strings are marked for translation where they are written: `marked` (plain), `Critical`
(a wrong translation could hurt someone, so English stands beneath it until two people
have approved it) and `Counted` (has a number in it).
"""

from __future__ import annotations

from dataclasses import dataclass

VERSION = 4  # goes up whenever a question or a chip comes, goes, or changes meaning


def marked(text: str) -> str:
    """The same text, found by extraction."""
    return text


class Critical(str):
    """A sentence that someone may stake their safety on."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """A sentence about {days}; always a critical one."""

    one: str
    other: str


Text = str | Counted


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing to tap."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something asked. It can always be passed over."""

    id: str
    title: str
    chips: tuple[Chip, ...] = ()
    help: str = ""
    one: bool = False  # at most one chip
    preset: tuple[str, ...] = ()  # chips that are on until tapped off
    limit: int = 600  # characters of free text; 0 where there is no text box
    after: tuple[str, ...] | None = None  # only asked where that question has one of those chips on
    most: int = 0  # how many chips at most; 0 for as many as there are
    label: str = ""  # of its text box, where the form's usual words do not fit
    told: tuple[str, ...] | None = None  # which chips her worker is told of; None for all
    then: tuple[Question, ...] = ()  # asked beneath it, each under its own id


@dataclass(frozen=True, slots=True)
class Start:
    """Is now all right?"""

    title: str
    help: str
    leave: str
    yes: str
    no: str


@dataclass(frozen=True, slots=True)
class Truths:
    """What must be known before the first word is written."""

    title: str
    items: tuple[Text, ...]
    young: str  # said with the second of them to whoever is 16 or 17; empty where there is none
    go: str  # empty where nothing is sent before Send
    hold: str


@dataclass(frozen=True, slots=True)
class Send:
    """The screen that sends."""

    title: str
    soon: str
    call: str
    when: str
    say: Question
    count: str
    tell: str
    notes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """The receipt. It holds nothing that was written."""

    title: str
    lines: tuple[Text, ...]
    meeting: str  # the first line instead, where the day of the meeting is known


@dataclass(frozen=True, slots=True)
class Card:
    """Something more to say, in any order, or never. The first question bears the card's id."""

    title: str
    questions: tuple[Question, ...]

    @property
    def id(self) -> str:
        return self.questions[0].id


@dataclass(frozen=True, slots=True)
class Stop:
    """A tap after which nothing is sent, and what is said instead; its title is among the form's words."""

    question: str
    chip: str
    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Only:
    """Questions that are only asked, and only counted, where that question has that chip on."""

    question: str
    chip: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """Everything one code can open, but for the helplines."""

    start: Start
    truths: Truths
    questions: tuple[Question, ...]
    send: Send
    done: Done
    words: dict[str, str]  # what the engine itself says, by short key
    cards: tuple[Card, ...]
    bands: tuple[Question, ...]  # what being counted may say, each left out at will
    about: tuple[Text, ...]  # "More about this"
    stop: Stop | None = None
    only: Only | None = None
