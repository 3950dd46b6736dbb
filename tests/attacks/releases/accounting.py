"""What the best attacker gains, exactly: privacy losses of discrete Gaussians, convolved and rounded up.

The attacker knows every other record and both candidate records, and sees everything ever published. What
moves between the two worlds is a list of (sd, by how much): counts differ by whole numbers, each cell has its
own discrete Gaussian. The loss of one sd's cells is a lattice variable and is summed exactly; between sds
losses are rounded up to a grid, and cut tails count as certain loss, so that the advantage is never too
small.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Moved = Iterable[tuple[float, int]]
GRID = 1e-4
TAIL_SDS = 12


def advantage(moved: Moved) -> float:
    """True-positive minus false-positive rate of the best test there is: the two worlds' total variation."""
    return _advantage(tuple(sorted(Counter((sd, abs(by)) for sd, by in moved if by).items())))


@cache
def _advantage(shape: tuple[tuple[tuple[float, int], int], ...]) -> float:
    """By how many cells of which noise move how far; either way is the same, for the noise is even."""
    parts = [_losses(sd, shift, many) for (sd, shift), many in shape]
    if not parts:
        return 0.0
    start, mass = parts[0]
    for other_start, other in parts[1:]:
        start, mass = start + other_start, _convolved(mass, other)
    losses = (start + np.arange(len(mass))) * GRID
    lost = max(0.0, 1.0 - float(mass.sum()))  # cut tails: as if they gave everything away
    gained = float(np.sum(mass * -np.expm1(-np.clip(losses, 0, None))))
    return gained + lost + 1e-9  # more than all that floating point can have lost


def _losses(sd: float, shift: int, many: int) -> tuple[int, Floats]:
    """Mass by loss, in steps of GRID from the first number on, of `many` cells that each move by `shift`."""
    single, reach = gaussian(sd)
    total = single
    for _ in range(many - 1):
        total = np.convolve(total, single)
    values = np.arange(len(total)) - many * reach  # the sum of the cells' noise, where nothing moved
    exact = (many * shift**2 - 2 * shift * values) / (2 * sd**2)
    steps = np.ceil(exact / GRID - 1e-9).astype(np.int64)
    mass = np.zeros(int(steps.max() - steps.min()) + 1)
    np.add.at(mass, steps - steps.min(), total)
    kept = np.flatnonzero(mass > 1e-18)
    return int(steps.min() + kept[0]), mass[kept[0] : kept[-1] + 1]


def gaussian(sd: float) -> tuple[Floats, int]:
    """The discrete Gaussian's masses around 0, and how far they reach."""
    reach = int(np.ceil(TAIL_SDS * sd))
    weights = np.exp(-((np.arange(-reach, reach + 1) / sd) ** 2) / 2)
    return weights / weights.sum(), reach


def _convolved(one: Floats, other: Floats) -> Floats:
    size = len(one) + len(other) - 1
    length = 1 << (size - 1).bit_length()
    product = np.fft.irfft(np.fft.rfft(one, length) * np.fft.rfft(other, length), length)[:size]
    return np.clip(product, 0.0, None)
