"""Counted parts: they wait together, come out shuffled, and leave nothing that ties one to anything."""

import json
from datetime import UTC, datetime, timedelta
from secrets import token_bytes

import pytest

from app.insight import recording
from app.insight import service as insight
from app.insight.frame import BANDS
from app.insight.models import PoolRecord, PoolState, WaitingPart
from app.scrubbing import scrub
from safety.drawing import stream
from safety.errors import NotOpened

POOL = b"p" * 16
OTHER = b"q" * 16


def opener(pool, part):
    """Opens what was sealed by putting the pool's name before it."""
    if not part.startswith(pool):
        raise NotOpened
    return part.removeprefix(pool)


def part(number):
    """One of twelve people, each with an age and a disability of their own."""
    bands = {"age": BANDS["age"][number % 6], "disabled": BANDS["disabled"][number // 6]}
    said = {"v": 1, "themes_chips": {"not": ["police"]}, "bands": bands, "area": "E09000012", "english": True}
    return json.dumps(said).encode()


def wait(db, keys, now, count, pool=POOL):
    for number in range(count):
        insight.receive_counted(db, keys, pool, pool + part(number), now)


def kept(count):
    return sorted(recording.record_of(part(number)) for number in range(count))


def test_fewer_than_ten_wait_however_long(db, keys, now):
    wait(db, keys, now, 9)
    assert insight.open_batch(db, keys, opener, now + timedelta(days=90)) == 0
    assert insight.waiting_count(db, POOL) == 9


def test_more_than_ten_wait_for_seven_days(db, keys, now):
    wait(db, keys, now, 12)
    assert insight.open_batch(db, keys, opener, now + timedelta(days=6)) == 0
    assert insight.open_batch(db, keys, opener, now + timedelta(days=7)) == 12
    assert insight.waiting_count(db, POOL) == 0
    assert sorted(insight.records(db, keys, POOL)) == kept(12)


def test_the_next_batch_waits_seven_days_from_the_last(db, keys, now):
    wait(db, keys, now, 10)
    insight.open_batch(db, keys, opener, now + timedelta(days=7))
    wait(db, keys, now, 10)
    assert insight.open_batch(db, keys, opener, now + timedelta(days=13)) == 0
    assert insight.open_batch(db, keys, opener, now + timedelta(days=14)) == 10
    assert len(insight.records(db, keys, POOL)) == 20


def test_pools_do_not_wait_for_each_other_nor_fill_each_other(db, keys, now):
    wait(db, keys, now, 10)
    wait(db, keys, now, 9, OTHER)
    assert insight.open_batch(db, keys, opener, now + timedelta(days=7)) == 10
    assert insight.waiting_count(db, OTHER) == 9


def test_records_come_in_an_order_that_only_chance_knows(db, keys, now):
    wait(db, keys, now, 12)
    insight.open_batch(db, keys, opener, now + timedelta(days=7), stream(b"a secret", b"shuffle"))
    came = insight.records(db, keys, POOL)
    assert came not in (sorted(came), [recording.record_of(part(number)) for number in range(12)])
    assert {row.id.version for row in db.query(PoolRecord)} == {4}


def test_a_part_that_does_not_open_holds_up_nobody(db, keys, now):
    wait(db, keys, now, 10)
    insight.receive_counted(db, keys, POOL, token_bytes(40), now)
    assert insight.open_batch(db, keys, opener, now + timedelta(days=7)) == 10
    assert insight.waiting_count(db, POOL) == 0


JUNK = (b"", b"[]", b"7", b"{}", b'{"area": "E09000012"}', b"[" * 9999, b"\xff", b"null")


def test_a_part_that_is_no_counted_part_makes_no_record(db, keys, now):
    wait(db, keys, now, 10)
    for junk in JUNK:
        insight.receive_counted(db, keys, POOL, POOL + junk, now)
    assert insight.open_batch(db, keys, opener, now + timedelta(days=7)) == 10
    assert sorted(insight.records(db, keys, POOL)) == kept(10)


def test_a_batch_counts_in_the_quarter_in_which_it_is_opened(db, keys, now):
    wait(db, keys, now, 9)
    wait(db, keys, datetime(2030, 6, 30, 23, tzinfo=UTC), 1)
    assert insight.open_batch(db, keys, opener, datetime(2030, 7, 1, 1, tzinfo=UTC)) == 10
    assert {row.quarter for row in db.query(PoolRecord)} == {"2030-Q3"}


def test_what_waits_and_what_is_kept_has_no_time_no_link_and_nothing_in_clear(db, keys, now):
    wait(db, keys, now, 10)
    assert set(WaitingPart.__table__.columns.keys()) == {"id", "pool_key_id", "sealed"}
    assert not [row for row in db.query(WaitingPart) if b"E09" in row.sealed]
    insight.open_batch(db, keys, opener, now + timedelta(days=7))
    assert set(PoolRecord.__table__.columns.keys()) == {"id", "pool_key_id", "sealed", "quarter"}
    assert not [row for row in db.query(PoolRecord) if b"E09" in row.sealed]
    assert len({len(row.sealed) for row in db.query(PoolRecord)}) == 1
    assert [type(state.opened_on).__name__ for state in db.query(PoolState)] == ["date"]


def test_parts_lie_in_the_order_of_their_random_ids_on_sqlite(engine, db, keys, now):
    wait(db, keys, now, 10)
    db.commit()
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection, pytest.raises(Exception, match="rowid"):
            connection.exec_driver_sql("SELECT rowid FROM waiting_part")


def test_after_a_batch_nothing_of_the_parts_stays_in_the_log_of_changes(engine, db, keys, now, tmp_path):
    wait(db, keys, now, 10)
    sealed = [row.sealed for row in db.query(WaitingPart)]
    insight.open_batch(db, keys, opener, now + timedelta(days=7))
    db.close()
    scrub(engine)
    if engine.dialect.name == "sqlite":
        files = b"".join(path.read_bytes() for path in tmp_path.glob("test.db*"))
        assert not [blob for blob in sealed if blob in files]
        assert (tmp_path / "test.db-wal").stat().st_size == 0


def test_a_batch_that_fails_half_way_leaves_everything_waiting(db, keys, now):
    wait(db, keys, now, 10)
    opened = []

    def failing(pool, part):
        opened.append(part)
        if len(opened) == 5:
            raise RuntimeError
        return opener(pool, part)

    with pytest.raises(RuntimeError):
        insight.open_batch(db, keys, failing, now + timedelta(days=7))
    assert insight.waiting_count(db, POOL) == 10
    assert insight.records(db, keys, POOL) == []
