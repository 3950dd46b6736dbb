"""Many cases as counts: their sums, their denominators, and how they are cut."""

from collections import Counter
from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from safety.coverage import (
    LEAST,
    MEASURES,
    WHY,
    Agenda,
    Key,
    added,
    bands_of,
    counts_of,
    figures,
    known,
    ranked,
    total_of,
    units,
    unsafe,
)
from safety.standard import UNSAFE, Facts, Mark, WhyNot
from tests.safety.test_standard import FACTS, GOOD

ONE, TWO = UUID(int=1), UUID(int=2)
DAY = date(2030, 6, 13)
CITY = "A0"
COMMANDS = {CITY: "East", **{f"A{at}": "East" if at < 4 else "West" for at in range(1, 8)}}
SIZES = st.dictionaries(st.sampled_from(sorted(COMMANDS)), st.integers(1, 30), max_size=8)


@given(st.lists(FACTS, max_size=20))
def test_each_case_counts_once_in_every_measure(many: list[Facts]) -> None:
    counts = added(counts_of(one) for one in many)
    assert known(counts) == len(many)
    for code in MEASURES:
        assert sum(counts[Key(code, mark.value)] for mark in Mark) == len(many)


@given(st.lists(FACTS, max_size=20), st.integers(0, 10))
def test_no_figure_is_more_than_its_base_and_an_agenda_never_makes_it_better(many, missing) -> None:
    counts = added(counts_of(one) for one in many)
    mine, whole = figures(counts, None), figures(counts, len(many) + missing)
    for code in MEASURES:
        assert 0 <= mine[code].yes <= mine[code].base
        assert (mine[code].share or 0) >= (whole[code].share or 0)
        assert 0 <= ranked(mine[code], counts).yes <= ranked(mine[code], counts).base


@given(FACTS, st.sampled_from(sorted(UNSAFE)))
def test_what_was_not_safe_to_offer_is_in_no_comparison(facts: Facts, why: WhyNot) -> None:
    case = counts_of(Facts(**{**facts.__dict__, "offered": False, "not_offered": why}))
    assert unsafe(case) == 1
    assert [ranked(one, case).base for one in figures(case, None).values()] == [0] * len(MEASURES)
    assert figures(case, None)["V1"].yes == 1


def test_told_in_three_days_is_late_for_two_and_in_time_for_five() -> None:
    found = figures(counts_of(Facts(**{**GOOD.__dict__, "told_in": 3})), None)
    assert (found["V5"].yes, found["V5_5"].yes) == (0, 1)


def test_a_reason_is_counted_only_where_nothing_was_offered() -> None:
    assert counts_of(Facts(offered=True, not_offered=WhyNot.LANGUAGE, begun=True))[Key(WHY, "language")] == 0
    assert counts_of(Facts(offered=False, not_offered=WhyNot.LANGUAGE, begun=True))[Key(WHY, "language")] == 1


def _agenda(total: int | None, service: UUID = ONE, area: str = "A1", on: date = DAY) -> Agenda:
    return Agenda(service, area, on, total)


def test_a_total_that_is_missing_or_too_small_is_no_denominator() -> None:
    counts = Counter({Key("V1", "yes"): 9})
    assert total_of([_agenda(12)], counts) == 12
    assert total_of([_agenda(None)], counts) is None
    assert total_of([_agenda(12), _agenda(None, on=date(2030, 5, 2))], counts) is None
    assert total_of([_agenda(8)], counts) is None
    assert total_of([], counts) is None


def test_a_meeting_that_two_services_share_counts_once() -> None:
    assert total_of([_agenda(12), _agenda(14, TWO)], Counter()) == 14
    assert total_of([_agenda(12), _agenda(None, TWO)], Counter()) == 12
    assert total_of([_agenda(12), _agenda(10, area="A2")], Counter()) == 22


@given(SIZES)
def test_no_unit_is_under_ten_or_overlaps_another_or_is_the_city_alone(sizes) -> None:
    found = units(sizes, COMMANDS, frozenset({CITY}))
    shown = [area for unit in found for area in unit.areas]
    assert len(shown) == len(set(shown))
    assert all(sum(sizes[area] for area in unit.areas) >= LEAST for unit in found)
    assert all({COMMANDS[area] for area in unit.areas} == {unit.command} for unit in found)
    assert frozenset({CITY}) not in {unit.areas for unit in found}


@given(SIZES)
def test_nothing_hidden_can_be_subtracted_from_a_command_area(sizes) -> None:
    """A command area is shown whole or not at all: what is hidden is in no sum that is shown."""
    found = units(sizes, COMMANDS, frozenset({CITY}))
    for command in {unit.command for unit in found}:
        mine = {area for area in sizes if COMMANDS[area] == command}
        shown = {area for unit in found if unit.command == command for area in unit.areas}
        assert shown == mine
        assert len([unit for unit in found if unit.command == command and len(unit.areas) > 1]) <= 1


def test_the_smallest_neighbour_joins_a_rest_that_is_too_small() -> None:
    found = units({"A1": 4, "A2": 11, "A3": 20}, COMMANDS)
    assert {unit.areas for unit in found} == {frozenset({"A1", "A2"}), frozenset({"A3"})}


def test_bands_count_given_and_heard_alone() -> None:
    found = bands_of(counts_of(GOOD), ("age:18+", "language:other"))
    assert {key.measure for _, key in found} == {"V2", "V3"}
    assert {band for band, _ in found} == {"age:18+", "language:other"}
