from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.desk import service as desk
from app.duties import (
    DUTIES,
    count_parts,
    end_unused_links,
    forget_kept,
    purge_cases,
    purge_trail,
    turn_epoch,
)
from app.entry import service as entry
from app.insight import service as insight
from app.purging import RETENTION
from app.voice import keeping
from safety import sealing
from safety.retention import AUDIT_DAYS, KEPT_MINUTES
from safety.sealing import Header, Kind
from tests.app.desk.team import make_team
from tests.migrations.rows import counts

DAYS_TO_THE_MEETING = 10
NUMBERS = {"audit_entry", "tally", "band_tally", "deletion"}  # what stays of a case that went


@pytest.fixture
def team(db, keys, now):
    return make_team(db, keys, now)


def _rows(db):
    found = counts(db.connection())
    db.rollback()
    return {table: count for table, count in found.items() if table not in NUMBERS}


def _after(clock, days):
    return clock() + timedelta(days=DAYS_TO_THE_MEETING + days)


def test_every_duty_can_be_done_on_an_empty_database_twice(db, keys, now):
    for duty in DUTIES.values():
        assert duty.do(db, keys, now) == 0
        assert duty.do(db, keys, now) == 0


def test_a_case_past_its_time_goes_whole_and_only_a_number_stays(db, keys, clock, team):
    before = _rows(db)
    case_id, link = team.open()
    team.send(link)
    desk.open_views(db, keys, case_id, team.reader(), clock())
    assert _rows(db) != before
    assert purge_cases(db, keys, _after(clock, 30)) == 1
    assert _rows(db) == before
    assert [line.detail for line in accounts.entries(db, RETENTION)] == ["cases=1 links=1 sends=1"]
    assert purge_cases(db, keys, _after(clock, 30)) == 0


def test_a_link_over_which_nothing_came_ends_after_its_meeting_and_its_case_stays(db, keys, clock, team):
    _, unused = team.open()
    _, used = team.open()
    team.send(used)
    assert end_unused_links(db, keys, _after(clock, 0)) == 0
    assert end_unused_links(db, keys, _after(clock, 5)) == 1
    assert not entry.by_id(db, unused.link_id).open_at(_after(clock, 5))
    assert entry.by_id(db, used.link_id).open_at(_after(clock, 5))
    assert end_unused_links(db, keys, _after(clock, 5)) == 0


def test_pages_that_changed_take_effect_within_a_day(db, keys, clock, team):
    _, link = team.open()
    entry.settle_code(db, link.link_id)
    entry.replace_facts(db, keys, link.link_id, entry.facts_of(keys, entry.by_id(db, link.link_id)))
    assert turn_epoch(db, keys, clock()) == 1
    assert turn_epoch(db, keys, clock()) == 0
    assert {duty.do for duty in DUTIES.values()} >= {turn_epoch, end_unused_links}


def test_words_of_a_failed_send_are_forgotten_within_minutes(db, keys, clock):
    before = _rows(db)
    keeping.keep(db, keys, b"words of a failed send", clock())
    forget_kept(db, keys, clock.move(timedelta(minutes=9)))
    assert _rows(db) != before
    forget_kept(db, keys, clock.move(timedelta(minutes=1)))
    assert _rows(db) == before
    assert DUTIES["kept words forgotten"].every <= timedelta(minutes=KEPT_MINUTES)


def test_a_case_within_its_time_stays_as_it_is(db, keys, clock, team):
    _, link = team.open()
    team.send(link)
    before = _rows(db)
    assert purge_cases(db, keys, _after(clock, 27)) == 0
    assert _rows(db) == before


def test_old_events_go_and_the_trail_still_holds_and_says_how_many_went(db, keys, clock):
    accounts.append(db, keys, None, "signed in", "somebody", clock())
    clock.move(timedelta(days=AUDIT_DAYS + 1))
    accounts.append(db, keys, None, "signed in", "somebody", clock())
    assert purge_trail(db, keys, clock()) == 1
    assert accounts.audit.verify(db, keys).holds
    assert [line.detail for line in accounts.entries(db, RETENTION)] == ["audit=1"]
    assert len(accounts.entries(db, "somebody")) == 1


COUNTED = b'{"v":1,"themes_chips":{"not":["police"]},"bands":{},"area":"E09000012","english":true}'
RECORD = (
    b'{"area":"E09000012","sent":true,"themes":["T19"],"answers":{},"bands":{},"better":[],"english":true}'
)


def count_one(db, keys, team, now, words):
    pool = accounts.pool_recipient(db, keys, team.service_id)
    header = Header(uuid4().bytes, uuid4().bytes, 0, Kind.COUNTED)
    insight.receive_counted(db, keys, pool.key_id, sealing.seal(header, words, [pool]), now)
    return pool.key_id


def test_counted_parts_wait_for_ten_and_for_a_week(db, keys, clock, team):
    for _ in range(9):
        pool = count_one(db, keys, team, clock(), COUNTED)
    assert count_parts(db, keys, clock() + timedelta(days=8)) == 0
    count_one(db, keys, team, clock(), COUNTED)
    assert count_parts(db, keys, clock() + timedelta(days=6)) == 0
    assert count_parts(db, keys, clock() + timedelta(days=8)) == 10
    assert insight.waiting_count(db, pool) == 0
    assert {record.rstrip() for record in insight.records(db, keys, pool)} == {RECORD}


def test_a_part_sealed_to_a_key_that_is_not_ours_holds_up_no_other(db, keys, clock, team):
    for _ in range(10):
        pool = count_one(db, keys, team, clock(), COUNTED)
    insight.receive_counted(db, keys, pool, b"not an envelope", clock())
    assert count_parts(db, keys, clock() + timedelta(days=8)) == 10


def test_a_part_that_comes_while_a_batch_is_opened_waits_for_the_next(db, engine, keys, clock, team):
    """A phone's part is committed by another process between the look and the end of the batch."""
    for _ in range(10):
        pool = count_one(db, keys, team, clock(), COUNTED)
    came = []

    def opened(key_id, part):
        if not came and engine.dialect.name == "postgresql":  # SQLite lets nobody write meanwhile
            with Session(engine) as phone:
                came.append(count_one(phone, keys, team, clock(), COUNTED))
        return COUNTED

    assert insight.open_batch(db, keys, opened, clock() + timedelta(days=8)) == 10
    assert insight.waiting_count(db, pool) == len(came)
