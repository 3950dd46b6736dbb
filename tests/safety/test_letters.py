"""Names and labels hold no letter that nobody sees."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.letters import JOINERS, before_first, hidden, hidden_in_lines, without_idle

FLAGS = tuple(  # England, Scotland, Wales
    "🏴" + "".join(chr(0xE0000 + ord(one)) for one in where) + "\U000e007f"
    for where in ("gbeng", "gbsct", "gbwls")
)
NAMES = (
    "Zoë Ní Bhriain",
    "بيت الأمل",
    "می‌روم",
    "ක්‍රි",
    "Οίκος",
    "张伟",
    "Đặng",
    "o’Neill & Sons",
    "Home 🙂",
    "۝ ؀١٢",
    *FLAGS,
)
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


def test_letters_of_a_flag_that_is_not_drawn_are_found():
    assert hidden("🏴" + "\U000e0078" + "\U000e007f") == ["\U000e0078", "\U000e007f"]


def test_marks_that_do_nothing_are_left_out_and_the_joiners_stay():
    assert without_idle("می\u200cروم\u200f, soft\u00adly\u061c\u200e") == "می\u200cروم, softly"


@given(st.text(alphabet="ab \n\u202e\u200b"))
def test_the_word_before_the_first_is_said(text):
    found = hidden_in_lines(text)
    said = before_first(text, found)
    assert not set(said) & set(found)
    assert not found or text[: text.index(found[0])].split()[-1:] == ([said] if said else [])


@given(st.text())
def test_what_is_left_when_they_are_taken_out_has_none_and_has_all_the_rest(text):
    found = hidden(text)
    kept = "".join(one for one in text if one not in found)
    assert hidden(kept) == []
    assert all(unicodedata.category(one)[0] in "CZ" or one not in kept for one in found)
    assert sorted(found + list(kept)) == sorted(text)
    assert not set(found) & JOINERS
