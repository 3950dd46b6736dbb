"""Building a release: frozen records in, noisy tables out, one draw a period.

Promise: a period is drawn after it is over and once; the database refuses a second draw. True counts live in
memory for the length of one build and are written nowhere, nor is the number of records. What comes late
counts in the next quarter. The only writer of drafts.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db import writing
from app.insight import recording
from app.insight.frame import frame
from app.insight.models import PoolRecord, Release, ReleaseAgreed, ReleaseWork
from app.insight.releases import PEOPLE, release_mac
from app.insight.spending import Spending, spending
from app.insight.tallies import band_counts
from config import Keys
from safety import gaps
from safety.budget import WHOLE
from safety.coverage import Counted, Key
from safety.disclosure import Noise, noised
from safety.errors import NotOpened, SafetyRefusal
from safety.gaps import GAP
from safety.periods import days_of, drawn_from, is_year, quarters_of
from safety.table_plan import Counts, Response, counted

BATCH = 500  # so few are gone before the collector looks: with ten times as many a record took a fifth longer
NOTE_MAX = 500

Progress = Callable[[int], None]
"""Told of each tenth that is counted."""
Trail = Callable[[str, str, str], None]
"""(action, subject, detail) -> an entry of the audit trail, in the transaction that is open."""


@dataclass(frozen=True)
class Asked:
    """What is to be drawn. `kept`: cases that are there still, as counts; `per_cent`: of the designed budget.

    More than the whole is never spent, nor more than what was said with this year's former tables.
    """

    period: str
    note: str = ""
    per_cent: int = WHOLE
    kept: Sequence[Counted] = field(default=())


class PeriodNotOver(SafetyRefusal):
    """Records may still come into this period."""

    code = (
        "this period is not over yet: a quarter's tables can be drawn from the second day after it, a year's "
        "when its last cases have gone, fifty days after it"
    )


class AlreadyDrawn(SafetyRefusal):
    """There are tables for this period, whether anybody has seen them or not."""

    code = (
        "the tables of this period are drawn and never drawn again: a later period's note says what was wrong"
    )


class QuartersMissing(SafetyRefusal):
    """A year stands on its four quarters."""

    code = "publish the four quarters of this year first: its figures for London are their sum"


class BadNote(SafetyRefusal):
    """The note is too long, or is not plain text in one line."""

    code = f"a note is one line of plain text, {NOTE_MAX} letters at most"


class RecordClosed(SafetyRefusal):
    """A record does not open under DATA_KEY."""

    code = "a record of this period does not open: is this the right DATA_KEY? Nothing was drawn"


class RecordsMoved(SafetyRefusal):
    """The records of the period changed while they were counted."""

    code = "the records of this period changed while they were counted: nothing was drawn; try again"


def build(
    db: Session,
    keys: Keys,
    asked: Asked,
    noise: Noise,
    trail: Trail,
    now: datetime,
    told: Progress = lambda tenths: None,
) -> UUID:
    """Count, add noise and keep the tables of a period as a draft; its id.

    Raises NotAPeriod, PeriodNotOver, AlreadyDrawn, QuartersMissing, BadNote, RecordClosed or RecordsMoved;
    then nothing is kept.
    """
    _may(db, asked, now)
    spends = spending(db, keys, asked.period, asked.per_cent)
    out_of = _many(db, asked.period)
    counts = counted(spends.tables, frame(), _responses(db, keys, asked.period, out_of, told, now))
    if spends.gap is not None:
        counts[GAP.name] = gaps.counted(_bands(db, asked))
    noisy = noised(spends.all, counts, noise)
    return _kept(db, keys, _drawn(asked, spends, noisy, now), out_of, trail)


def require_drawable(db: Session, period: str, now: datetime) -> None:
    """Raises NotAPeriod, PeriodNotOver, AlreadyDrawn or QuartersMissing, as building would."""
    if now.date() < drawn_from(period):
        raise PeriodNotOver
    if db.scalar(select(Release.id).where(Release.period == period)) is not None:
        raise AlreadyDrawn
    if is_year(period) and not all(_published(db, quarter) for quarter in quarters_of(period)):
        raise QuartersMissing


def require_plain(note: str) -> None:
    """Raises BadNote."""
    if len(note) > NOTE_MAX or not note.isprintable():
        raise BadNote


def _may(db: Session, asked: Asked, now: datetime) -> None:
    require_plain(asked.note)
    require_drawable(db, asked.period, now)


def _bands(db: Session, asked: Asked) -> Counter[tuple[str, Key]]:
    """Groups' counts of a year: of cases that went, and of any that is still there."""
    first, last = days_of(asked.period)
    found = band_counts(db, first, last)
    for one in asked.kept:
        if first <= one.quarter.first <= last:
            found.update(one.bands)
    return found


def _published(db: Session, quarter: str) -> bool:
    yes = (
        select(func.count()).select_from(ReleaseAgreed).join(Release, Release.id == ReleaseAgreed.release_id)
    )
    return (db.scalar(yes.where(Release.period == quarter)) or 0) >= PEOPLE


def _many(db: Session, period: str) -> int:
    """How many records there are: to notice that one moved, and to tell how far the counting is."""
    mine = PoolRecord.quarter.in_(quarters_of(period))
    return db.scalar(select(func.count()).select_from(PoolRecord).where(mine)) or 0


def _responses(
    db: Session, keys: Keys, period: str, out_of: int, told: Progress, now: datetime
) -> Iterator[Response]:
    """The period's records, opened one after another, a bounded number in memory."""
    tenths, done = -1, 0
    for quarter in quarters_of(period):
        for page in _pages(db, quarter):
            if (reached := 10 * done // max(1, out_of)) > tenths:
                tenths = reached
                _note_progress(db, period, tenths, now)
                told(tenths)
            for record_id, sealed in page:
                yield _opened(keys, record_id, sealed)
            done += len(page)


def _opened(keys: Keys, record_id: UUID, sealed: bytes) -> Response:
    try:
        return recording.read(keys.data.open(sealed, recording.place(record_id)))
    except NotOpened as fault:
        raise RecordClosed from fault


def _pages(db: Session, quarter: str) -> Iterator[Sequence[tuple[UUID, bytes]]]:
    query = select(PoolRecord.id, PoolRecord.sealed).where(PoolRecord.quarter == quarter)
    query = query.order_by(PoolRecord.id).limit(BATCH)
    page = [(row.id, row.sealed) for row in db.execute(query)]
    while page:
        yield page
        page = [(row.id, row.sealed) for row in db.execute(query.where(PoolRecord.id > page[-1][0]))]


def _note_progress(db: Session, period: str, tenths: int, now: datetime) -> None:
    with writing(db):
        db.merge(ReleaseWork(period=period, tenths=tenths, began_at=now))


def _drawn(asked: Asked, spends: Spending, noisy: Counts, now: datetime) -> Release:
    said = {
        "tables": {
            table.name: {"sd": table.sd, "cells": [[*cell, n] for cell, n in noisy[table.name].items()]}
            for table in spends.all
        },
        **spends.told,
    }
    words = json.dumps(said, separators=(",", ":"))
    return Release(id=uuid4(), period=asked.period, tables=words, note=asked.note, drawn_at=now)


def _kept(db: Session, keys: Keys, row: Release, out_of: int, trail: Trail) -> UUID:
    row.mac = release_mac(keys, row)
    try:
        with writing(db):
            if _many(db, row.period) != out_of:
                raise RecordsMoved
            db.add(row)
            db.execute(delete(ReleaseWork).where(ReleaseWork.period == row.period))
            trail("release drawn", row.period, f"tables={len(json.loads(row.tables)['tables'])}")
    except IntegrityError as fault:
        raise AlreadyDrawn from fault
    return row.id
