"""Where a release's noise comes from: OpenDP's discrete Gaussian, exact, from the system's randomness.

Promise: each count gets a draw of its own, zeros too. Loaded when first drawn from: no web process holds it.
"""

from collections.abc import Callable, Sequence
from functools import cache


def gaussian(counts: Sequence[int], sd: float) -> list[int]:
    """Each count with its own draw of this standard deviation."""
    return _measurement(sd)(list(counts)) if counts else []


@cache
def _measurement(sd: float) -> Callable[[list[int]], list[int]]:
    import opendp.prelude as dp  # noqa: PLC0415  # a large library, which only a build needs

    dp.enable_features("contrib")
    space = dp.vector_domain(dp.atom_domain(T=int)), dp.l2_distance(T=float)
    measurement: Callable[[list[int]], list[int]] = dp.m.make_gaussian(*space, scale=float(sd))
    return measurement
