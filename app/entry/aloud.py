"""The same form for a worker who asks it aloud: the short path, then the cards, English beside her language.

Promise: made from the form definition alone. Of several chips none is on until she has said so; a tick that
stands alone ("ask me first") is on until she says otherwise. What makes no sense in a conversation ("please
call me", "read this soon") is left out; what may be said at the meeting is asked like a question.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.entry.definition import Question, Text
from app.entry.facts import Facts
from app.entry.forms import form_of
from app.entry.speaker import Speaker, speaker
from app.web.locale import SOURCE


@dataclass(frozen=True)
class Both:
    """One text in English and in her language; `hers` is empty where that is English too."""

    english: str
    hers: str


@dataclass(frozen=True)
class Spoken:
    """One question to be asked aloud."""

    id: str
    title: Both
    help: Both
    chips: tuple[tuple[str, Both], ...]
    one: bool
    preset: tuple[str, ...]
    limit: int


@dataclass(frozen=True)
class Step:
    """What stands on one page: a question, or a card with its questions."""

    id: str
    name: str
    questions: tuple[Spoken, ...]
    card: bool


@dataclass(frozen=True)
class Aloud:
    """What is said first, then every step."""

    start: Both
    truths: tuple[Both, ...]
    steps: tuple[Step, ...]


def aloud(code: str, facts: Facts) -> Aloud:
    """The form of one link, to be asked in one locale."""
    form, says = form_of("live"), (speaker(SOURCE, facts), speaker(code, facts))
    path = [_step(one, says) for one in (*form.questions, form.send.say)]
    cards = [
        Step(card.id, card.title, tuple(_spoken(one, says) for one in card.questions), card=True)
        for card in form.cards
    ]
    truths = [_both(text, says) for text in form.truths.items]
    if facts.young and form.truths.young:
        truths.insert(2, _both(form.truths.young, says))
    return Aloud(_both(form.start.title, says), tuple(truths), (*path, *cards))


def _step(asked: Question, says: tuple[Speaker, Speaker]) -> Step:
    return Step(asked.id, asked.title, (_spoken(asked, says),), card=False)


def _spoken(asked: Question, says: tuple[Speaker, Speaker]) -> Spoken:
    return Spoken(
        id=asked.id,
        title=_both(asked.title, says),
        help=_both(asked.help, says),
        chips=tuple((chip.id, _both(chip.text, says)) for chip in asked.chips),
        one=asked.one,
        preset=asked.preset if len(asked.chips) == 1 else (),
        limit=asked.limit,
    )


def _both(text: Text, says: tuple[Speaker, Speaker]) -> Both:
    english, hers = (say.words.say(text, say.facts, say.days) for say in says)
    return Both(english, "" if says[1].words.locale.catalogue == SOURCE else hers)
