"""Quarters, April–March years, and when a quarter stands still."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from safety.periods import label, quarters_of
from safety.quarters import Quarter, dates_ahead, periods, settled_on
from safety.retention import FEEDBACK_LINK_DAYS, tally_end

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(DAYS)
def test_every_day_lies_in_one_quarter_and_quarters_follow_without_a_gap(day: date) -> None:
    quarter = Quarter.of(day)
    assert quarter.first <= day <= quarter.last
    assert quarter.last + timedelta(days=1) == quarter.next.first
    assert Quarter.of(quarter.last) == quarter


def test_a_year_runs_from_april_to_march() -> None:
    assert [Quarter(2030, number).year_from for number in (1, 2, 3, 4)] == [2029, 2030, 2030, 2030]


@given(DAYS)
def test_a_quarter_stands_still_only_when_its_last_case_has_gone(day: date) -> None:
    assert settled_on(Quarter.of(day)) > Quarter.of(day).last + timedelta(days=FEEDBACK_LINK_DAYS)


@given(DAYS)
def test_the_dates_ahead_are_the_next_ones_and_none_is_left_out(day: date) -> None:
    ahead = dates_ahead(day)
    assert len(ahead) == 4
    assert all(settled_on(quarter) > day for quarter in ahead)
    assert [one.next for one in ahead[:-1]] == ahead[1:]
    first = ahead[0].first - timedelta(days=1)
    assert settled_on(Quarter.of(first)) <= day


def test_a_year_follows_its_quarters_and_says_when_it_is_not_whole() -> None:
    whole = [Quarter(2030, 2), Quarter(2030, 3), Quarter(2030, 4), Quarter(2031, 1)]
    found = periods([*whole, Quarter(2031, 2)])
    assert [one.label for one in found] == [
        "April to June 2031",
        "April 2031 to March 2032, 1 of its 4 quarters",
        "January to March 2031",
        "October to December 2030",
        "July to September 2030",
        "April to June 2030",
        "April 2030 to March 2031",
    ]
    assert len({one.code for one in found}) == len(found)
    assert found[-1].quarters == tuple(whole)
    for one in (found[0], *found[2:]):  # written as releases are: one writing on every page
        assert quarters_of(one.code) == tuple(quarter.code for quarter in one.quarters)
        assert label(one.code) == one.label


def test_a_tally_goes_three_years_after_its_quarter() -> None:
    assert tally_end(Quarter(2030, 2).last) == date(2033, 6, 30)
