"""When two names are one to whoever reads a list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.naming import one_name


@pytest.mark.parametrize(
    "same",
    [
        "starling circle",
        "STARLING  CIRCLE",
        "Starling\u00a0Circle",
        "Starling-Circle.",
        "Stárlïng Circle",
        "St\u0430rling \u0421ircle",  # Cyrillic
        "Starl\u0131ng C1rcle",
        "\uff33tarling \u24b8ircle",  # wide, and in a ring
    ],
)
def test_what_looks_the_same_is_the_same(same):
    assert one_name(same) == one_name("Starling Circle")


def test_what_reads_differently_stays_apart():
    names = [
        "Starling Circle",
        "Sterling Circle",
        "نساء الحي",
        "نساء البلد",
        "Коло жінок",
        "女性之友",
        "女性之家",
    ]
    assert len(set(map(one_name, names))) == len(names)


@given(st.text())
def test_the_form_is_its_own_form(name):
    assert one_name(one_name(name)) == one_name(name)
    assert one_name(f" {name} ") == one_name(name)
