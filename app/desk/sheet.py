"""The speaking sheet: one page to speak from, 60 to 90 seconds aloud. Made in memory, kept nowhere.

Never on it: safe contact, danger prompts, full texts, what was held back and why.
"""

from dataclasses import dataclass

from app.desk.reading import Said, Submission
from app.desk.rules import May, may_of

QUOTE_WORDS = 25
WORDS_A_MINUTE = 150
ORDER = ("want", "worry", "avoid", "kids", "change", "trust", "easier")


@dataclass(frozen=True)
class Quote:
    """Some of her words as she wrote them; `cut` where there are more with her IDVA."""

    text: str
    lang: str
    cut: bool


@dataclass(frozen=True)
class Part:
    """One heading of the sheet: what she tapped, and a few of her words."""

    id: str
    chips: tuple[str, ...]
    quote: Quote | None


@dataclass(frozen=True)
class Sheet:
    """What is spoken, in the order of speech. `may` says how much of it may be."""

    quote: Quote | None
    must_not: Part | None
    parts: tuple[Part, ...]
    may: May
    said: Said | None

    @property
    def words(self) -> int:
        """How many words there are to say."""
        parts = [*([self.must_not] if self.must_not else []), *self.parts]
        texts = [chip for part in parts for chip in part.chips]
        texts += [one.quote.text for one in parts if one.quote] + ([self.quote.text] if self.quote else [])
        return sum(len(text.split()) for text in texts)

    @property
    def seconds(self) -> int:
        """How long it takes aloud, to the nearest five seconds."""
        return max(5, round(self.words * 60 / WORDS_A_MINUTE / 5) * 5) if self.words else 0


def sheet(sittings: list[Submission], agreed: bool) -> Sheet:
    """The sheet from everything that she said; the newest answer to each question counts.

    Where she said "ask me first", it holds only what she allowed unless `agreed`: she was asked live and said
    yes, or somebody could be badly hurt.
    """
    if not sittings:
        return Sheet(None, None, (), May.NOTHING, None)
    newest = sittings[0].shown
    may = May.ALL if agreed else may_of(sittings)
    must_not = _part(sittings, "not") if may in (May.ALL, May.MUST_ONLY) else None
    parts = tuple(filter(None, (_part(sittings, name) for name in ORDER))) if may is May.ALL else ()
    quote = _first_words(sittings) if may is May.ALL else None
    return Sheet(quote, must_not, _without(parts, quote), may, newest)


def _first_words(sittings: list[Submission]) -> Quote | None:
    """Her words first: of what she wants, else of what worries her. What must not happen keeps its own."""
    for name in ("want", "worry"):
        found = _part(sittings, name)
        if found and found.quote:
            return found.quote
    return None


def _without(parts: tuple[Part, ...], quote: Quote | None) -> tuple[Part, ...]:
    """The words that were said first are not said twice."""
    return tuple(Part(one.id, one.chips, None) if quote and one.quote == quote else one for one in parts)


def _part(sittings: list[Submission], name: str) -> Part | None:
    for sitting in sittings:
        found = sitting.shown.answer(name)
        if found:
            chips = tuple(
                chip for chip, chip_id in zip(found.chips, found.ids, strict=True) if chip_id != "else"
            )
            return Part(name, chips, quote_of(found.text, sitting.shown.lang))
    return None


def quote_of(text: str, lang: str) -> Quote | None:
    """At most 25 of her words in a row, never changed; whole sentences where they fit."""
    words = text.split()
    if not words:
        return None
    if len(words) <= QUOTE_WORDS:
        return Quote(" ".join(words), lang, cut=False)
    kept = words[:QUOTE_WORDS]
    ends = [at for at, word in enumerate(kept) if word[-1] in ".!?؟。"]
    if ends:
        kept = kept[: ends[-1] + 1]
    return Quote(" ".join(kept), lang, cut=True)
