"""The voice standard of one case: what was offered, given, heard, answered, told and asked.

Promise: a mark follows from dates and closed words alone, never from anything that she said. Where it was
not safe to offer, or to tell, the case stands apart and counts against nobody. V7 is never a case's: it comes
from answers that carry no case.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

CODES = ("V1", "V2", "V3", "V4", "V5", "V6", "V7")
SOON_DAYS, LATE_DAYS = 2, 5  # working days within which she is told


class Mark(StrEnum):
    """One measure of one case. `open` may still become a yes; `apart` counts nowhere."""

    YES = "yes"
    NO = "no"
    OPEN = "open"
    APART = "apart"


class WhyNot(StrEnum):
    """Why no safe offer was made. A closed list: free words could say too much."""

    UNAWARE = "unaware"
    NO_CHANNEL = "no_channel"
    NOT_REACHED = "not_reached"
    DECLINED = "declined"
    LANGUAGE = "language"
    TOO_LATE = "too_late"
    CAPACITY = "capacity"


class Heard(StrEnum):
    """How her words came into the meeting."""

    READ_OUT = "read_out"
    SUMMARISED = "summarised"
    NOT_REACHED = "not_reached"
    HELD_BACK = "held_back"


class Told(StrEnum):
    """How she was told what came of it."""

    CALL = "call"
    BSL = "bsl"
    IN_PERSON = "in_person"
    NOTE = "note"
    NOT_SAFE = "not_safe"


class Unmet(StrEnum):
    """Why a wish could not be met."""

    NOT_THERE = "not_there"
    REFUSED = "refused"
    NOT_SAFE = "not_safe"
    CHANGED = "changed"
    NOT_REACHED = "not_reached"
    LATER = "later"


UNSAFE = frozenset({WhyNot.UNAWARE, WhyNot.NO_CHANNEL})


@dataclass(frozen=True)
class Wish:
    """What became of one wish: an action, or the reason why not; neither is an answer still owed."""

    action: bool = False
    unmet: Unmet | None = None


@dataclass(frozen=True)
class Facts:
    """What is known of one case. `told_in` and `days_since` are working days after the meeting."""

    offered: bool
    not_offered: WhyNot | None = None
    in_time: bool = False
    begun: bool = False
    heard: Heard | None = None
    answered: bool | None = None
    told: Told | None = None
    told_in: int | None = None
    days_since: int = 0
    invited: bool = False
    may_still_invite: bool = True


def answered(wishes: Mapping[str, Wish]) -> bool | None:
    """Whether at least one wish became an action, or each has its reason; None where she named none."""
    if not wishes:
        return None
    return any(one.action for one in wishes.values()) or all(one.unmet for one in wishes.values())


def measures(facts: Facts) -> dict[str, Mark]:
    """V1 to V7 of one case."""
    if not facts.offered and facts.not_offered in UNSAFE:
        return dict.fromkeys(CODES, Mark.APART) | {"V1": Mark.YES}
    return {
        "V1": _offered(facts),
        "V2": Mark.YES if facts.in_time else _ended(facts.begun),
        "V3": _heard(facts),
        "V4": _answered(facts),
        "V5": told_within(facts, SOON_DAYS),
        "V6": Mark.YES if facts.invited else _ended(not facts.may_still_invite),
        "V7": Mark.APART,
    }


def told_within(facts: Facts, days: int) -> Mark:
    """Whether she was told within so many working days, where that was safe."""
    if facts.told is Told.NOT_SAFE:
        return Mark.APART
    if facts.told is not None and facts.told_in is not None:
        return Mark.YES if facts.told_in <= days else Mark.NO
    return _ended(facts.begun and facts.days_since > days)


def _offered(facts: Facts) -> Mark:
    return Mark.YES if facts.offered or facts.not_offered else _ended(facts.begun)


def _heard(facts: Facts) -> Mark:
    """Held back on purpose is her safety, and counts against nobody."""
    if facts.heard is Heard.HELD_BACK:
        return Mark.APART
    if facts.heard is None:
        return Mark.NO if facts.begun and not facts.in_time else Mark.OPEN
    return Mark.YES if facts.heard in {Heard.READ_OUT, Heard.SUMMARISED} else Mark.NO


def _answered(facts: Facts) -> Mark:
    """Without a wish of hers there is nothing to answer once the outcome is written down."""
    if facts.answered is not None:
        return Mark.YES if facts.answered else Mark.NO
    return Mark.OPEN if facts.heard is None else Mark.APART


def _ended(over: bool) -> Mark:
    return Mark.NO if over else Mark.OPEN
