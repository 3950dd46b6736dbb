"""Figures for managers: what they could betray, exactly; whether they are of use; how long they take."""

import json
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from secrets import token_bytes
from uuid import uuid4

from sqlalchemy import create_engine, insert
from sqlalchemy.orm import Session

from app import schema
from app.db import set_up_engine
from app.engine import ENGINE_OPTIONS
from app.insight import recording
from app.insight import service as insight
from app.insight.models import PoolRecord
from app.insight.simulating import London, parts
from config import Keys
from safety.at_rest import DataKeys
from safety.table_plan import Span
from tests.attacks.releases.code import REAL
from tests.attacks.releases.judging import FACT, MEMBER, fact, member, theme_for_theme
from tests.attacks.releases.useful import answers, themes
from tests.bench.rows import Row

SIZES, ALL_SIZES = (10_000, 100_000), (10_000, 100_000, 1_000_000)
LINEAR = 1.2  # what ten times the records may take, over ten times the time: two noisy cores
SEEDS, DIFFERENT, BATCH = 40, 2_000, 10_000
QUARTER, AFTER = "2030-Q1", datetime(2030, 4, 3, 12, tzinfo=UTC)
POOL = bytes(16)


def releases(*, full: bool) -> Iterator[Row]:
    """Every row about releases; a million records where there is time."""
    yield Row(
        "attack_fact",
        round(fact(REAL), 4),
        "advantage",
        FACT,
        {"beside two facts": round(theme_for_theme(REAL), 4)},
    )
    yield Row("attack_member", round(member(REAL), 4), "advantage", MEMBER)
    yield from _useful()
    yield from _built(ALL_SIZES if full else SIZES)


def _useful() -> Iterator[Row]:
    found, years = themes(Span.QUARTER, range(SEEDS)), themes(Span.YEAR, range(SEEDS // 4))
    given = {"seeds": SEEDS, "truly under ten": round(found.small, 4), "in their range": round(found.held, 3)}
    year = {"sub-region-year": round(years.shown, 2)}
    yield Row("release_useful", round(found.shown, 3), "share shown", 0.75, given | year)
    told = {"answers, London, points": round(answers(Span.QUARTER, range(SEEDS))[0], 1)}
    told["answers, command area, points"] = round(answers(Span.YEAR, range(SEEDS // 4))[0], 1)
    told["London, where 60 % answer"] = round(answers(Span.QUARTER, range(SEEDS), 0.6)[0], 1)
    told["sub-region-year"] = round(years.error, 1)
    yield Row("release_useful", round(found.error, 1), "mean error", 7, told)
    yield Row("release_useful", round(found.top, 3), "top five right", 0.90)


def _built(sizes: tuple[int, ...]) -> Iterator[Row]:
    """Building one quarter on SQLite, as shipped; no size may take over ten times what a tenth of it took."""
    before = None
    insight.gaussian([0], 8)  # loading the library of draws is no part of it
    for size in sizes:
        taken = _seconds(size)
        owed = None if before is None else round(10 * before * LINEAR, 2)
        given = {"records": size, "µs a record": round(1e6 * taken / size, 1)}
        yield Row("release_build_s", round(taken, 2), "s", owed, given)
        before = taken


def _seconds(size: int) -> float:
    keys = Keys(DataKeys(1, token_bytes(32)), token_bytes(32), token_bytes(32))
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'beforehand.db'}"
        schema.upgrade(url)
        engine = create_engine(url, **ENGINE_OPTIONS)
        set_up_engine(engine)
        with Session(engine, expire_on_commit=False) as db:
            _fill(db, keys, size)
            begun = time.perf_counter()
            insight.build(db, keys, insight.Asked(QUARTER), insight.gaussian, lambda *said: None, AFTER)
            taken = time.perf_counter() - begun
        engine.dispose()
    return taken


def _fill(db: Session, keys: Keys, size: int) -> None:
    different = islice(parts(London(many=DIFFERENT), QUARTER), DIFFERENT)
    records = cycle([recording.record_of(json.dumps(part).encode()) for part in different])
    connection = db.connection()
    for start in range(0, size, BATCH):
        rows = [_row(keys, record) for record in islice(records, min(BATCH, size - start))]
        connection.execute(insert(PoolRecord), rows)
    db.commit()


def _row(keys: Keys, record: bytes) -> dict[str, object]:
    record_id = uuid4()
    sealed = keys.data.seal(record, recording.place(record_id))
    return {"id": record_id, "pool_key_id": POOL, "quarter": QUARTER, "sealed": sealed}
