"""The speaking sheet: one page to speak from, 60 to 90 seconds aloud. Made in memory, kept nowhere.

Never on it: safe contact, danger prompts, full texts, what was held back and why. Her words are never edited;
what will be said stands beside them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from app.desk.reading import Said, Submission
from app.desk.rules import May, may_of
from app.desk.wording import Wording
from safety import speaking

QUOTE_WORDS = 25
MUST_NOT = "not"
HERS = ("want", "worry", "avoid", "kids", "change", "trust", "easier")  # what she can answer
ORDER = (*HERS[:-1], "with", "tell", "easier")  # as it is spoken: two of them only staff can word
NO_WORDING = Wording()
NO_ENGLISH: Mapping[tuple[str, str], "Translated"] = {}


@dataclass(frozen=True)
class Translated:
    """The English of one of her texts, and the name of who translated it."""

    text: str
    who: str


@dataclass(frozen=True)
class Quote:
    """Some of her words as she wrote them; `cut` where there are more with her IDVA."""

    text: str
    lang: str
    cut: bool
    english: str = ""
    translator: str = ""


@dataclass(frozen=True)
class Part:
    """One heading of the sheet: what she tapped, a few of her words, and what will be said."""

    id: str
    chips: tuple[str, ...]
    quote: Quote | None
    say: str = ""


@dataclass(frozen=True)
class Sheet:
    """What is spoken, in the order of speech. `may` says how much of it may be.

    `stale`: words were kept for the meeting before she sent this; none of them is on it.
    """

    quote: Quote | None
    must_not: Part | None
    parts: tuple[Part, ...]
    may: May
    said: Said | None
    why: str = ""
    wait: str = ""
    stale: bool = False

    @property
    def words(self) -> int:
        """How many words there are to say."""
        must_not = [self.must_not] if self.must_not else []
        texts = [text for one in (*must_not, *self.parts) for text in _spoken(one)]
        texts += [self.quote.english or self.quote.text] if self.quote else []
        return sum(speaking.words_in(text) for text in (*texts, self.why, self.wait))

    @property
    def seconds(self) -> int:
        """How long it takes aloud, to the nearest five seconds."""
        return speaking.seconds(self.words)

    @property
    def long(self) -> bool:
        """Whether it takes longer than there is time."""
        return self.seconds >= speaking.AIM.stop


def sheet(
    sittings: list[Submission],
    agreed: bool,
    wording: Wording = NO_WORDING,
    english: Mapping[tuple[str, str], Translated] = NO_ENGLISH,
) -> Sheet:
    """The sheet from everything that she said; the newest answer to each question counts.

    Where she said "ask me first", it holds only what she allowed unless `agreed`: she was asked live and said
    yes, or somebody could be badly hurt.
    """
    newest = sittings[0].shown if sittings else None
    stands = wording.stands_for(newest.send_id if newest else None)
    stale = not stands and wording != NO_WORDING
    wording = wording if stands else NO_WORDING
    if newest is None:
        return Sheet(None, None, (), May.NOTHING, None, wording.why, wording.wait, stale)
    may = May.ALL if agreed or wording.agreed else may_of(sittings)
    must_not = part(sittings, MUST_NOT, wording, english) if may in (May.ALL, May.MUST_ONLY) else None
    if may is not May.ALL:
        return Sheet(None, must_not, (), may, newest, stale=stale)
    quote = first_words(sittings, wording, english)
    parts = (part(sittings, name, wording, english) for name in ORDER)
    return Sheet(quote, must_not, _said_once(filter(None, parts), quote), may, newest, stale=stale)


def first_words(
    sittings: list[Submission],
    wording: Wording = NO_WORDING,
    english: Mapping[tuple[str, str], Translated] = NO_ENGLISH,
) -> Quote | None:
    """Her words first: of what she wants, else of what worries her. What must not happen keeps its own.

    In English as it was worded, else as a translator wrote it.
    """
    for name in ("want", "worry"):
        found = part(sittings, name, english=english)
        if found and found.quote:
            if wording.english:
                return replace(found.quote, english=wording.english, translator=wording.translator)
            return found.quote
    return None


def part(
    sittings: list[Submission],
    name: str,
    wording: Wording = NO_WORDING,
    english: Mapping[tuple[str, str], Translated] = NO_ENGLISH,
) -> Part | None:
    """One heading: the newest of her answers to it, and what will be said; None where there is neither."""
    say = wording.say.get(name, "")
    for sitting in sittings:
        found = sitting.shown.answer(name)
        if found:
            chips = tuple(
                chip for chip, chip_id in zip(found.chips, found.ids, strict=True) if chip_id != "else"
            )
            quote = quote_of(found.text, sitting.shown.lang)
            return Part(name, chips, _translated(quote, english.get((name, found.text))), say)
    return Part(name, (), None, say) if say else None


def _translated(quote: Quote | None, english: Translated | None) -> Quote | None:
    """Cut as her words are: the translator wrote the English of all of them."""
    if quote is None or english is None:
        return quote
    text = speaking.beginning(english.text, QUOTE_WORDS)[0] if quote.cut else english.text
    return replace(quote, english=text, translator=english.who)


def _said_once(parts: Iterable[Part], quote: Quote | None) -> tuple[Part, ...]:
    """One quote is enough: the other parts keep her words only where nothing else would be said of them."""
    once = (one if _only_words(one) and not _same(one, quote) else replace(one, quote=None) for one in parts)
    return tuple(one for one in once if one.chips or one.quote or one.say)


def _only_words(one: Part) -> bool:
    return not one.chips and not one.say


def _same(one: Part, quote: Quote | None) -> bool:
    return bool(quote and one.quote and one.quote.text == quote.text)


def _spoken(one: Part) -> list[str]:
    """What is said of one part: as it was worded, else her taps; of what must not happen, all."""
    hers = [*one.chips, *([one.quote.english or one.quote.text] if one.quote else [])]
    if one.id == MUST_NOT:
        return [*hers, one.say]
    return [one.say] if one.say else hers


def quote_of(text: str, lang: str) -> Quote | None:
    """At most 25 of her words in a row, never changed; whole sentences where they fit."""
    kept, cut = speaking.beginning(text, QUOTE_WORDS)
    return Quote(kept, lang, cut) if kept else None
