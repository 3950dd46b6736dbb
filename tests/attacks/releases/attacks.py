"""The attacks: what each makes of everything published, knowing all others' records and both candidates."""

from dataclasses import dataclass

import numpy as np

from safety.disclosure import Noise, least_shown
from tests.attacks.releases.code import HERS, QUARTERS, Code
from tests.attacks.releases.world import Pair

AT_HERS = QUARTERS.index(HERS)


@dataclass
class Seen:
    """Everything published over many builds of one world: a row a build, a column a cell (at the brink)."""

    noisy: np.ndarray
    shown: np.ndarray


class Known:
    """What the attacker knows before: each cell's place, noise, and its count in both worlds."""

    def __init__(self, code: Code, pair: Pair) -> None:
        self.code = code
        self.releases = [code.published(world) for world in pair.worlds()]
        self.keys = [
            (at, table.name, cell, table.sd)
            for at, (tables, counts) in enumerate(self.releases[0])
            for table in tables
            for cell in counts[table.name]
        ]
        self.sd = np.array([sd for *_, sd in self.keys])
        self.base, hers = (self._flat(releases) for releases in self.releases)
        self.moved = hers - self.base
        least = np.array([least_shown(sd) for sd in self.sd])
        self.brink = (self.base == least - 1) & (self.moved > 0)  # without her it would just not be shown
        self.tables = np.array([f"{at} {name}" for at, name, *_ in self.keys])

    def build(self, world: int, builds: int, noise: Noise) -> Seen:
        """So many builds of one world by the code under attack; with several draws, their mean."""
        rows = np.empty((builds, len(self.keys)))
        for row in rows:
            row[:] = np.mean([self._draw(world, noise) for _ in range(self.code.draws)], axis=0)
        return Seen(rows, self._shown(rows, self.base + self.moved if world else self.base))

    def _shown(self, rows: np.ndarray, true: np.ndarray) -> np.ndarray:
        """Whether the cells at the brink were shown: a row a build."""
        at = np.flatnonzero(self.brink)
        told = [[self.code.is_shown(row[i], self.sd[i], true[i]) for i in at] for row in rows]
        return np.array(told).reshape(len(rows), len(at))

    def _draw(self, world: int, noise: Noise) -> np.ndarray:
        return np.concatenate(
            [
                list(cells.values())
                for tables, counts in self.releases[world]
                for cells in self.code.noised(tables, counts, noise).values()
            ]
        )

    @staticmethod
    def _flat(releases) -> np.ndarray:
        return np.array(
            [
                count
                for tables, counts in releases
                for table in tables
                for count in counts[table.name].values()
            ]
        )


def likelihood(known: Known, seen: Seen) -> np.ndarray:
    """The best that can be done where every cell has its own noise."""
    weights = known.moved / known.sd**2
    return (seen.noisy - known.base - known.moved / 2) @ weights > 0


def equal_sets(known: Known, seen: Seen) -> np.ndarray:
    """A cell that she is in, less one of the same table that she is not in: what they share falls away."""
    scores = np.zeros(len(seen.noisy))
    for at in np.flatnonzero(known.moved):
        beside = np.flatnonzero((known.tables == known.tables[at]) & (known.moved == 0))
        if len(beside):
            gap = seen.noisy[:, [at, beside[0]]] - known.base[[at, beside[0]]]
            scores += known.moved[at] * (gap[:, 0] - gap[:, 1] - known.moved[at] / 2)
    return scores > 0


def quarter_against_year(known: Known, seen: Seen) -> np.ndarray:
    """A year's theme, over all of London, less the three quarters that she is not in."""
    scores = np.zeros(len(seen.noisy))
    quarters = range(len(QUARTERS))
    for theme in {key[2][0] for key in known.keys if key[1] == "london_themes"}:
        year = [i for i, key in enumerate(known.keys) if key[1] == "sub_region_themes" and key[2][1] == theme]
        rest = [
            i
            for i, key in enumerate(known.keys)
            if key[1] == "london_themes" and key[2] == (theme,) and key[0] in quarters and key[0] != AT_HERS
        ]
        moved = known.moved[year].sum()
        gap = seen.noisy[:, year].sum(1) - seen.noisy[:, rest].sum(1)
        gap -= known.base[year].sum() - known.base[rest].sum()
        scores += moved * (gap - moved / 2)
    return scores > 0


def totals(known: Known, seen: Seen) -> np.ndarray:
    """Totals alone."""
    mine = np.array([name.endswith("_total") for name in known.tables])
    gap = seen.noisy[:, mine] - known.base[mine]
    return ((gap - known.moved[mine] / 2) * known.moved[mine]).sum(1) > 0


def zeros(known: Known, seen: Seen) -> np.ndarray:
    """Anything at all where nobody else is."""
    alone = (known.base == 0) & (known.moved != 0)
    return (seen.noisy[:, alone] != 0).sum(1) > alone.sum() / 2


def hiding(known: Known, seen: Seen) -> np.ndarray:
    """Shown, where without her it would just not be."""
    return seen.shown.sum(1) > known.brink.sum() / 2


ATTACKS = {
    "likelihood ratio": likelihood,
    "equal sets": equal_sets,
    "quarter against year": quarter_against_year,
    "totals": totals,
    "zeros": zeros,
    "shown or hidden": hiding,
}
