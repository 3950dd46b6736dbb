"""Where a string stands: which words, and how many people stand by exactly those.

Promise: a state is never kept. It is counted anew from what people did, so that a changed English sentence or
changed words are a draft at once; one person counts once, whatever they did and in whichever organisation; a
question that nobody answered holds the string at draft. Source: languages.md, "Review state per string".
"""

from __future__ import annotations

from dataclasses import dataclass

from babel.messages.catalog import Message

from app.review.models import Did
from app.web.review import NEEDED, Reviewed, source_hash

DRAFT, CHECKED, APPROVED = NEEDED
STANDS_BY = frozenset({Did.WROTE, Did.AGREED})


@dataclass(frozen=True)
class Step:
    """One thing that somebody did."""

    number: int
    alias: str
    did: Did
    date: str  # ISO, a day
    base: str
    of: str
    words: tuple[str, ...]  # only where they were written
    note: str
    back: int | None


@dataclass(frozen=True)
class Standing:
    """One string as it stands now."""

    words: tuple[str, ...]  # one for each plural form
    of: str  # the hash of these words and their English
    people: tuple[tuple[str, str], ...]  # who stands by them (alias, day), the first one first
    asked: bool  # a question is open
    last: int  # the number of the last step, 0 where there is none

    @property
    def state(self) -> str:
        """draft, checked or approved."""
        return DRAFT if self.asked else (DRAFT, CHECKED, APPROVED)[min(len(self.people), 2)]

    def done(self, *, critical: bool) -> bool:
        """Whether it needs nobody any more: two people where safety is at stake, else one."""
        return self.state == APPROVED or (self.state == CHECKED and not critical)

    def waits_for(self, alias: str, *, critical: bool) -> bool:
        """Whether this person can bring it on."""
        return not self.done(critical=critical) and (self.asked or alias not in dict(self.people))


def standing(message: Message, records: list[Reviewed], steps: list[Step]) -> Standing:
    """A catalogue's string, what the files record of it, and what was done to it here, in order."""
    kept = still(steps)
    words, of = _present(message, [step for step in kept if step.did is Did.WROTE])
    said = [(one.reviewer, one.date) for one in records if one.source == of and one.state != DRAFT]
    said += [(step.alias, step.date) for step in kept if step.did in STANDS_BY and step.of == of]
    people: dict[str, str] = {}
    for alias, day in said:
        people.setdefault(alias, day)
    return Standing(words, of, tuple(people.items()), _asked(kept), steps[-1].number if steps else 0)


def still(steps: list[Step]) -> list[Step]:
    """What nobody took back."""
    gone = {step.back for step in steps if step.did is Did.TOOK_BACK}
    return [step for step in steps if step.did is not Did.TOOK_BACK and step.number not in gone]


def own_last(steps: list[Step], alias: str) -> Step | None:
    """What this person did last and could take back."""
    return next((step for step in reversed(still(steps)) if step.alias == alias), None)


def forms_of(message: Message) -> tuple[str, ...]:
    """A string's words, one for each plural form."""
    words = message.string
    return tuple(words) if isinstance(words, list | tuple) else (str(words or ""),)


def with_words(message: Message, words: tuple[str, ...]) -> Message:
    """The same string in other words, in the shape in which a catalogue holds it."""
    plural = isinstance(message.id, list | tuple)
    return Message(message.id, words if plural else words[0])


def _present(message: Message, written: list[Step]) -> tuple[tuple[str, ...], str]:
    """The words written last, unless the catalogue has come to hold others than those known here."""
    held = source_hash(message)
    if written and held in {written[-1].base, *(step.of for step in written)}:
        return written[-1].words, written[-1].of
    return forms_of(message), held


def _asked(kept: list[Step]) -> bool:
    said = [step.did for step in kept if step.did in {*STANDS_BY, Did.ASKED}]
    return bool(said) and said[-1] is Did.ASKED
