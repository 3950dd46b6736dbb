"""The fields of the form without a script, whoever sends them: so many are read, and none is trusted."""

import pytest

from app.voice import fields

CHIPS = [["first", "A"], ["second", "B"], ["third", "C"]]
QUESTION = {"type": "question", "id": "better", "chips": CHIPS, "most": 2}
FORM = {"v": 1, "lang": "en", "screens": [QUESTION, {"type": "send"}]}


def test_of_far_too_many_fields_the_first_are_read() -> None:
    many = b"&".join([b"zz=1"] * (fields.MAX_FIELDS - 1))
    assert fields.read(many + b"&b1=in&b2=out") == {"zz": ["1"] * (fields.MAX_FIELDS - 1), "b1": ["in"]}


@pytest.mark.parametrize("number", ["9" * 40, "9" * 5000, "-1", "1.0", "١", "²", ""])
def test_what_is_no_number_of_a_note_removes_nothing_and_is_no_fault(number: str) -> None:
    assert fields.removed({"f1": [number]}) is None


def test_no_more_taps_are_taken_than_a_question_allows() -> None:
    tapped = {"a1": ["3", "1", "2"]}
    assert fields.content(FORM, tapped)["a"]["better"]["c"] == ["first", "second"]
    assert fields.counted(FORM, tapped, "E09000012")["themes_chips"] == {"better": ["first", "second"]}


@pytest.mark.parametrize("name", ["b١", "b²", "b", "1", "j1", "bb1", "b-1", ""])
def test_a_field_by_another_name_says_nothing(name: str) -> None:
    assert not fields.posted({name: ["words"]})
    assert not fields.said({name: ["words"]})
