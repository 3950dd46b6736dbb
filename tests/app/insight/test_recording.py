"""What a record keeps of a counted part: known codes, within the caps, in one size, and nothing else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases import service as cases
from app.entry.after import AFTER
from app.entry.cards import BANDS as ASKED_BANDS
from app.insight import recording
from app.insight.frame import ANSWERS, BANDS, BETTER, frame, places
from app.insight.simulating import London, parts
from app.insight.themes import carried, themes
from safety.errors import Malformed
from safety.table_plan import Response, capped

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["police", "asked", "yes"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*ANSWERS, "not", "age"]), inner, max_size=4)
    ),
    max_leaves=12,
)


def part(**said):
    whole = {"v": 1, "themes_chips": {}, "bands": {}, "area": "E09000012", "english": True, **said}
    return json.dumps(whole).encode()


@given(JSON, JSON, JSON)
def test_whatever_a_phone_sends_becomes_a_record_of_one_size_or_none(taps, bands, english):
    try:
        record = recording.record_of(part(themes_chips=taps, bands=bands, english=english))
    except Malformed:
        return
    assert len(record) == recording.SIZE
    read = recording.read(record)
    assert capped(read, frame()) == Response(
        read.area, read.sent, tuple(read.themes), read.answers, read.bands, tuple(read.better)
    )


def test_views_keep_themes_and_bands_and_feedback_keeps_answers():
    before = recording.read(
        recording.record_of(
            part(themes_chips={"not": ["police"], "want": ["stay"]}, bands={"age": "25-34", "name": "x"})
        )
    )
    assert (before.sent, before.themes, before.bands, before.answers) == (
        True,
        ["T19", "T07"],
        {"age": "25-34"},
        {},
    )
    after = recording.read(
        recording.record_of(
            part(
                themes_chips={"asked": ["yes"], "heard": [], "better": ["tell"], "not": ["police"]},
                bands={"age": "25-34"},
            )
        )
    )
    assert (after.sent, after.answers, after.better) == (False, {"asked": "yes"}, ["tell"])
    assert (after.themes, after.bands) == ([], {})


def test_nothing_typed_is_kept():
    record = recording.record_of(
        part(themes_chips={"not": ["heron mallow", "police"]}, bands={"age": "heron"}, more="heron")
    )
    assert b"heron" not in record


@pytest.mark.parametrize("area", ["", "Hackney", "E09999999", None, 7, ["E09000012"]])
def test_a_part_from_nowhere_is_none(area):
    with pytest.raises(Malformed):
        recording.record_of(part(area=area))


def test_what_can_be_counted_is_what_the_form_asks():
    asked = {
        question.id: tuple(chip.id for chip in question.chips)
        for question in AFTER.questions
        if question.chips
    }
    assert asked == {**ANSWERS, "better": BETTER}
    assert {question.id: tuple(chip.id for chip in question.chips) for question in ASKED_BANDS} == BANDS


def test_every_area_counts_somewhere_and_command_areas_lie_in_one_sub_region():
    assert list(places()) == list(cases.area_names())
    pairs = {(place.command_area, place.sub_region) for place in places().values()}
    assert (len(pairs), len(dict(pairs)), len(set(dict(pairs).values()))) == (12, 12, 5)
    assert [code for code, place in places().items() if place.borough is None] == ["E09000001"]


def test_themes_that_no_chip_carries_have_no_cell():
    assert set(carried()) < set(themes())
    assert frame().themes == carried()
    assert {"T11", "T12"}.isdisjoint(carried())


def test_the_invented_london_is_the_same_for_the_same_seed_and_differs_for_another():
    first, again, other = (list(parts(London(seed=seed, many=30), "2030-Q2")) for seed in (1, 1, 2))
    assert first == again != other
    assert sum("not" in one["themes_chips"] for one in first) == 30
    assert {one["area"] for one in list(parts(London(many=3000), "2030-Q1"))} == set(places())
