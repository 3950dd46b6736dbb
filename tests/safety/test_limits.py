"""Ranges and control limits hold what their names promise."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.limits import Stands, difference, funnel, stands, trend, wilson

BASES = st.integers(1, 60)
MEANS = st.floats(0.01, 0.99)


@given(BASES.flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))))
def test_a_range_holds_its_share_and_stays_between_nought_and_one(counted) -> None:
    low, high = wilson(*counted)
    assert 0 <= low <= counted[0] / counted[1] <= high <= 1


def test_wilson_gives_the_published_example() -> None:
    # Newcombe 1998, Statistics in Medicine 17: 857 (table I): 15 of 148
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=0.0001)


def test_newcombe_gives_the_published_example() -> None:
    # Newcombe 1998, Statistics in Medicine 17: 873 (table II, method 10): 56 of 70 less 48 of 80
    assert difference(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=0.0001)


def _tail(mean: float, base: int, counts: range) -> float:
    return sum(comb(base, one) * mean**one * (1 - mean) ** (base - one) for one in counts)


@given(MEANS, BASES.flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))))
def test_what_stands_outside_limits_has_less_chance_than_they_say(mean, counted) -> None:
    yes, base = counted
    above, below = _tail(mean, base, range(yes, base + 1)), _tail(mean, base, range(yes + 1))
    where = stands(yes, base, mean)
    assert (where in {Stands.HIGH, Stands.VERY_HIGH}) == (above < 0.025 + 1e-12 and _over(mean, yes, base))
    if where in {Stands.LOW, Stands.VERY_LOW}:
        assert below < 0.025
    if where is Stands.VERY_HIGH:
        assert above <= 0.001 + 1e-12
    if where is Stands.VERY_LOW:
        assert below < 0.001


def _over(mean: float, yes: int, base: int) -> bool:
    return yes / base > funnel(mean, base).high


@given(MEANS, BASES)
def test_limits_lie_around_the_mean_in_their_order(mean, base) -> None:
    limits = funnel(mean, base)
    assert 0 <= limits.outer_low <= limits.low <= limits.high <= limits.outer_high <= 1
    assert limits.low - 1 / base <= mean <= limits.high + 1 / base


def test_all_of_a_few_is_no_wonder_where_the_mean_is_high() -> None:
    assert stands(15, 15, 0.92) is Stands.WITHIN
    assert stands(3, 15, 0.92) is Stands.VERY_LOW


def test_nothing_and_everything_have_limits_too() -> None:
    assert stands(0, 10, 0.0) is Stands.WITHIN
    assert stands(10, 10, 1.0) is Stands.WITHIN


def test_a_trend_marks_what_lies_outside_and_the_eighth_on_one_side() -> None:
    steady = trend([(50, 100), (52, 100), (48, 100)])
    assert steady is not None
    assert not any(step.signal for step in steady.steps)
    jump = trend([(50, 100), (50, 100), (50, 100), (90, 100)])
    assert jump is not None
    assert [step.signal for step in jump.steps] == [False, False, False, True]
    run = trend([(55, 100)] * 8 + [(45, 100)] * 8)
    assert run is not None
    assert [at for at, step in enumerate(run.steps) if step.signal] == [7, 15]


def test_a_trend_of_nothing_is_none() -> None:
    assert trend([]) is None
    assert trend([(0, 0), (1, 2)]) is None
