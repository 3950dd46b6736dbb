"""The judgement: what is proved of a code, and what attacks find. The same for ours and for each fault."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import sqrt

from app.insight.frame import ANSWERS, BANDS, frame
from safety.disclosure import Noise
from safety.table_plan import Response
from tests.attacks.releases.accounting import advantage
from tests.attacks.releases.attacks import ATTACKS, Known
from tests.attacks.releases.code import HERS, REAL, Code
from tests.attacks.releases.world import apart, pairs, whole

FACT, MEMBER = 0.10, 0.25
Z99 = 3.588  # sixty of a normal's draws (as many as a run has findings) are all below, 99 times in 100


@dataclass(frozen=True)
class Finding:
    """One advantage, and what it must not exceed."""

    name: str
    found: float
    owed: float

    @property
    def holds(self) -> bool:
        """Whether it is within what is owed."""
        return self.found <= self.owed

    def line(self) -> str:
        """As it is printed."""
        return (
            f"{'holds ' if self.holds else 'BROKEN'} {self.found:7.4f}  at most {self.owed:.4f}  {self.name}"
        )


def moved(code: Code, without: tuple[Response, ...], having: tuple[Response, ...]) -> list[tuple[float, int]]:
    """Each cell that differs between two worlds, by the code's own counting: (sd, by how much)."""
    worlds = [{HERS: hers} for hers in (without, having)]
    found = []
    for (tables, counts), (_, others) in zip(*map(code.published, worlds), strict=True):
        for table in tables:
            found += [(table.sd, others[table.name][cell] - n) for cell, n in counts[table.name].items()]
    return [(sd, by) for sd, by in found if by] * code.draws


def member(code: Code) -> float:
    """The worst advantage, over all areas, at telling whether somebody took part: exact."""
    people = [whole(area, apart(many)) for area in frame().places for many in (3, 99)]
    return _worst(code, [((), person) for person in people])


def fact(code: Code) -> float:
    """The worst advantage at one theme, answer, band or thing to do better: exact, there or not, or which."""
    return _worst(code, [(changed, hers) for hers in _people() for changed in _changed(hers)])


def theme_for_theme(code: Code) -> float:
    """The same for one theme instead of another: two facts, told beside the one."""
    first, *rest, last = apart(4)
    swapped = whole(_areas()[0], (*rest, last))
    return _worst(code, [(swapped, whole(_areas()[0], (first, *rest)))])


def found(code: Code, builds: int, noise: Callable[[int], Noise]) -> Iterator[Finding]:
    """What every attack finds over so many builds, half of them of each world, for each pair."""
    each = builds // 2
    margin = Z99 * sqrt(2 * 0.25 / each)
    for number, pair in enumerate(pairs()):
        known, owed = Known(code, pair), advantage(moved(REAL, pair.without, pair.having)) + margin
        seen = [known.build(world, each, noise(2 * number + world)) for world in (0, 1)]
        for name, attack in ATTACKS.items():
            guesses = [attack(known, one).mean() for one in seen]
            yield Finding(f"{pair.name}, by {name}", float(guesses[1] - guesses[0]), owed)


def judged(code: Code, builds: int, noise: Callable[[int], Noise]) -> Iterator[Finding]:
    """All of it."""
    yield Finding("proof: took part", member(code), MEMBER)
    yield Finding("proof: one theme, answer or band", fact(code), FACT)
    yield from found(code, builds, noise)


def _worst(code: Code, cases: list[tuple[tuple[Response, ...], tuple[Response, ...]]]) -> float:
    shapes = {tuple(sorted(moved(code, *case))) for case in cases}
    return max(advantage(shape) for shape in shapes)


def _areas() -> tuple[str, str]:
    """One of each kind of place: a borough, and the City, which has no borough table."""
    found = {place.borough is None: code for code, place in frame().places.items()}
    return found[False], found[True]


def _people() -> list[tuple[Response, Response]]:
    return [whole(area, apart(many)) for area in _areas() for many in (1, 2, 3)]


def _changed(hers: tuple[Response, Response]) -> Iterator[tuple[Response, Response]]:
    """Her records with one fact less, or another."""
    before, after = hers
    for theme in before.themes:
        yield replace(before, themes=[each for each in before.themes if each != theme]), after
    for name, values in ANSWERS.items():
        yield before, replace(after, answers={k: v for k, v in after.answers.items() if k != name})
        yield before, replace(after, answers={**after.answers, name: values[0]})
    for name, values in BANDS.items():
        yield replace(before, bands={k: v for k, v in before.bands.items() if k != name}), after
        yield replace(before, bands={**before.bands, name: values[0]}), after
    yield before, replace(after, better=after.better[1:])
