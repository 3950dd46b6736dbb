"""Silence is a no."""

from datetime import UTC, datetime, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from safety.contact import agreement_end, agreement_stands

NOON = datetime(2030, 6, 3, 12, tzinfo=UTC)


@given(age=st.timedeltas(timedelta(days=-30), timedelta(days=60)))
@example(timedelta(0))
@example(timedelta(days=14))
def test_an_agreement_stands_fourteen_days_and_not_before_it_was_made(age):
    stands = agreement_stands(NOON - age, NOON, held=False)
    assert stands == (timedelta(0) <= age < timedelta(days=14))


@given(age=st.timedeltas(timedelta(0), timedelta(days=60)))
def test_after_a_duress_code_no_agreement_stands(age):
    assert not agreement_stands(NOON - age, NOON, held=True)


def test_without_an_agreement_the_answer_is_no():
    assert not agreement_stands(None, NOON, held=False)


def test_the_clocks_going_forward_do_not_shorten_it():
    assert agreement_end(NOON) - NOON == timedelta(days=14)
