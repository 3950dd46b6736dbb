"""Numbers: one spelling, a reason where no text can go, and no number in what it is found by."""

import pytest

from safety.numbers import NotTextable, Why, looked_up, mobile, shown, spelled


@pytest.mark.parametrize("typed", ["07400 123456", "+44 7400 123456", "+44 (0)7400-123456", " 07400123456 "])
def test_however_it_is_typed_it_has_one_spelling(typed):
    assert mobile(typed) == "+447400123456"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("020 7946 0001", Why.LANDLINE),
        ("0900 123 4567", Why.NO_MOBILE),
        ("0800 123 4567", Why.NO_MOBILE),
        ("070 1234 5678", Why.NO_MOBILE),
        ("", Why.NOT_A_NUMBER),
        ("ring her mother", Why.NOT_A_NUMBER),
        ("0740012345", Why.NOT_A_NUMBER),
        ("07400 123456\u202e9", Why.NOT_A_NUMBER),
        ("07400 123456\u202e", Why.NOT_A_NUMBER),
        ("07400\n123456", Why.NOT_A_NUMBER),
        ("9" * 4000, Why.NOT_A_NUMBER),
        ("07700 900123", Why.NOT_A_NUMBER),
    ],
)
def test_what_no_text_can_go_to_is_refused_with_its_reason(typed, why):
    with pytest.raises(NotTextable) as refused:
        mobile(typed, drama=False)
    assert refused.value.why is why
    assert typed not in str(refused.value) or not typed


def test_a_demonstration_takes_numbers_that_belong_to_nobody():
    assert mobile("07700 900123", drama=True) == "+447700900123"
    with pytest.raises(NotTextable):
        mobile("07700 9001234", drama=True)


def test_a_number_from_elsewhere_is_spelled_alike_or_is_none():
    assert spelled("+447400123456") == "+447400123456"
    assert spelled("SHOP") is None
    assert shown("+447400123456") == "07400 123456"
    assert shown("+48601234567").startswith("+48 ")


def test_it_is_found_by_a_keyed_hash_that_holds_nothing_of_it():
    found = looked_up(b"p" * 32, "+447400123456")
    assert found == looked_up(b"p" * 32, "+447400123456")
    assert found != looked_up(b"q" * 32, "+447400123456")
    assert b"7400" not in found
