"""Names and labels hold no letter that nobody sees."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.letters import JOINERS, hidden, hidden_in_lines

NAMES = ("Zoë Ní Bhriain", "بيت الأمل", "می‌روم", "ක්‍රි", "Οίκος", "张伟", "Đặng", "o’Neill & Sons", "Home 🙂")
BAD = ("\u202e", "\u2066", "\u200b", "\u2060", "\ufeff", "\u00ad", "\u061c", "\u3164", "\u2028", "\0", "\n")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_any_language_is_left_alone(name):
    assert hidden(name) == hidden_in_lines(name) == []


@pytest.mark.parametrize("bad", BAD)
def test_what_nobody_sees_is_found_wherever_it_stands(bad):
    assert [hidden(text) for text in (bad, f"a{bad}", f"{bad}a", f"a{bad}b")] == [[bad]] * 4


def test_lines_and_tabs_are_no_fault_in_a_text_of_several_lines():
    assert hidden_in_lines("one\ntwo\r\n\tthree") == []
    assert hidden_in_lines("one\u202etwo\u200b\u3164") == ["\u202e", "\u200b", "\u3164"]


@given(st.text())
def test_what_is_left_when_they_are_taken_out_has_none_and_has_all_the_rest(text):
    found = hidden(text)
    kept = "".join(one for one in text if one not in found)
    assert hidden(kept) == []
    assert all(unicodedata.category(one)[0] in "CZ" or one not in kept for one in found)
    assert sorted(found + list(kept)) == sorted(text)
    assert not set(found) & JOINERS
