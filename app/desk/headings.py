"""What she said under one heading of the sheet, over every send that stands. Pure.

Promise: a later send adds to an earlier one and takes nothing off it. Each piece says which send it is from;
what was confirmed live stays so, whatever comes afterwards.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Self
from uuid import UUID

from app.desk.language import name_of, written_in
from app.desk.reading import Answer, Said, Submission
from safety import speaking

QUOTE_WORDS = 25
ELSE = "else"  # the chip that says only that there are words
NO_ENGLISH: Mapping[tuple[str, str], "Translated"] = {}


@dataclass(frozen=True)
class Translated:
    """The English of one of her texts, and the name of who translated it."""

    text: str
    who: str


@dataclass(frozen=True)
class Quote:
    """Some of her words as she wrote them. What the sheet leaves out is `rest`, and stays with her IDVA."""

    text: str
    lang: str
    rest: str = ""
    english: str = ""
    english_rest: str = ""
    translator: str = ""

    @property
    def language(self) -> str:
        """Its name in English; empty where it is not known."""
        name = name_of(self.lang)
        return name if name != self.lang else ""

    @property
    def cut(self) -> bool:
        """Whether there are more words than are on the sheet."""
        return bool(self.rest)


@dataclass(frozen=True)
class Hers:
    """What one send says under a heading: what she tapped, a few of her words, whether it was confirmed."""

    said: Said
    confirmed: bool
    chips: tuple[str, ...] = ()
    quote: Quote | None = None


@dataclass(frozen=True)
class Standing:
    """Every send that stands, the newest first; which were confirmed live; the English that there is."""

    sends: tuple[Said, ...]
    confirmed: Collection[UUID]
    english: Mapping[tuple[str, str], Translated]

    @classmethod
    def of(
        cls,
        sittings: list[Submission],
        confirmed: Collection[UUID] = (),
        english: Mapping[tuple[str, str], Translated] = NO_ENGLISH,
    ) -> Self:
        """What each sitting shows, and what was confirmed live before it was added to."""
        shown = [sitting.shown for sitting in sittings]
        before = [one for sitting in sittings for one in sitting.others if one.send_id in confirmed]
        sends = sorted((*shown, *before), key=lambda one: one.received_at, reverse=True)
        return cls(tuple(sends), confirmed, english)

    def under(self, name: str) -> tuple[Hers, ...]:
        """All that she said under one heading, what was said last first; the same thing stands once.

        It is confirmed where any send that says it was.
        """
        answers = {said.send_id: (said, found) for said in self.sends if (found := said.answer(name))}
        owner: dict[Answer, UUID] = {}
        for send_id in sorted(answers, key=lambda one: one not in self.confirmed):
            for piece in _pieces(answers[send_id][1]):
                owner.setdefault(piece, send_id)
        last_said = dict.fromkeys(piece for _, answer in answers.values() for piece in _pieces(answer))
        by_send: dict[UUID, list[Answer]] = {}
        for piece in last_said:
            by_send.setdefault(owner[piece], []).append(piece)
        return tuple(self._hers(*answers[send_id], pieces) for send_id, pieces in by_send.items())

    def _hers(self, said: Said, answer: Answer, pieces: list[Answer]) -> Hers:
        text = next((piece.text for piece in pieces if piece.text), "")
        quote = quote_of(text, written_in(text, said.lang))
        english = self.english.get((answer.id, text))
        return Hers(
            said=said,
            confirmed=said.send_id in self.confirmed,
            chips=tuple(chip for piece in pieces for chip in piece.chips),
            quote=_translated(quote, english) if quote and english else quote,
        )

    def differing(self, names: Collection[str]) -> list[str]:
        """The titles of the questions that she answered in more than one send, and not in the same way."""
        answers = [{found for said in self.sends if (found := said.answer(name))} for name in names]
        return [min(each.title for each in found) for found in answers if len(found) > 1]


def _pieces(answer: Answer) -> list[Answer]:
    """Each thing that an answer says, by itself: every chip, and the words."""
    alone = replace(answer, chips=(), ids=(), text="")
    tapped = zip(answer.chips, answer.ids, strict=True)
    pieces = [replace(alone, chips=(chip,), ids=(id_,)) for chip, id_ in tapped if id_ != ELSE]
    return [*pieces, replace(alone, text=answer.text)] if answer.text.strip() else pieces


def _translated(quote: Quote, english: Translated) -> Quote:
    """Cut as her words are: the translator wrote the English of all of them."""
    text, rest = speaking.parted(english.text, QUOTE_WORDS) if quote.cut else (english.text, "")
    return replace(quote, english=text.strip(), english_rest=rest, translator=english.who)


def quote_of(text: str, lang: str) -> Quote | None:
    """At most 25 of her words in a row, never changed; whole sentences where they fit."""
    kept, rest = speaking.parted(text, QUOTE_WORDS)
    return Quote(kept.strip(), lang, rest) if kept.strip() else None
