"""The discrete Gaussian from a seed: a test sees the same draws each time. Releases draw from OpenDP."""

from functools import cache

import numpy as np

from tests.attacks.releases.accounting import gaussian


class Seeded:
    """A `safety.disclosure.Noise` that draws again what it drew for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)

    def __call__(self, counts, sd):
        cumulated, reach = _cumulated(sd)
        drawn = np.searchsorted(cumulated, self.random.random(len(counts))) - reach
        return (np.asarray(counts, dtype=np.int64) + drawn).tolist()


@cache
def _cumulated(sd):
    masses, reach = gaussian(sd)
    return np.cumsum(masses), reach
