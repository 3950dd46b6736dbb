"""Quarters and April-March years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.periods import (
    NotAPeriod,
    day_after,
    is_named,
    is_year,
    next_quarter,
    quarter_of,
    quarters_of,
    year_of,
)

DAYS = st.dates(date(2001, 1, 1), date(2198, 12, 31))


@given(DAYS)
def test_a_day_lies_in_one_quarter_and_one_year_that_hold_it(day):
    quarter = quarter_of(day)
    year = year_of(quarter)
    assert quarter in quarters_of(year)
    assert day < day_after(quarter) <= day_after(year) <= day + timedelta(days=367)
    assert next_quarter(quarter) == quarter_of(day_after(quarter))
    assert not is_year(quarter)
    assert is_year(year)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("In 2030-Q2 one borough sent late", {"2030-Q2", "2030-31"}),
        ("april to  June 2030: counted twice.", {"2030-Q2", "2030-31"}),
        ("April 2030 to March 2031, and 2031-q1", {"2031-Q1", "2030-31"}),
        ("since 2030-31-01, or 12030-Q2, or 2030-Q22", set()),
        ("", set()),
    ],
)
def test_a_note_names_a_period_as_it_is_written_or_said(text, named):
    there = ("2030-Q1", "2030-Q2", "2030-Q3", "2031-Q1", "2029-30", "2030-31")
    assert {period for period in there if is_named(period, text)} == named


def test_a_year_runs_from_april_to_march():
    assert quarters_of("2030-31") == ("2030-Q2", "2030-Q3", "2030-Q4", "2031-Q1")
    assert (year_of("2030-Q1"), year_of("2030-Q2")) == ("2029-30", "2030-31")
    assert day_after("2030-31") == date(2031, 4, 1)
    assert quarters_of("2099-00")[-1] == "2100-Q1"


@pytest.mark.parametrize(
    "period",
    [
        "",
        "2029",
        "2029-Q5",
        "2029-Q0",
        "2029-31",
        "2029-30 ",
        "٢٠٢٩-Q1",
        "9999-Q1",
        "1999-00",
        "2029-q2",
        "2029-Q2\n",
    ],
)
def test_what_is_no_period_is_refused_in_a_sentence(period):
    for ask in (quarters_of, is_year, day_after):
        with pytest.raises(NotAPeriod, match="write a quarter as"):
            ask(period)
