"""Linear bounds: what all published ranges together say of each cell under ten, with everything that adds up.

Ranges of four standard deviations are taken as certain: more than an attacker can be. A cell is pinned where
one whole number is all that is left of it.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from app.insight.frame import frame
from safety.disclosure import Noise
from safety.table_plan import Counts
from tests.attacks.releases.code import QUARTERS, REAL
from tests.attacks.releases.world import others

SDS = 4
SMALL = 10
YEAR = len(QUARTERS)  # the year's place among the releases: after its quarters


@dataclass(frozen=True)
class Bounds:
    """How many cells under ten there were, the narrowest that is left of one, and how many are pinned."""

    cells: int
    narrowest: float
    pinned: int


def bounds(noise: Noise) -> Bounds:
    """Of one real year: totals of boroughs, command areas and London; themes of sub-regions and London."""
    releases = REAL.published(others())
    true = [_flat(counts) for _, counts in releases]
    noisy = [_flat(REAL.noised(tables, counts, noise)) for tables, counts in releases]
    sds = {table.name: table.sd for tables, _ in releases for table in tables}
    names = _names()
    small = [i for i, (at, cell) in enumerate(names) if true[at][cell] < SMALL]
    ranges = [_range(noisy[at][cell], sds[cell[0]]) for at, cell in names]
    left = [_left(i, ranges, _sums(names)) for i in small]
    return Bounds(len(small), min(left), sum(width < 1 for width in left))


def _flat(counts: Counts):
    return {(name, *cell): n for name, cells in counts.items() for cell, n in cells.items()}


def _names():
    """The cells that are looked at: (which release, table and cell)."""
    codes, places = list(frame().themes), frame().places.values()
    regions, areas = sorted({p.sub_region for p in places}), sorted({p.command_area for p in places})
    return [
        *((at, ("london_themes", code)) for at in range(YEAR) for code in codes),
        *((at, ("london_total", "London")) for at in range(YEAR)),
        *((YEAR, ("sub_region_themes", region, code)) for region in regions for code in codes),
        *((YEAR, ("command_total", area)) for area in areas),
        *((YEAR, ("borough_total", place.borough)) for place in places if place.borough),
    ]


def _sums(names):
    """What adds up: a theme's sub-regions to its quarters, command areas to London, boroughs to areas."""
    at = {name: i for i, name in enumerate(names)}
    found = []
    for code in frame().themes:
        regions = [i for (_, cell), i in at.items() if cell[0] == "sub_region_themes" and cell[2] == code]
        found.append((regions, [at[quarter, ("london_themes", code)] for quarter in range(YEAR)]))
    areas = [i for (_, cell), i in at.items() if cell[0] == "command_total"]
    found.append((areas, [at[quarter, ("london_total", "London")] for quarter in range(YEAR)]))
    for area in sorted({place.command_area for place in frame().places.values()}):
        inside = [place.borough for place in frame().places.values() if place.command_area == area]
        if all(inside):  # where the City is, boroughs are less than their area
            boroughs = [at[YEAR, ("borough_total", code)] for code in inside]
            found.append((boroughs, [at[YEAR, ("command_total", area)]]))
    return found


def _left(of: int, ranges, sums) -> float:
    """The span of one cell's true count that everything leaves open."""
    cost = np.zeros(len(ranges))
    cost[of] = 1
    places = [(row, i, 1) for row, (plus, _) in enumerate(sums) for i in plus]
    places += [(row, i, -1) for row, (_, minus) in enumerate(sums) for i in minus]
    rows, columns, values = zip(*places, strict=True)
    equal = csr_matrix((values, (rows, columns)), shape=(len(sums), len(ranges)))
    ends = [linprog(way * cost, A_eq=equal, b_eq=np.zeros(len(sums)), bounds=ranges) for way in (1, -1)]
    assert all(end.success for end in ends), "ranges that contradict each other"
    return -ends[1].fun - ends[0].fun


def _range(noisy: int, sd: float) -> tuple[float, float]:
    return max(0.0, noisy - SDS * sd), max(0.0, noisy + SDS * sd)
