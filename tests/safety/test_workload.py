"""Workload: a share of full time lowers what is held against it, and no figure is one person's."""

from hypothesis import given
from hypothesis import strategies as some

from safety.workload import LEAST_PEOPLE, Benchmark, Load, per_whole_time

PUBLISHED = Benchmark(60, 80)


def test_the_published_range_and_its_edges() -> None:
    assert [PUBLISHED.load(cases) for cases in (59, 60, 80, 81)] == [
        Load.UNDER,
        Load.WITHIN,
        Load.WITHIN,
        Load.OVER,
    ]


def test_part_time_is_held_against_its_share_and_nothing_recorded_is_full_time() -> None:
    assert PUBLISHED.of(60) == Benchmark(36, 48)
    assert PUBLISHED.of(None) == PUBLISHED.of(100) == PUBLISHED


@given(some.integers(10, 100), some.integers(0, 500))
def test_a_larger_share_never_makes_the_same_load_heavier(share: int, cases: int) -> None:
    order = list(Load)
    assert order.index(PUBLISHED.of(100).load(cases)) <= order.index(PUBLISHED.of(share).load(cases))


@given(some.lists(some.none() | some.integers(10, 100), max_size=8), some.integers(0, 500))
def test_a_figure_for_each_is_there_only_where_it_is_nobody_s_own(
    shares: list[int | None], cases: int
) -> None:
    found = per_whole_time(cases, shares)
    assert (found is None) == (len(shares) < LEAST_PEOPLE)
