"""The table plan: caps whatever a record says, no cell left out, nowhere moved because of its count."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.insight.frame import ANSWERS, BANDS, BETTER, frame
from safety.table_plan import CAPS, PLAN, Response, Span, capped, counted, table_named, tables_for

CODES = st.sampled_from([*frame().themes, *BETTER, "T99", ""])
AREAS = st.sampled_from([*frame().places, "E09999999", ""])
SAID = st.dictionaries(
    st.sampled_from([*ANSWERS, *BANDS, "name"]), st.sampled_from(["yes", "no", "25-34", "woman"])
)
RESPONSES = st.builds(Response, AREAS, st.booleans(), st.lists(CODES), SAID, SAID, st.lists(CODES))


@given(st.lists(RESPONSES, max_size=4), RESPONSES)
def test_one_response_moves_no_more_cells_than_the_plan_says_each_by_one(others, hers):
    without, having = (counted(PLAN, frame(), people) for people in (others, [*others, hers]))
    for table in PLAN:
        moved = [having[table.name][cell] - n for cell, n in without[table.name].items()]
        assert set(moved) <= {0, 1}
        assert sum(moved) <= table.most


@given(RESPONSES)
def test_a_response_keeps_to_the_caps_and_capping_twice_changes_nothing(response):
    whole = capped(response, frame())
    assert len(whole.themes) <= CAPS.themes
    assert len(whole.answers) <= CAPS.answers
    assert len(whole.bands) <= CAPS.bands
    assert len(whole.better) <= CAPS.better
    assert capped(whole, frame()) == whole


@given(st.lists(RESPONSES, max_size=6))
def test_every_cell_is_there_whatever_was_counted_and_in_one_order(people):
    counts = counted(PLAN, frame(), people)
    empty = counted(PLAN, frame(), [])
    assert {name: list(cells) for name, cells in counts.items()} == {
        name: list(cells) for name, cells in empty.items()
    }
    assert {n for cells in empty.values() for n in cells.values()} == {0}


def test_the_noise_and_the_caps_are_those_that_were_designed():
    assert [(table.name, table.span.value, table.sd, table.most) for table in PLAN] == [
        ("london_themes", "quarter", 8, 3),
        ("london_answers", "quarter", 12, 6),
        ("london_total", "quarter", 12, 1),
        ("sub_region_themes", "year", 5.5, 3),
        ("command_answers", "year", 8, 6),
        ("command_total", "year", 10, 1),
        ("borough_total", "year", 10, 1),
        ("london_bands", "year", 12, 5),
        ("group_bands", "year", 24, 15),
        ("better", "year", 14, 3),
    ]
    assert {*tables_for(Span.QUARTER), *tables_for(Span.YEAR)} == set(PLAN)


def test_the_city_counts_in_central_east_and_is_no_borough():
    city = Response("E09000001", True, ("T07",), {"heard": "yes"})
    counts = counted(PLAN, frame(), [city] * 50)
    assert counts["command_total"][("Central East",)] == 50
    assert counts["command_answers"][("Central East", "heard", "yes")] == 50
    assert counts["sub_region_themes"][("Central", "T07")] == 50
    assert sum(counts["borough_total"].values()) == 0
    assert len(counts["borough_total"]) == 32


def test_totals_count_those_who_sent_views():
    before = Response("E09000012", True, ("T07",))
    after = replace(before, sent=False, themes=(), answers={"easy": "no"})
    counts = counted(PLAN, frame(), [before, after, after])
    assert counts["london_total"] == {("London",): 1}
    assert sum(counts["london_answers"].values()) == 2


def test_three_themes_of_one_group_are_one_cell_of_each_band():
    same = [code for code, group in frame().themes.items() if group == "needs"][:3]
    counts = counted(
        [table_named("group_bands")], frame(), [Response("E09000012", True, same, bands={"age": "25-34"})]
    )
    assert [cell for cell, n in counts["group_bands"].items() if n] == [("needs", "age", "25-34")]
