"""Which reasons for making no offer stand alone in a table, and which are joined.

Promise: no number between nought and five is shown, in any reason or in any sum of those that are joined; the
whole stays what it is. What was not safe is joined with its like, where its like are five.
Source: insight.md, "Checked by attack" (who knows everybody else must not learn one person's reason).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from safety.standard import UNSAFE, WhyNot

LEAST_OF_ONE = 5


@dataclass(frozen=True)
class Given:
    """A reason and how often it was given; more than one where they are joined."""

    reasons: tuple[WhyNot, ...]
    count: int

    @property
    def joined(self) -> bool:
        """Whether it is of more than one reason."""
        return len(self.reasons) > 1

    @property
    def unsafe(self) -> bool:
        """Whether it is of cases alone in which an offer was not safe."""
        return UNSAFE.issuperset(self.reasons)


def given(counts: Mapping[WhyNot, int]) -> list[Given]:
    """The rows of the table: what can be put right before what was not safe, most first, joined ones last.

    Empty where there are fewer than five in all.
    """
    if sum(counts.values()) < LEAST_OF_ONE:
        return []
    kinds = [[why for why in WhyNot if (why in UNSAFE) is unsafe] for unsafe in (False, True)]
    if any(0 < sum(counts.get(why, 0) for why in kind) < LEAST_OF_ONE for kind in kinds):
        kinds = [list(WhyNot)]
    found = [row for kind in kinds for row in _of_one_kind(counts, kind)]
    return sorted(found, key=lambda row: (row.unsafe, row.joined, -row.count))


def _of_one_kind(counts: Mapping[WhyNot, int], kind: Sequence[WhyNot]) -> list[Given]:
    """Each alone that has five, or none; the rest together, with the next larger one while too few."""
    none = [Given((why,), 0) for why in kind if not counts.get(why)]
    order = sorted((why for why in kind if counts.get(why)), key=lambda why: counts[why])
    few = [why for why in order if counts[why] < LEAST_OF_ONE]
    alone = order[len(few) :]
    while few and sum(counts[why] for why in few) < LEAST_OF_ONE:
        few.append(alone.pop(0))
    together = [Given(tuple(few), sum(counts[why] for why in few))] if few else []
    return [*(Given((why,), counts[why]) for why in alone), *together, *none]
