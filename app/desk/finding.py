"""Finding, sorting and counting cases: what an outline of each is enough for.

Promise: what comes first comes first for whoever may read it (and for a lead, for the service): a case whose
second code was used, then what is unread and asks to be read soon, or for a call.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from app.cases import service as cases
from app.voice import service as voice


class Filter(StrEnum):
    """What a caseload shows. The first is where it starts."""

    AHEAD = "ahead"
    UNREAD = "unread"
    NOT_OFFERED = "not_offered"
    NOTHING = "nothing"
    UNCONFIRMED = "unconfirmed"
    DRAFTS = "drafts"
    PAST = "past"


@dataclass(frozen=True)
class Glance:
    """What finding, sorting and counting need of one case."""

    case: cases.Outline
    arrived: int
    unread: bool
    held: bool  # the second code was used, and nothing was agreed live since
    first: bool
    reads: bool  # whoever looks may open it, or looks for the service
    waits: bool  # it comes first for whoever reads it, whenever its meeting is or was
    confirmed: bool
    late: bool  # its meeting's day is over, or it is closed


@dataclass(frozen=True)
class Desk:
    """What this person knows of what arrived, asked once for any number of cases."""

    arrived: dict[UUID, voice.Arrived]
    read: dict[UUID, int]
    confirmed: set[UUID]
    theirs: set[UUID]  # what this person reads: their own, and those whose cover is recorded for them
    held: set[UUID]


def glance(case: cases.Outline, desk: Desk, now: datetime, *, leads: bool) -> Glance:
    """One case at a glance; `leads` where a lead looks at the service's."""
    came = [desk.arrived[link_id] for link_id in case.links if link_id in desk.arrived]
    count = sum(each.count for each in came)
    unread = count > desk.read.get(case.id, 0)
    held = case.id in desk.held and case.state is not cases.State.CLOSED
    first = held or (unread and any(each.urgent or each.wants_call for each in came))
    return Glance(
        case=case,
        arrived=count,
        unread=unread,
        held=held,
        first=first,
        reads=leads or case.id in desk.theirs,
        waits=first and case.id in desk.theirs,
        confirmed=is_confirmed(came, desk),
        late=case.state is cases.State.CLOSED or cases.day_is_over(case.starts_at, now),
    )


def is_confirmed(came: list[voice.Arrived], desk: Desk) -> bool:
    """Whether all that a reader sees was confirmed live: the sheet holds words of every sitting."""
    shown = frozenset[UUID]().union(*(each.shown for each in came))
    return bool(shown) and shown <= desk.confirmed


def within(one: Glance, shown: Filter) -> bool:
    """Whether a filter shows it."""
    draft = one.case.state is cases.State.DRAFT
    ahead = not one.late and not (draft and one.case.starts_at is None)
    return {
        Filter.AHEAD: ahead or one.waits,
        Filter.UNREAD: one.unread and one.reads,
        Filter.NOT_OFFERED: ahead and not one.case.offered.made and not one.arrived,
        Filter.NOTHING: ahead and not draft and not one.arrived,
        Filter.UNCONFIRMED: ahead and one.arrived > 0 and not one.confirmed and one.reads,
        Filter.DRAFTS: draft,
        Filter.PAST: not draft and one.late,
    }[shown]


def order(one: Glance, *, past: bool) -> tuple[int, float, list[tuple[int, str]]]:
    """What comes first; then by meeting, soonest first (of the past, latest)."""
    starts = one.case.starts_at.timestamp() if one.case.starts_at else float("inf")
    rank = 2 - one.first - (one.first and one.held) if one.reads and not past else 2
    return rank, -starts if past else starts, _counted(one.case.reference)


def _counted(reference: str) -> list[tuple[int, str]]:
    """Numbers in it by their worth, so that the second stands before the tenth."""
    parts = re.split(r"([0-9]+)", reference.casefold())
    return [(int(part), "") if part.isdecimal() else (0, part) for part in parts]
