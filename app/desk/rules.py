"""What the recorded rules say about reaching her and about speaking for her. Pure; silence is a no."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from app.desk.reading import Said, Submission


class Reach(StrEnum):
    """What the IDVA may do about contact, the strictest that holds."""

    HELD = "held"
    CONTRADICTS = "contradicts"
    DO_NOT = "do_not"
    NO_SAFE_TIME = "no_safe_time"
    AS_AGREED = "as_agreed"
    ASKED_FOR = "asked_for"
    NO_AGREEMENT = "no_agreement"
    AGREED = "agreed"


class May(StrEnum):
    """What may be said at the meeting."""

    ALL = "all"
    ASK_FIRST = "ask_first"
    MUST_ONLY = "must_only"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Asked:
    """What she asks about contact, over every sitting."""

    call: bool
    when: str
    do_not: bool
    changed: bool


def asked(sittings: list[Submission]) -> Asked:
    """Newest first: the newest words about a time count; one "do not contact me" counts always."""
    said = [sitting.shown for sitting in sittings]
    return Asked(
        call=any(one.call or one.tell for one in said),
        when=next((one.when for one in said if one.when), ""),
        do_not=any(one.tapped("how", "none") for one in said),
        changed=any(one.tapped("reach", "no") for one in said),
    )


def reach(wish: Asked, *, held: bool, stands: bool) -> Reach:
    """What may be done. "Please call me" without a time uses only what was agreed live.

    "Do not contact me" stands on her form beforehand: beside "please call me" nobody knows which she means.
    """
    if held:
        return Reach.HELD
    if wish.do_not:
        return Reach.CONTRADICTS if wish.call else Reach.DO_NOT
    if wish.changed:
        return Reach.NO_SAFE_TIME if wish.call else Reach.DO_NOT
    if wish.call and wish.when:
        return Reach.ASKED_FOR
    if wish.call:
        return Reach.AS_AGREED if stands else Reach.NO_SAFE_TIME
    return Reach.AGREED if stands else Reach.NO_AGREEMENT


def may_say(said: Said, wish: Asked) -> May:
    """What she allowed for the meeting. Nothing chosen means: ask me first."""
    if not said.ask_first:
        return May.ALL
    if not wish.do_not:
        return May.ASK_FIRST
    return May.MUST_ONLY if said.tapped("unreached", "must") else May.NOTHING


def unanswered(sittings: list[Submission]) -> bool:
    """Whether she was asked what may be said and answered it nowhere: no "ask me first" either."""
    answered = [one.shown for one in sittings if not one.shown.many]
    return bool(answered) and not any(one.part.may for one in answered)


def for_meeting(sittings: list[Submission], confirmed: Collection[UUID]) -> list[Submission]:
    """The sittings that are for the meeting, newest first.

    Anyone may send over a link that many people hold: beside what came otherwise, it waits until it was
    confirmed with her. Where nothing else came, it is all there is to ask her about.
    """
    return [one for one in sittings if not one.shown.many or _any_confirmed(one, confirmed)] or sittings


def _any_confirmed(sitting: Submission, confirmed: Collection[UUID]) -> bool:
    return any(one.send_id in confirmed for one in (sitting.shown, *sitting.others))


def may_of(sittings: list[Submission], confirmed: Collection[UUID]) -> May:
    """What may be said of all she sent: the newest sitting decides, "not reached" counts from any.

    What nobody confirmed live takes back no "ask me first": whoever holds the phone could have sent it.
    Over a link that many people hold nobody is asked, so what came there neither allows nor forbids.
    """
    wish, answered = asked(sittings), [one.shown for one in sittings if not one.shown.many]
    if not answered:
        return May.ASK_FIRST if sittings and not wish.do_not else May.NOTHING
    newest = answered[0]
    if any(one.ask_first for one in answered) and newest.send_id not in confirmed:
        newest = replace(newest, ask_first=True)
    found = may_say(newest, wish)
    if found is May.NOTHING and any(one.tapped("unreached", "must") for one in answered):
        return May.MUST_ONLY
    return found
