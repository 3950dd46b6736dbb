"""Releases: one draw a period, two people, nothing changed afterwards; what is counted is what was frozen."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import text

from app.insight import building, publishing, recording, releases
from app.insight import service as insight
from app.insight.frame import frame
from app.insight.models import PoolRecord, Release, ReleaseAgreed, ReleaseWork
from safety.gaps import GAP
from safety.table_plan import PLAN, Span, counted, tables_for
from tests.app.insight.conftest import POOL, QUARTERS, YEAR, after


def shifted(counts, sd):
    """A draw that can be told from the true counts."""
    return [count + 1000 for count in counts]


def test_a_quarter_counts_its_own_records_and_every_cell_gets_a_draw(office, db, keys):
    office.fill(quarters=QUARTERS[:2])
    office.build(QUARTERS[0], shifted)
    mine = db.query(PoolRecord).where(PoolRecord.quarter == QUARTERS[0])
    read = [recording.read(keys.data.open(row.sealed, recording.place(row.id))) for row in mine]
    true = counted(tables_for(Span.QUARTER), frame(), read)
    tables = office.view(QUARTERS[0]).tables
    assert {name: dict(table.cells) for name, table in tables.items()} == {
        name: {cell: count + 1000 for cell, count in cells.items()} for name, cells in true.items()
    }
    assert true["london_total"][("London",)] == 20


def test_a_year_is_drawn_from_its_four_quarters_and_its_london_tables_are_their_sum(office, db, keys):
    office.fill()
    drawn = [office.publish(quarter, shifted) for quarter in QUARTERS]
    office.publish(YEAR)
    year = {view.period: view for view in insight.published(db, keys)}[YEAR]
    themes = year.tables["london_themes"]
    assert themes.sd == 16
    assert themes.cells == {
        cell: sum(quarter.tables["london_themes"].cells[cell] for quarter in drawn) for cell in themes.cells
    }
    assert sum(year.tables["command_total"].cells.values()) == sum(
        quarter.tables["london_total"].cells[("London",)] - 1000 for quarter in drawn
    )
    assert set(year.tables) == {*(table.name for table in PLAN), GAP.name}


def test_a_quarter_without_a_single_record_is_drawn_like_any_other(office):
    office.build(QUARTERS[0], shifted)
    assert {
        noisy for table in office.view(QUARTERS[0]).tables.values() for noisy in table.cells.values()
    } == {1000}


def test_a_period_is_drawn_once_seen_or_not_and_the_first_draw_stands(office, db):
    office.fill(quarters=QUARTERS[:1])
    office.build(QUARTERS[0])
    before = db.query(Release).one().tables
    with pytest.raises(building.AlreadyDrawn):
        office.build(QUARTERS[0], shifted)
    assert db.query(Release).one().tables == before


def test_of_two_builds_at_once_the_database_keeps_one(office, db, engine, keys):
    from tests.app.insight.conftest import Office, Session

    def meanwhile(tenths):
        if tenths == 0:
            with Session(engine, expire_on_commit=False) as other:
                Office(other, keys).build(QUARTERS[0], shifted)

    office.fill(quarters=QUARTERS[:1])
    with pytest.raises(building.AlreadyDrawn):
        office.build(QUARTERS[0], told=meanwhile)
    assert office.view(QUARTERS[0]).tables["london_total"].cells[("London",)] == 1020
    assert not office.trail


def test_what_changed_while_it_was_counted_is_not_drawn(office, db, keys):
    def meanwhile(tenths):
        if tenths == 0:
            insight.simulate(db, keys, POOL, insight.London(many=1, seed=7), QUARTERS[0])

    office.fill(quarters=QUARTERS[:1])
    with pytest.raises(building.RecordsMoved):
        office.build(QUARTERS[0], told=meanwhile)
    assert db.query(Release).count() == 0


def test_a_record_that_does_not_open_stops_the_draw_and_is_said(office, db):
    office.fill(many=1, quarters=QUARTERS[:1])
    db.query(PoolRecord).first().sealed = bytes(600)
    db.commit()
    with pytest.raises(building.RecordClosed, match="right DATA_KEY"):
        office.build(QUARTERS[0])
    assert db.query(Release).count() == 0


REFUSED = (
    ("2029-Q2", datetime(2029, 6, 30, 23, 59, tzinfo=UTC), building.PeriodNotOver),
    ("2029-Q2", datetime(2029, 7, 1, 12, tzinfo=UTC), building.PeriodNotOver),
    ("2029-30", datetime(2030, 3, 31, 12, tzinfo=UTC), building.PeriodNotOver),
    ("2029-30", datetime(2030, 5, 19, 12, tzinfo=UTC), building.PeriodNotOver),
    ("2029-30", datetime(2030, 5, 20, 12, tzinfo=UTC), building.QuartersMissing),
)


def test_a_period_that_is_not_over_or_lacks_its_quarters_is_refused(office, db):
    for period, now, refusal in REFUSED:
        with pytest.raises(refusal):
            office.build(period, now=now)
    assert db.query(Release).count() == 0


def test_a_year_waits_until_each_of_its_quarters_is_published(office, db):
    for quarter in QUARTERS[:3]:
        office.publish(quarter)
    office.build(QUARTERS[3])
    office.agree(QUARTERS[3], office.people[0])
    with pytest.raises(building.QuartersMissing):
        office.build(YEAR)


def test_a_note_that_is_not_one_plain_line_is_refused(office, db):
    for note in ("x" * 501, "two\nlines", "turned \u202e round", "\x00"):
        with pytest.raises(building.BadNote):
            office.build(QUARTERS[0], note=note)
    assert db.query(Release).count() == 0


def test_what_comes_after_a_draw_counts_in_the_next_quarter(office, db, keys):
    office.build("2030-Q2", now=datetime(2030, 7, 3, tzinfo=UTC))
    assert insight._quarter(db, datetime(2030, 6, 30, tzinfo=UTC).date()) == "2030-Q3"


def test_two_different_people_publish_and_a_third_is_not_needed(office, db, keys):
    office.build(QUARTERS[0])
    lead, manager = office.people
    assert office.agree(QUARTERS[0], lead).published_at is None
    assert insight.published(db, keys) == []
    with pytest.raises(publishing.AgreedAlready):
        office.agree(QUARTERS[0], lead)
    assert office.agree(QUARTERS[0], manager).published_at == after(QUARTERS[0])
    with pytest.raises(publishing.AlreadyPublished):
        office.agree(QUARTERS[0], insight.Person(uuid4(), "lead"))
    assert [view.period for view in insight.published(db, keys)] == [QUARTERS[0]]
    assert [action for action, *_ in office.trail] == ["release drawn", "release agreed", "release published"]


def test_nobody_else_publishes(office, db):
    office.build(QUARTERS[0])
    for role in ("idva", "community", "translator", "admin", ""):
        with pytest.raises(publishing.MayNotPublish):
            office.agree(QUARTERS[0], insight.Person(uuid4(), role))
    assert db.query(ReleaseAgreed).count() == 0


def test_what_is_not_drawn_cannot_be_published_or_shown(office):
    with pytest.raises(releases.NoRelease):
        office.agree(QUARTERS[0], office.people[0])
    with pytest.raises(releases.NoRelease):
        office.view(QUARTERS[0])


CHANGES = (
    "UPDATE release SET tables = '{}'",
    "UPDATE release SET period = '2028-Q1'",
    "DELETE FROM release",
    "UPDATE release_agreed SET staff_id = release_id",
    "DELETE FROM release_agreed",
)


def test_the_database_refuses_to_change_or_delete_a_release(office, db, engine):
    office.publish(QUARTERS[0])
    db.commit()
    for change in CHANGES:
        with pytest.raises(Exception, match="stays as it was drawn"), engine.begin() as connection:
            connection.execute(text(change))
    assert office.view(QUARTERS[0]).published_at


def test_a_release_that_was_forged_into_the_database_is_refused(office, db, keys):
    office.build(QUARTERS[0])
    db.add(Release(period=QUARTERS[1], tables="{}", note="", drawn_at=after(QUARTERS[1]), mac=bytes(32)))
    db.flush()
    with pytest.raises(releases.ReleaseChanged):
        office.view(QUARTERS[1])
    with pytest.raises(releases.ReleaseChanged):
        insight.published(db, keys)
    db.rollback()


def test_a_yes_that_was_forged_into_the_database_publishes_nothing(office, db, keys):
    release_id = office.build(QUARTERS[0])
    office.agree(QUARTERS[0], office.people[0])
    db.add(ReleaseAgreed(release_id=release_id, staff_id=uuid4(), at=after(QUARTERS[0]), mac=bytes(32)))
    db.flush()
    with pytest.raises(releases.ReleaseChanged):
        insight.published(db, keys)
    db.rollback()


def test_no_true_count_and_no_number_of_records_is_kept_anywhere(office, db):
    office.fill(many=37, quarters=QUARTERS[:1])
    told = []
    office.build(QUARTERS[0], shifted, told=told.append)
    assert db.query(ReleaseWork).count() == 0
    assert told == [0]
    assert office.trail == [("release drawn", QUARTERS[0], "tables=3")]
    kept = db.query(Release).one().tables
    assert min(map(int, re.findall(r",([0-9]+)\]", kept))) >= 1000


def test_progress_is_told_in_tenths_while_it_counts(office, db, monkeypatch):
    monkeypatch.setattr(building, "BATCH", 3)
    office.fill(quarters=QUARTERS[:1])
    seen = []
    office.build(QUARTERS[0], told=lambda tenths: seen.append((tenths, insight.progress(db))))
    assert seen == [(tenths, {QUARTERS[0]: tenths}) for tenths in range(10)]
    assert insight.progress(db) == {}


def test_every_table_explains_itself(office):
    office.fill(quarters=QUARTERS[:1])
    office.build(QUARTERS[0], insight.gaussian)
    view = office.view(QUARTERS[0])
    assert set(releases.TITLES) == {*(table.name for table in PLAN), GAP.name}
    for name, table in view.tables.items():
        assert table.title
        said = " ".join(view.explained(name))
        for words in (
            QUARTERS[0],
            f"{table.sd:g}",
            "95 times in 100",
            f"under {table.least}",
            "epsilon 3.06",
        ):
            assert words in said
        assert f"{table.hidden} of {len(table.cells)} are not shown" in said
        assert table.hidden == sum(table.shown(cell) is None for cell in table.cells)
