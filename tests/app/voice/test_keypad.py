"""A calculator without JavaScript: a code opens, and everything else is a sum."""

import re
from datetime import timedelta

import pytest

from tests.app.voice.phone import ASKS, opened, post
from tests.links import nothing_in


@pytest.fixture
def made(make_link):
    return make_link(skin="calculator")


def result(page):
    """What the display shows, and what stands in the field."""
    [shown] = re.findall(r"<output[^>]*>([^<]*)</output>", page.text)
    [field] = re.findall(r"<input[^>]*>", page.text)
    assert "value" not in field
    return shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("12+3*4", "24"),
        ("271828", "271828"),
        ("012", "12"),
        ("1/0", "Cannot divide by zero."),
        ("<b>", "Check the sum."),
    ],
)
def test_a_sum_is_answered_and_leaves_nothing(survivor, made, engine, typed, shown):
    page = opened(survivor, made, typed)
    assert result(page) == shown
    assert ASKS not in page.text
    assert nothing_in(engine, "send", "signal", "kept")


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "{0}=", "{0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]}"])
def test_a_code_opens_however_it_is_spaced(survivor, made, typed):
    for code in (made.new.code, made.new.duress_code):
        assert "<form" in opened(survivor, made, typed.format(code)).text
        assert code not in survivor.get(made.path).text
    assert ASKS in opened(survivor, made, typed.format(made.new.code)).text


def test_once_shown_or_ten_minutes_later_the_display_is_empty(survivor, made, clock):
    opened(survivor, made)
    assert result(survivor.get(made.path)) == ""
    opened(survivor, made, "271828")
    clock.move(timedelta(minutes=10, seconds=1))
    assert result(survivor.get(made.path)) == ""


def test_leaving_empties_it(survivor, made):
    opened(survivor, made, "271828")
    fetched = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    survivor.get("/x?calculator", headers=fetched)
    assert result(survivor.get(made.path)) == ""


def test_the_app_on_an_address_of_its_own_reckons_too(survivor):
    post(survivor, "/a/calculator", q="200+10%")
    assert result(survivor.get("/a/calculator")) == "220"


def test_a_sum_too_long_to_be_kept_whole_is_never_answered_in_part(survivor, made):
    assert result(opened(survivor, made, "−".join("1" * 60))) == "Check the sum."
    assert result(opened(survivor, made, "−".join("1" * 20))) == "−18"
