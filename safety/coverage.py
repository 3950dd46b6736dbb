"""The voice standard of many cases: counts that add up, their denominators, and what may be shown of them.

Promise: what is counted names nobody. A case counts alike while it is kept and after it went. Without the
agenda's own total a figure is of the cases we know of, and never called coverage. Where it was not safe to
offer, or to tell, a case is in no denominator. Whatever is shown is of at least ten cases on the agenda, and
no two figures of one quarter can be subtracted to show fewer. Source: the voice standard, small numbers.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from safety.limits import wilson
from safety.quarters import Quarter
from safety.standard import LATE_DAYS, UNSAFE, Facts, Mark, measures, told_within

LEAST = 10
LATE = "V5_5"  # told within five working days
MEASURES = ("V1", "V2", "V3", "V4", "V5", LATE, "V6")
WHY = "why"
BANDED = ("V2", "V3")
MOST_BANDS = 5  # of one case: what the noise on gaps is made for


class Key(NamedTuple):
    """What is counted: a measure and its mark, or why nothing was offered."""

    measure: str
    mark: str


Counts = Mapping[Key, int]


@dataclass(frozen=True)
class Counted:
    """One case, or many, as counts. `bands` are counted by quarter alone, by no area and no service."""

    service_id: UUID
    area: str
    quarter: Quarter
    counts: Counts
    bands: Mapping[tuple[str, Key], int] = field(default_factory=dict)


@dataclass(frozen=True)
class Agenda:
    """One meeting as one service has it in its list; `total` is how many cases its agenda had."""

    service_id: UUID
    area: str
    on: date
    total: int | None


@dataclass(frozen=True)
class Figure:
    """One measure: so many of so many; `open` may still become a yes."""

    code: str
    yes: int
    base: int
    open: int = 0

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where there is nothing to count."""
        return self.yes / self.base if self.base else None

    @property
    def range(self) -> tuple[float, float]:
        """Its 95 % range (Wilson)."""
        return wilson(self.yes, self.base)


@dataclass(frozen=True)
class Unit:
    """Areas that are shown as one: a borough, or what is joined in a police command area."""

    command: str
    areas: frozenset[str]

    @property
    def joined(self) -> bool:
        """Whether it stands for more than one borough, or for one that is never shown alone."""
        return len(self.areas) > 1


def counts_of(facts: Facts) -> Counter[Key]:
    """One case's marks, as counts."""
    marks = measures(facts)
    found = Counter(Key(code, marks[code].value) for code in MEASURES if code in marks)
    late = told_within(facts, LATE_DAYS) if marks["V5"] is not Mark.APART else Mark.APART
    found[Key(LATE, late.value)] += 1
    if facts.not_offered and not facts.offered:
        found[Key(WHY, facts.not_offered.value)] += 1
    return found


def bands_of(counts: Counts, bands: Iterable[str]) -> dict[tuple[str, Key], int]:
    """What the gap between groups is counted from: given and heard, by each band that the case records.

    Of each kind (`age:18+`, `language:english`) one band counts, of five kinds at most.
    """
    kept = {key: count for key, count in counts.items() if key.measure in BANDED}
    first: dict[str, str] = {}
    for band in bands:
        first.setdefault(band.partition(":")[0], band)
    return {(band, key): count for band in [*first.values()][:MOST_BANDS] for key, count in kept.items()}


def added(many: Iterable[Counts]) -> Counter[Key]:
    """Counts together."""
    total: Counter[Key] = Counter()
    for one in many:
        total.update(one)
    return total


def known(counts: Counts) -> int:
    """How many cases these counts are of: each has one mark of V1."""
    return sum(counts.get(Key("V1", mark.value), 0) for mark in Mark)


def unsafe(counts: Counts) -> int:
    """How many of them were not safe to offer anything: a good outcome, and in no ranking."""
    return sum(counts.get(Key(WHY, why.value), 0) for why in UNSAFE)


def total_of(agendas: Iterable[Agenda], counts: Counts) -> int | None:
    """The denominator; None where a meeting's total was not entered, or cannot be right.

    Services that share a meeting each have it in their list: it counts once, with the larger total.
    """
    meetings: dict[tuple[str, date], int] = {}
    for one in agendas:
        at = (one.area, one.on)
        meetings[at] = max(meetings.get(at, 0), one.total or 0)
    total = sum(meetings.values())
    return total if meetings and all(meetings.values()) and total >= known(counts) else None


def figures(counts: Counts, total: int | None) -> dict[str, Figure]:
    """Every measure; `total` is the agendas' (None: of the cases we know of)."""
    size = known(counts) if total is None else total
    return {code: _figure(counts, code, size) for code in MEASURES}


def _figure(counts: Counts, code: str, size: int) -> Figure:
    """V4 is of the cases whose wishes are known: where no wish is known there is nothing to answer."""
    yes, no, still, apart = (
        counts.get(Key(code, mark.value), 0) for mark in (Mark.YES, Mark.NO, Mark.OPEN, Mark.APART)
    )
    return Figure(code, yes, yes + no if code == "V4" else size - apart, still)


def ranked(figure: Figure, counts: Counts) -> Figure:
    """The figure as it may be compared: without the cases where an offer was not safe."""
    out = unsafe(counts) if figure.code == "V1" else 0
    return Figure(figure.code, figure.yes - out, figure.base - out, figure.open)


def units(
    sizes: Mapping[str, int], commands: Mapping[str, str], never_alone: frozenset[str] = frozenset()
) -> list[Unit]:
    """How one quarter is cut: each borough with ten cases or more, the rest of its command area together.

    Where that rest is under ten, the smallest borough beside it joins it; a command area under ten is not
    shown at all.
    """
    found: list[Unit] = []
    for command in sorted({commands[area] for area in sizes}):
        mine = sorted((area for area in sizes if commands[area] == command), key=lambda a: (sizes[a], a))
        alone = [area for area in mine if sizes[area] >= LEAST and area not in never_alone]
        rest = [area for area in mine if area not in alone]
        while rest and alone and not _enough(rest, sizes, never_alone):
            rest.append(alone.pop(0))
        found.extend(Unit(command, frozenset({area})) for area in alone)
        if _enough(rest, sizes, never_alone):
            found.append(Unit(command, frozenset(rest)))
    return found


def _enough(rest: list[str], sizes: Mapping[str, int], never_alone: frozenset[str]) -> bool:
    return sum(sizes[area] for area in rest) >= LEAST and not never_alone.issuperset(rest)
