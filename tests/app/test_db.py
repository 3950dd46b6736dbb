from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import bindparam, column, event, func, select, text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError
from sqlalchemy.orm import Session

from app.db import writing
from app.web.health import Beat

MOMENT = datetime(2030, 6, 3, 12, 0, tzinfo=UTC)
WRITERS, WRITES = 8, 12


def _beat(name="worker", at=MOMENT):
    return Beat(name=name, at=at)


def _names(engine):
    with Session(engine) as other:
        return set(other.scalars(select(Beat.name)))


def test_what_is_written_is_there_for_others(db, engine):
    with writing(db):
        db.add(_beat())
    assert _names(engine) == {"worker"}


def test_a_failure_leaves_nothing_behind(db, engine):
    with pytest.raises(ZeroDivisionError), writing(db):
        db.add(_beat())
        db.flush()
        raise ZeroDivisionError
    assert _names(engine) == set()
    assert not db.in_transaction()


def test_an_inner_transaction_joins_the_outer_one(db, engine):
    with pytest.raises(ZeroDivisionError), writing(db):
        with writing(db):
            db.add(_beat())
        assert _names(engine) == set()
        raise ZeroDivisionError
    assert _names(engine) == set()


def test_changes_made_outside_a_transaction_are_refused(db, engine):
    db.add(_beat())
    with pytest.raises(AssertionError), writing(db):
        pass
    db.rollback()
    assert _names(engine) == set()


def test_writing_after_reading_does_not_fail_on_the_lock(db, engine):
    assert db.scalars(select(Beat)).all() == []
    with Session(engine) as other, writing(other):
        other.add(_beat("other"))
    with writing(db):
        db.add(_beat())
    assert _names(engine) == {"worker", "other"}


def test_readers_do_not_wait_for_a_writer(db, engine):
    with writing(db):
        db.add(_beat())
        db.flush()
        assert _names(engine) == set()


def test_moments_come_back_aware_and_in_utc(db):
    with writing(db):
        db.add(_beat(at=MOMENT.astimezone(timezone(timedelta(hours=5, minutes=30)))))
    db.expire_all()
    seen = db.get_one(Beat, "worker").at
    assert seen == MOMENT
    assert seen.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(db):
    with pytest.raises(StatementError), writing(db):
        db.add(_beat(at=MOMENT.replace(tzinfo=None)))


def test_a_failed_statement_names_no_values(db):
    with writing(db):
        db.add(_beat("canary-name"))
    with pytest.raises(IntegrityError) as fault, writing(db):
        db.execute(Beat.__table__.insert().values(name="canary-name", at=MOMENT))
    assert "[SQL parameters hidden" in str(fault.value)


def test_sqlite_keeps_the_house_rules(db, engine):
    if engine.dialect.name == "postgresql":
        assert db.scalar(text("SHOW transaction_isolation")) == "read committed"
        return
    rules = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "temp_store": 2}
    rules["mmap_size"] = 256 << 20
    assert {rule: db.scalar(text(f"PRAGMA {rule}")) for rule in rules} == rules


def test_postgresql_finds_a_caseload_by_its_keys_however_many_rows_lie_beside_it(db, engine):
    if engine.dialect.name == "sqlite":
        return
    for told in (
        "CREATE TEMP TABLE beside AS SELECT gen_random_uuid() AS id, now() AS at, gen_random_uuid() AS other"
        " FROM generate_series(1, 60000)",
        "CREATE INDEX by_id ON beside (id)",
        "ANALYZE beside",
    ):
        db.execute(text(told))
    keys = select(column("id")).select_from(text("beside")).limit(500)
    looked_up = text("EXPLAIN SELECT id, other FROM beside WHERE id IN :keys").bindparams(
        bindparam("keys", list(db.scalars(keys)), expanding=True)
    )
    plan = "\n".join(db.scalars(looked_up))
    assert "by_id" in plan and "Seq Scan" not in plan


def test_a_second_writer_is_told_so_in_bounded_time(db, engine):
    if engine.dialect.name == "postgresql":
        return
    with writing(db), Session(engine) as other:
        db.add(_beat())
        other.connection().exec_driver_sql("PRAGMA busy_timeout=10")
        with pytest.raises(OperationalError, match="locked"):
            other.execute(Beat.__table__.insert().values(name="other", at=MOMENT))


def test_writers_of_one_process_wait_for_each_other_and_not_in_sqlites_queue(engine):
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=0"))

    def write(number: int) -> None:
        with Session(engine) as own:
            for at in range(WRITES):
                with writing(own):
                    own.add(_beat(f"{number}.{at}"))

    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(write, range(WRITERS)))
    with Session(engine) as reader:
        assert reader.scalar(select(func.count()).select_from(Beat)) == WRITERS * WRITES
