"""What is left to act on: the same figures, looked at by somebody who wants to know how London is."""

import json
from dataclasses import dataclass
from math import ceil, sqrt
from statistics import mean

from app.insight import recording
from app.insight.frame import ANSWERS, frame
from app.insight.simulating import London, parts
from safety.disclosure import Z95, noised, share, shown
from safety.periods import quarters_of
from safety.table_plan import Counts, Span, counted, tables_for
from tests.attacks.releases.noise import Seeded

QUARTER, YEAR = "2030-Q2", "2030-31"
TOP = 5
SMALL = 10


@dataclass(frozen=True)
class Useful:
    """Of one table over several seeds. Errors are of what is shown; ranges are of every cell."""

    shown: float
    error: float
    top: float
    small: float  # of the shown cells, how many are truly under ten
    held: float  # how many true counts their range holds


def themes(span: Span, seeds: range) -> Useful:
    """London's themes of a quarter, or the sub-regions' of a year."""
    name = "london_themes" if span is Span.QUARTER else "sub_region_themes"
    sd = next(table.sd for table in tables_for(span) if table.name == name)
    drawn = [_drawn(span, London(seed=seed)) for seed in seeds]
    cells = [(true[name][cell], noisy[name][cell]) for true, noisy in drawn for cell in true[name]]
    seen = [(true, told) for true, noisy in cells if (told := shown(noisy, sd))]
    tops = [_top(true[name], noisy[name]) for true, noisy in drawn]
    held = [abs(true - noisy) <= ceil(Z95 * sd) for true, noisy in cells]
    return Useful(
        len(seen) / len(cells),
        mean(abs(true - told.count) for true, told in seen),
        mean(tops),
        sum(true < SMALL for true, _ in seen) / max(1, len(seen)),
        mean(held),
    )


def answers(span: Span, seeds: range, after: float = 1.0) -> tuple[float, float]:
    """The mean error of the answers' percentages, in points, and how many could be told at all.

    `after`: what part of those who sent views answer after the meeting.
    """
    name = "london_answers" if span is Span.QUARTER else "command_answers"
    sd = next(table.sd for table in tables_for(span) if table.name == name)
    found = [
        one
        for seed in seeds
        for one in _shares(*(counts[name] for counts in _drawn(span, London(seed=seed, after=after))), sd)
    ]
    told = [error for error in found if error is not None]
    return mean(told), len(told) / len(found)


def _shares(true, noisy, sd):
    for start in sorted({cell[:-2] for cell in true}):
        for question, values in ANSWERS.items():
            mine = [(*start, question, value) for value in values]
            base, whole = sum(noisy[cell] for cell in mine), sum(true[cell] for cell in mine)
            for cell in mine:
                said = share(noisy[cell], base, sd, sd * sqrt(len(mine)), sd**2)
                yield abs(said.percent - 100 * true[cell] / whole) if said and whole else None


def _drawn(span: Span, london: London) -> tuple[Counts, Counts]:
    """One invented London's true counts, and the same as released."""
    tables = tables_for(span)
    quarters = quarters_of(QUARTER if span is Span.QUARTER else YEAR)
    said = [part for quarter in quarters for part in parts(london, quarter)]
    people = (recording.read(recording.record_of(json.dumps(part).encode())) for part in said)
    true = counted(tables, frame(), people)
    return true, noised(tables, true, Seeded(london.seed))


def _top(true, noisy) -> float:
    """How many of the largest five are told as such, a region at a time."""
    found = []
    for start in sorted({cell[:-1] for cell in true}):
        mine = [cell for cell in true if cell[:-1] == start]
        best, told = (sorted(mine, key=lambda cell: -counts[cell])[:TOP] for counts in (true, noisy))
        least = min(true[cell] for cell in best)
        found.append(sum(true[cell] >= least for cell in told) / TOP)
    return mean(found)
