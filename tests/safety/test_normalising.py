"""What is typed and what is compared: one table."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.normalising import TABLE_PATH, fold, normalise

TABLE = json.loads(TABLE_PATH.read_text())


@pytest.mark.parametrize(
    "typed",
    [
        *("482617", "482 617", "482-617=", " 482.617 ", "٤٨٢٦١٧", "۴۸۲ ۶۱۷", "४८२६१७", "৪৮২৬১৭"),
        *("੪੮੨੬੧੭", "૪૮૨૬૧૭", "௪௮௨௬௧௭", "౪౮౨౬౧౭", "４８２６１７＝", "482,617", "٤٨٢٬٦١٧"),
        *("\u200f482\u200e617\u2066", "482\u00a0617\n"),
    ],
)
def test_a_code_is_the_same_on_every_keyboard(typed):
    assert normalise(typed) == "482617"


def test_capital_and_small_letters_are_alike_and_marks_are_kept():
    assert normalise("Żółw Ёлка ΑΒΓ") == "żółwёлкаαβγ"
    assert normalise("কি") != normalise("ক")


@given(text=st.text(max_size=200))
def test_normalising_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)
    assert normalise(text) == fold(text)[: TABLE["most"]]


@given(text=st.text(st.characters(categories=["Cs", "Lu", "Nd", "Zs", "Cf"]), max_size=50))
def test_what_is_left_can_always_be_encoded(text):
    assert normalise(text).encode().decode() == normalise(text)


def test_every_zero_starts_ten_digits_in_order():
    for zero in TABLE["digits"]:
        assert [unicodedata.decimal(chr(zero + value)) for value in range(10)] == list(range(10))


def test_every_folded_letter_is_a_capital_and_becomes_its_own_small_letter():
    for first, last, shift, step in TABLE["fold"]:
        for point in range(first, last + 1, step):
            assert chr(point).lower() == chr(point + shift)


def test_nothing_is_both_dropped_and_changed():
    dropped = {point for first, last in TABLE["drop"] for point in range(first, last + 1)}
    digits = {zero + value for zero in TABLE["digits"] for value in range(10)}
    folded = {point for first, last, _, step in TABLE["fold"] for point in range(first, last + 1, step)}
    assert not dropped & digits and not dropped & folded and not digits & folded


def test_no_letter_and_no_mark_of_a_word_is_dropped():
    allowed = {"Lm"}  # the tatweel only stretches a word
    kinds = {
        unicodedata.category(chr(point)) for first, last in TABLE["drop"] for point in range(first, last + 1)
    }
    assert {kind for kind in kinds if kind[0] == "L"} <= allowed
