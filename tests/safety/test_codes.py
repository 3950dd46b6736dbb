"""Codes: uniform, never an easy guess, never something an everyday app answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.codes import banned, draw_code, show_code
from safety.drawing import stream


@pytest.mark.parametrize(
    "code",
    [
        *("000000", "777777", "123456", "654321", "345678", "890123", "121212", "482482", "112233"),
        *("484844", "123321", "999482", "112482", "116123", "118500", "080020"),
        *("250626", "062526", "260625", "290224", "202612", "122026"),
    ],
)
def test_easy_guesses_known_numbers_and_dates_are_banned(code):
    assert banned(code)


@pytest.mark.parametrize("code", ["482617", "739184", "905371", "604937"])
def test_an_ordinary_code_is_not(code):
    assert not banned(code)


def test_at_least_five_codes_in_six_remain():
    assert sum(banned(f"{number:06}") for number in range(0, 10**6, 7)) < 10**6 / 7 / 6


@given(secret=st.binary(max_size=8))
def test_a_drawn_code_is_six_digits_and_never_banned(secret):
    code = draw_code(stream(secret, b"code"))
    assert len(code) == 6
    assert code.isascii() and code.isdigit()
    assert not banned(code)


@given(number=st.integers(0, 2**24 - 1))
def test_each_code_has_sixteen_draws_and_the_rest_are_drawn_again(number):
    """Uniform by construction: a draw under sixteen million stands for its remainder, or is drawn again."""
    later = 482_617
    draws = iter([number.to_bytes(3, "big"), later.to_bytes(3, "big")])
    code = f"{number % 10**6:06}"
    expected = code if number < 16 * 10**6 and not banned(code) else "482617"
    assert draw_code(lambda count: next(draws)) == expected


@given(secret=st.binary(max_size=8))
def test_a_slip_in_one_code_is_never_the_other(secret):
    draw = stream(secret, b"codes")
    first = draw_code(draw)
    second = draw_code(draw, apart_from=first)
    assert sum(a != b for a, b in zip(first, second, strict=True)) >= 3


def test_a_code_is_said_in_two_halves():
    assert show_code("482617") == "482 617"


def test_two_words_are_said_as_they_are():
    assert show_code("lantern pebble") == "lantern pebble"
