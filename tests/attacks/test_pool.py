"""What a database still shows of counted parts after a batch: read from its files, as a thief would.

docs/pool.md says the same in words.
"""

import json
from datetime import timedelta

import pytest
from sqlalchemy import text

from app.insight import recording
from app.insight import service as insight
from app.insight.frame import BANDS
from app.insight.models import PoolRecord, WaitingPart
from app.scrubbing import scrub

POOL = b"p" * 16
MANY = 12


def _part(number):
    bands = {"age": BANDS["age"][number % 6], "disabled": BANDS["disabled"][number // 6]}
    said = {"v": 1, "themes_chips": {"not": ["police"]}, "bands": bands, "area": "E09000012", "english": True}
    return json.dumps(said).encode()


def _files(engine, folder):
    """Every byte of the two tables as they lie on the disk: SQLite's whole files, PostgreSQL's heaps."""
    if engine.dialect.name == "sqlite":
        return b"".join(path.read_bytes() for path in folder.glob("test.db*"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        ask = text("SELECT pg_read_binary_file(pg_relation_filepath(:name))")
        return b"".join(
            bytes(connection.execute(ask, {"name": name}).scalar_one())
            for name in ("waiting_part", "pool_record", "ix_waiting_part_pool_key_id")
        )


@pytest.fixture
def batch(engine, db, keys, now, tmp_path):
    """A batch that waited, was opened and scrubbed: what had been there, and what the files hold now."""
    for number in range(MANY):
        insight.receive_counted(db, keys, POOL, _part(number), now)
    waited = [(row.id, row.sealed) for row in db.query(WaitingPart)]
    db.commit()
    assert all(sealed in _files(engine, tmp_path) for _, sealed in waited)
    made = insight.open_batch(db, keys, lambda pool, part: part, now + timedelta(days=7))
    assert made == MANY
    db.close()
    scrub(engine)
    return waited, _files(engine, tmp_path)


def test_nothing_of_a_waiting_part_stays_in_the_tables_files(batch):
    waited, files = batch
    for part_id, sealed in waited:
        assert sealed not in files
        assert sealed[17:49] not in files
        assert part_id.bytes not in files
        assert part_id.hex.encode() not in files


def test_records_lie_in_an_order_that_tells_nothing_of_who_came_first(batch, engine, db, keys):
    arrived = [recording.record_of(_part(number)) for number in range(MANY)]
    place = "ctid" if engine.dialect.name == "postgresql" else "id"
    lying = db.execute(text(f"SELECT id FROM pool_record ORDER BY {place}")).scalars().all()
    by_id = dict(zip((row.id.hex for row in db.query(PoolRecord).order_by(PoolRecord.id)),
                     insight.records(db, keys, POOL), strict=True))  # fmt: skip
    contents = [by_id[str(each).replace("-", "")] for each in lying]
    assert sorted(contents) == sorted(arrived)
    assert contents not in (arrived, sorted(contents))


def test_on_postgresql_a_batch_is_known_as_one_batch_and_no_more(batch, engine, db):
    if engine.dialect.name == "postgresql":
        stamps = db.execute(text("SELECT xmin::text FROM pool_record")).scalars().all()
        assert len(stamps) == MANY
        assert len(set(stamps)) == 1
