"""The speaking sheet: one page to speak from, 60 to 90 seconds aloud. Made in memory, kept nowhere.

Never on it: safe contact, danger prompts, full texts, what was held back and why. Her words are never edited;
what will be said stands beside them. What must not happen is on it from every send that stands, whatever its
length.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from app.desk.headings import NO_ENGLISH, Hers, Quote, Standing, Translated
from app.desk.reading import Said, Submission
from app.desk.rules import May, for_meeting, may_of, unanswered
from app.desk.wishes import wishes_of
from app.desk.wording import Wording
from safety import speaking

MUST_NOT, AVOID = "not", "avoid"
HERS = ("want", "worry", AVOID, "kids", "change", "trust", "easier")  # what she can answer
ORDER = (*HERS[:-1], "with", "tell", "easier")  # as it is spoken: two of them only staff can word
NO_WORDING = Wording()


@dataclass(frozen=True)
class Part:
    """One heading of the sheet: what she said under it, send by send, and what will be said."""

    id: str
    hers: tuple[Hers, ...]
    say: str = ""

    @property
    def chips(self) -> tuple[str, ...]:
        """All that she tapped here."""
        return tuple(chip for one in self.hers for chip in one.chips)


@dataclass(frozen=True)
class Sheet:
    """What is spoken, in the order of speech. `may` says how much of it may be; `said` is what came last.

    `stale`: words were kept for the meeting before she sent this; none of them is on it. `wishes` are what is
    to be answered, each in short. `unasked`: all of it came over a link that many people hold, where nobody
    is asked what may be said. `silent`: she gave no answer to it. `left_out`: what came over such a link and
    is not confirmed with her.
    """

    first: Hers | None
    must_not: Part | None
    parts: tuple[Part, ...]
    may: May
    said: Said | None
    why: str = ""
    wait: str = ""
    stale: bool = False
    wishes: tuple[str, ...] = ()
    unasked: bool = False
    silent: bool = False
    left_out: tuple[Said, ...] = ()

    @property
    def quote(self) -> Quote | None:
        """Her words first."""
        return self.first.quote if self.first else None

    @property
    def sources(self) -> list[Said]:
        """The sends whose words are on it, and what came last, which says what may be said; newest first."""
        hers = [one for part in self._all for one in part.hers]
        said = [one.said for one in (*hers, *([self.first] if self.first else []))]
        found = {one.send_id: one for one in (*([self.said] if self.said else []), *said)}
        return sorted(found.values(), key=lambda one: one.received_at, reverse=True)

    @property
    def unsaid(self) -> bool:
        """Whether her words on what must not happen go on beyond the sheet, and nobody worded the rest."""
        part = self.must_not
        return part is not None and not part.say and any(one.quote and one.quote.cut for one in part.hers)

    @property
    def words(self) -> int:
        """How many words there are to say."""
        texts = [text for one in self._all for text in _spoken(one)]
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

    @property
    def _all(self) -> tuple[Part, ...]:
        return (self.must_not, *self.parts) if self.must_not else self.parts


def sheet(
    sittings: list[Submission],
    agreed: bool,
    wording: Wording = NO_WORDING,
    english: Mapping[tuple[str, str], Translated] = NO_ENGLISH,
    confirmed: Collection[UUID] = (),
) -> Sheet:
    """The sheet from everything that she said: a later send adds to it, and takes nothing off it.

    Where she said "ask me first", it holds only what she allowed unless `agreed`: she was asked live and said
    yes, or somebody could be badly hurt.
    """
    ours = for_meeting(sittings, confirmed)
    newest = ours[0].shown if ours else None
    stands = wording.stands_for(newest.send_id if newest else None)
    stale = not stands and wording.worded
    wording = wording if stands else NO_WORDING
    if newest is None:
        return Sheet(None, None, (), May.NOTHING, None, wording.why, wording.wait, stale)
    may = May.ALL if agreed else may_of(sittings, confirmed)
    standing = Standing.of(ours, confirmed, english)
    left_out = tuple(one.shown for one in sittings if one not in ours)
    must_not = part(standing, MUST_NOT, wording) if may in (May.ALL, May.MUST_ONLY) else None
    if may is not May.ALL:
        unasked = all(one.shown.many for one in ours)
        held = Sheet(None, must_not, (), may, newest, stale=stale, left_out=left_out)
        return replace(held, unasked=unasked, silent=unanswered(ours))
    first = first_words(standing, wording)
    parts = (part(standing, name, wording) for name in ORDER)
    wishes = tuple(one.short for one in wishes_of(standing).values())
    once = _said_once(filter(None, parts), first)
    return Sheet(first, must_not, once, may, newest, stale=stale, wishes=wishes, left_out=left_out)


def first_words(standing: Standing, wording: Wording = NO_WORDING) -> Hers | None:
    """Her words first: of what she wants, else of what worries her. What must not happen keeps its own.

    In English as it was worded, else as a translator wrote it.
    """
    for name in ("want", "worry"):
        found = next((one for one in standing.under(name) if one.quote), None)
        if found and found.quote and wording.english:
            quote = replace(found.quote, english=wording.english, translator=wording.translator)
            return replace(found, chips=(), quote=quote)
        if found:
            return replace(found, chips=())
    return None


def part(standing: Standing, name: str, wording: Wording = NO_WORDING) -> Part | None:
    """One heading: her answers to it, and what will be said; None where there is neither."""
    hers, say = standing.under(name), wording.say.get(name, "")
    return Part(name, hers, say) if hers or say else None


def _said_once(parts: Iterable[Part], first: Hers | None) -> tuple[Part, ...]:
    """Her words that are read out first are not said twice. Nothing else of what she wrote is left out.

    Of whom not to tell they are always said: the chips alone could leave somebody out.
    """
    once = (one if one.id == AVOID else replace(one, hers=_rest(one.hers, first)) for one in parts)
    return tuple(one for one in once if one.hers or one.say)


def _rest(hers: Iterable[Hers], first: Hers | None) -> tuple[Hers, ...]:
    said = (replace(one, quote=None) if _same(one, first) else one for one in hers)
    return tuple(one for one in said if one.chips or one.quote)


def _same(one: Hers, first: Hers | None) -> bool:
    """Whether these are the very words, cut or not, that are read out first."""
    if not first or not first.quote or not one.quote:
        return False
    return (one.quote.text, one.quote.rest) == (first.quote.text, first.quote.rest)


def _spoken(one: Part) -> list[str]:
    """What is said of one part: as it was worded, else her taps and words; of what must not happen, all."""
    quotes = [each.quote for each in one.hers if each.quote]
    hers = [*one.chips, *(quote.english or quote.text for quote in quotes)]
    if one.id == MUST_NOT:
        return [*hers, one.say]
    return [one.say] if one.say else hers
