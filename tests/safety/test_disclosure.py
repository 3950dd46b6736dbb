"""What is shown of a noisy count: decided by the noisy count alone."""

from math import ceil, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.insight.frame import frame
from safety.disclosure import Share, Shown, least_shown, noised, share, shown, summed
from safety.table_plan import PLAN, Span, counted, tables_for
from tests.attacks.releases.accounting import gaussian

SDS = st.sampled_from(sorted({table.sd for table in PLAN}))
NOISY = st.integers(-200, 5000)


@pytest.mark.parametrize(
    ("sd", "least"), [(1, 10), (5, 10), (5.5, 15), (8, 20), (10, 20), (12, 25), (14, 30), (24, 50)]
)
def test_a_count_is_shown_from_ten_or_two_deviations_on_rounded_up_to_five(sd, least):
    assert least_shown(sd) == least
    assert shown(least - 1, sd) is None
    assert shown(least, sd) is not None


@given(NOISY, SDS)
def test_a_shown_count_is_the_nearest_five_within_its_range(noisy, sd):
    told = shown(noisy, sd)
    if noisy < least_shown(sd):
        assert told is None
        return
    assert told.count % 5 == 0
    assert abs(told.count - noisy) <= 2.5
    assert 0 <= told.low <= told.count <= told.high
    assert told.high - noisy == ceil(1.959963984540054 * sd)


def test_halves_are_never_rounded_to_the_even_one():
    assert [shown(noisy, 1).count for noisy in (12, 13, 17, 18, 22, 23)] == [10, 15, 15, 20, 20, 25]
    assert shown(52, 8) == Shown(50, 36, 68)


@given(NOISY, st.integers(-50, 5000), SDS)
def test_a_percentage_needs_a_base_of_five_deviations_and_stays_a_percentage(noisy, base, sd):
    base_sd = sd * sqrt(3)
    told = share(noisy, base, sd, base_sd, sd**2)
    if base < 5 * base_sd or noisy < least_shown(sd):
        assert told is None
    else:
        assert 0 <= told.low <= told.percent <= told.high <= 100


def test_a_base_of_exactly_five_deviations_carries_a_percentage():
    assert share(30, 60, 12, 12, 144) is not None
    assert share(30, 59, 12, 12, 144) is None


def test_a_percentage_says_how_sure_it_is():
    assert share(225, 450, 12, 12 * sqrt(3), 144) == Share(50, 45, 55)
    assert share(225, 450, 12, 0) == Share(50, 44, 56)


def test_a_range_holds_the_true_count_95_to_97_times_in_100():
    for sd in sorted({table.sd for table in PLAN}):
        masses, reach = gaussian(sd)
        width = ceil(1.959963984540054 * sd)
        assert 0.95 <= masses[reach - width : reach + width + 1].sum() <= 0.97


def test_every_cell_gets_a_draw_zeros_and_totals_too():
    tables, asked = tables_for(Span.YEAR), []

    def noise(counts, sd):
        asked.append((list(counts), sd))
        return [count + 1 for count in counts]

    counts = counted(tables, frame(), [])
    drawn = noised(tables, counts, noise)
    assert {n for cells in drawn.values() for n in cells.values()} == {1}
    assert [(len(cells), sd) for cells, sd in asked] == [(len(counts[t.name]), t.sd) for t in tables]


def test_a_draw_that_is_missing_stops_the_release():
    tables = tables_for(Span.QUARTER)
    with pytest.raises(ValueError, match="zip"):
        noised(tables, counted(tables, frame(), []), lambda counts, sd: list(counts)[1:])


def test_published_quarters_add_up_with_their_noise():
    cells, sd = summed([({("a",): 3, ("b",): -1}, 8)] * 3 + [({("a",): 1}, 8)])
    assert cells == {("a",): 10}
    assert sd == 16
