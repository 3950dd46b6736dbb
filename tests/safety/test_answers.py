"""Control limits of noisy answers: as wide as chance and noise together make them."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from safety import limits
from safety.answers import Said, funnel, mean_of, stands, trend
from safety.limits import Stands
from tests.attacks.releases.noise import Seeded

SD = 12.0


@given(share=st.floats(0.05, 0.95), base=st.integers(150, 4000), cells=st.integers(2, 4))
def test_limits_lie_within_nought_and_one_and_are_never_narrower_than_without_noise(share, base, cells):
    with_noise, without = funnel(share, base, SD, cells), funnel(share, base, 0.0, cells)
    assert 0 <= with_noise.outer_low <= with_noise.low <= without.low <= share
    assert share <= without.high <= with_noise.high <= with_noise.outer_high <= 1


def _said(draw: Random, noise: Seeded, share: float, base: int) -> Said:
    yes = sum(draw.random() < share for _ in range(base))
    first, *others = noise([yes, (base - yes) // 2, base - yes - (base - yes) // 2], SD)
    return Said(first, first + sum(others), SD, 3)


def test_where_nothing_differs_so_many_lie_outside_as_the_limits_say():
    draw, noise = Random(3), Seeded(3)
    found = [stands(_said(draw, noise, 0.5, 270), 0.5) for _ in range(1500)]
    outside = sum(one is not Stands.WITHIN for one in found) / len(found)
    assert 0.03 < outside < 0.075
    bare = next(limits.funnel(0.5, 270) for _ in range(1))
    narrow = sum(not bare.low <= _said(draw, noise, 0.5, 270).share <= bare.high for _ in range(500)) / 500
    assert narrow > 0.08  # limits without the noise would cry wolf


def test_a_trend_marks_a_real_change_and_no_other():
    even = [Said(200 + by, 400, SD, 3) for by in (0, 5, -5, 3, -4, 6, -2)]
    assert not any(step.signal for step in trend(even).steps)
    jump = [*even, Said(285, 400, SD, 3)]
    assert [step.signal for step in trend(jump).steps] == [False] * 7 + [True]
    assert trend(even[:1]) is None
    assert trend([*even, Said(3, 12, SD, 3)]) is None  # too few to say a share
    assert 0 <= mean_of([Said(-4, 200, SD, 3)]) <= 1


def test_what_is_not_shown_as_a_count_is_not_shown_as_a_share():
    assert Said(40, 270, SD, 3).enough
    assert not Said(24, 270, SD, 3).enough
    assert not Said(40, 100, SD, 3).enough
