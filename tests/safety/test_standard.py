"""The voice standard of one case: marks that follow from dates and closed words, and what stands apart."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.standard import (
    CODES,
    UNSAFE,
    Facts,
    Heard,
    Mark,
    Told,
    Unmet,
    WhyNot,
    Wish,
    answered,
    measures,
    told_within,
)

DAYS = st.integers(0, 60)
FACTS = st.builds(
    Facts,
    offered=st.booleans(),
    not_offered=st.none() | st.sampled_from(WhyNot),
    in_time=st.booleans(),
    begun=st.booleans(),
    heard=st.none() | st.sampled_from(Heard),
    answered=st.none() | st.booleans(),
    told=st.none() | st.sampled_from(Told),
    told_in=st.none() | DAYS,
    days_since=DAYS,
    invited=st.booleans(),
    may_still_invite=st.booleans(),
)
GOOD = Facts(
    offered=True, in_time=True, begun=True, heard=Heard.READ_OUT, answered=True, told=Told.CALL, told_in=2
)


def test_a_case_that_went_well_is_a_yes_in_all_but_what_still_runs() -> None:
    marks = measures(GOOD)
    assert [marks[code] for code in CODES] == [*[Mark.YES] * 5, Mark.OPEN, Mark.APART]


@given(FACTS)
def test_every_case_has_every_mark_and_the_seventh_is_never_a_cases(facts: Facts) -> None:
    marks = measures(facts)
    assert tuple(marks) == CODES
    assert marks["V7"] is Mark.APART


@given(FACTS, st.sampled_from(sorted(UNSAFE)))
def test_what_was_not_safe_to_offer_leaves_every_ranking(facts: Facts, why: WhyNot) -> None:
    marks = measures(replace(facts, offered=False, not_offered=why))
    assert marks.pop("V1") is Mark.YES
    assert set(marks.values()) == {Mark.APART}


@pytest.mark.parametrize(
    "why",
    [
        WhyNot.NOT_REACHED,
        WhyNot.DECLINED,
        WhyNot.LANGUAGE,
        WhyNot.TOO_LATE,
        WhyNot.CAPACITY,
    ],
)
def test_any_other_reason_is_written_down_and_counts(why: WhyNot) -> None:
    marks = measures(Facts(offered=False, not_offered=why, begun=True))
    assert (marks["V1"], marks["V2"], marks["V3"]) == (Mark.YES, Mark.NO, Mark.NO)


@given(FACTS)
def test_not_safe_to_tell_counts_against_nobody(facts: Facts) -> None:
    assert told_within(replace(facts, told=Told.NOT_SAFE), 2) is Mark.APART


@given(FACTS)
def test_told_within_two_days_is_told_within_five(facts: Facts) -> None:
    assert told_within(facts, 2) is not Mark.YES or told_within(facts, 5) is Mark.YES


@pytest.mark.parametrize(
    ("changed", "code", "mark"),
    [
        ({"heard": Heard.HELD_BACK}, "V3", Mark.APART),
        ({"heard": Heard.NOT_REACHED}, "V3", Mark.NO),
        ({"heard": Heard.SUMMARISED}, "V3", Mark.YES),
        ({"heard": None, "in_time": False}, "V3", Mark.NO),
        ({"heard": None}, "V3", Mark.OPEN),
        ({"answered": False}, "V4", Mark.NO),
        ({"answered": None}, "V4", Mark.APART),
        ({"told_in": 3}, "V5", Mark.NO),
        ({"told": None, "told_in": None, "days_since": 2}, "V5", Mark.OPEN),
        ({"told": None, "told_in": None, "days_since": 3}, "V5", Mark.NO),
        ({"may_still_invite": False}, "V6", Mark.NO),
        ({"invited": True}, "V6", Mark.YES),
        ({"offered": False, "not_offered": WhyNot.DECLINED}, "V1", Mark.YES),
        ({"offered": False}, "V1", Mark.NO),
        ({"in_time": False}, "V2", Mark.NO),
    ],
)
def test_each_measure_turns_on_its_own_fact(changed: dict, code: str, mark: Mark) -> None:
    assert measures(replace(GOOD, **changed))[code] is mark


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        ({}, None),
        ({"home": Wish(action=True), "money": Wish()}, True),
        ({"home": Wish(unmet=Unmet.LATER), "money": Wish(unmet=Unmet.REFUSED)}, True),
        ({"home": Wish(unmet=Unmet.LATER), "money": Wish()}, False),
    ],
)
def test_wishes_are_answered_by_an_action_or_by_a_reason_for_each(
    wishes: dict, expected: bool | None
) -> None:
    assert answered(wishes) is expected
