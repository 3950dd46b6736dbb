"""The one country that is loaded says what the whole library says."""

from datetime import date

from holidays import country_holidays

from app.web.bank_holidays import days_of, england


def test_the_days_and_their_names_are_the_librarys_own():
    years = range(2024, 2041)
    whole = country_holidays("GB", subdiv="ENG", years=years, language="en_GB")
    assert dict(england(*years).items()) == dict(whole.items())
    assert days_of(*years) == set(whole)


def test_a_year_that_was_not_filled_is_worked_out_when_it_is_asked():
    assert date(2031, 12, 25) in england()
    assert date(2031, 12, 24) not in england()
