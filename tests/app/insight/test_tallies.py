"""A case counts once: while it is kept, or after it went. Then its number goes too."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from app.db import writing
from app.insight.models import BandTally, Tally
from app.insight.tallies import keep_tallies, purge_tallies, tallies
from safety.coverage import Counted, Key, added, bands_of, counts_of
from safety.quarters import Quarter
from tests.safety.test_standard import FACTS

SERVICES = (UUID(int=1), UUID(int=2))
AREAS = ("E09000012", "E09000030")
QUARTERS = (Quarter(2030, 1), Quarter(2030, 2))


@st.composite
def _cases(draw) -> Counted:
    counts = counts_of(draw(FACTS))
    where = (draw(st.sampled_from(SERVICES)), draw(st.sampled_from(AREAS)), draw(st.sampled_from(QUARTERS)))
    return Counted(*where, counts, bands_of(counts, [draw(st.sampled_from(["age:18+", "age:16-17"]))]))


def _summed(many: list[Counted]) -> dict:
    places = {(one.service_id, one.area, one.quarter) for one in many}
    return {
        place: +added(one.counts for one in many if (one.service_id, one.area, one.quarter) == place)
        for place in places
    }


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases=st.lists(_cases(), max_size=12), goes=st.lists(st.integers(0, 3), min_size=12, max_size=12))
def test_figures_are_the_same_however_many_cases_went_and_in_how_many_goes(db, cases, goes) -> None:
    with writing(db):
        db.execute(delete(Tally))
        db.execute(delete(BandTally))
    kept = [one for one, go in zip(cases, goes, strict=False) if go == 0]
    for each in (1, 2, 3):
        keep_tallies(db, [one for one, go in zip(cases, goes, strict=False) if go == each])
    assert _summed([*kept, *tallies(db)]) == _summed(cases)
    bands = sum(db.scalars(select(BandTally.count)))
    assert bands == sum(sum(one.bands.values()) for one, go in zip(cases, goes, strict=False) if go)


def test_a_case_that_counts_nothing_leaves_no_row(db) -> None:
    keep_tallies(db, [Counted(one, AREAS[0], QUARTERS[0], {}) for one in SERVICES])
    assert tallies(db) == []
    keep_tallies(db, [Counted(one, AREAS[0], QUARTERS[0], {Key("V1", "yes"): 2}) for one in SERVICES])
    assert {one.service_id for one in tallies(db)} == set(SERVICES)


def test_a_deletion_that_fails_keeps_no_tally(db) -> None:
    with pytest.raises(ZeroDivisionError), writing(db):
        keep_tallies(db, [Counted(SERVICES[0], AREAS[0], QUARTERS[0], {Key("V1", "yes"): 2})])
        raise ZeroDivisionError
    assert tallies(db) == []


def test_it_goes_on_the_day_after_three_years(db) -> None:
    bands = {("age:18+", Key("V2", "yes")): 1}
    keep_tallies(db, [Counted(SERVICES[0], AREAS[0], one, {Key("V1", "yes"): 2}, bands) for one in QUARTERS])
    assert purge_tallies(db, date(2033, 3, 31)) == 0
    assert purge_tallies(db, date(2033, 4, 1)) == 1
    assert {one.quarter for one in tallies(db)} == {QUARTERS[1]}
    assert set(db.scalars(select(BandTally.quarter_from))) == {QUARTERS[1].first}
    assert purge_tallies(db, date(2033, 4, 1)) == 0
