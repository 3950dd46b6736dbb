"""The counted parts: taken in, held until enough wait, shuffled into records. The only writer of its tables.

Promise: nothing here ties a record to a person. A part waits under a random id, without a time; a pool is
opened only when ten or more wait and seven days have passed; what waited is then deleted.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from secrets import token_bytes
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.db import writing
from app.insight import recording
from app.insight.acting import Acting
from app.insight.areas import areas
from app.insight.asking import draw_asked, kept_of
from app.insight.building import AlreadyDrawn, Asked, Progress, build
from app.insight.changes import ON_RECEIPT, Author, Told, shown
from app.insight.models import QUOTE, PoolRecord, PoolState, Release, WaitingPart
from app.insight.noise import gaussian
from app.insight.published import london_latest
from app.insight.publishing import Person, agree
from app.insight.quotes import Quote, let_out, purge_quotes, quotes_shown
from app.insight.releases import ReleaseView, TableView, progress, published, release_of, releases
from app.insight.simulating import London, simulate
from app.insight.tallies import keep_tallies, purge_tallies
from app.insight.themes import MOST, Theme, themes, themes_of
from config import Keys
from safety.drawing import Draw
from safety.errors import SafetyRefusal
from safety.periods import next_quarter, quarter_of

__all__ = [
    "MOST",
    "ON_RECEIPT",
    "QUOTE",
    "Acting",
    "AlreadyDrawn",
    "Asked",
    "Author",
    "London",
    "Person",
    "Progress",
    "Quote",
    "ReleaseView",
    "TableView",
    "Theme",
    "Told",
    "agree",
    "areas",
    "build",
    "draw_asked",
    "gaussian",
    "keep_tallies",
    "kept_of",
    "let_out",
    "london_latest",
    "open_batch",
    "progress",
    "published",
    "purge_quotes",
    "purge_tallies",
    "quotes_shown",
    "receive_counted",
    "records",
    "release_of",
    "releases",
    "shown",
    "simulate",
    "themes",
    "themes_of",
    "waiting_count",
]

LEAST = 10
APART = timedelta(days=7)

OpenPart = Callable[[bytes, bytes], bytes]
"""(pool key id, what was sealed to it) -> content; raises SafetyRefusal where it does not open."""


def receive_counted(
    db: Session, keys: Keys, pool_key_id: bytes, part: bytes, now: datetime, *, keep: bool = True
) -> None:
    """Let one counted part wait. Only the day on which a pool's first part came is written down.

    One that is not to be kept is written and deleted in the same transaction: to whoever sent it, it took
    as long.
    """
    part_id = UUID(bytes=token_bytes(16), version=4)
    sealed = keys.data.seal(part, _waiting(part_id))
    with writing(db):
        if keep and db.get(PoolState, pool_key_id) is None:
            db.add(PoolState(pool_key_id=pool_key_id, opened_on=now.date()))
        db.add(WaitingPart(id=part_id, pool_key_id=pool_key_id, sealed=sealed))
        db.flush()
        if not keep:
            db.execute(delete(WaitingPart).where(WaitingPart.id == part_id))


def open_batch(db: Session, keys: Keys, open_part: OpenPart, now: datetime, draw: Draw = token_bytes) -> int:
    """Open every pool that is due, shuffled into records. Returns how many records came of it."""
    with writing(db):
        due = select(PoolState).where(PoolState.opened_on <= (now - APART).date())
        states = db.scalars(due.with_for_update().execution_options(populate_existing=True)).all()
        quarter = _quarter(db, now.date())
        return sum(_open_pool(db, keys, open_part, state, (now, quarter), draw) for state in states)


def records(db: Session, keys: Keys, pool_key_id: bytes) -> list[bytes]:
    """What a pool holds, each record as it is kept (`recording`), in the order of random ids."""
    rows = db.scalars(
        select(PoolRecord).where(PoolRecord.pool_key_id == pool_key_id).order_by(PoolRecord.id)
    ).all()
    return [keys.data.open(row.sealed, recording.place(row.id)) for row in rows]


def waiting_count(db: Session, pool_key_id: bytes) -> int:
    """How many parts wait: for the worker alone, never shown."""
    return len(db.scalars(select(WaitingPart.id).where(WaitingPart.pool_key_id == pool_key_id)).all())


def _quarter(db: Session, today: date) -> str:
    """The quarter that what is opened now counts in: today's, or the next one whose tables are not drawn."""
    quarter = quarter_of(today)
    while db.scalar(select(Release.id).where(Release.period == quarter)) is not None:
        quarter = next_quarter(quarter)
    return quarter


def _open_pool(
    db: Session, keys: Keys, open_part: OpenPart, state: PoolState, at: tuple[datetime, str], draw: Draw
) -> int:
    (now, quarter), mine = at, WaitingPart.pool_key_id == state.pool_key_id
    waiting = db.scalars(select(WaitingPart).where(mine)).all()
    if len(waiting) < LEAST:
        return 0
    contents = [_content(keys, open_part, part) for part in waiting]
    opened = [content for content in contents if content is not None]
    for content in _shuffled(opened, draw):
        row_id = UUID(bytes=draw(16), version=4)
        sealed = keys.data.seal(content, recording.place(row_id))
        db.add(PoolRecord(id=row_id, pool_key_id=state.pool_key_id, sealed=sealed, quarter=quarter))
    db.execute(
        delete(WaitingPart).where(WaitingPart.id.in_([part.id for part in waiting]))
    )  # none that came since
    state.opened_on = now.date()
    return len(opened)


def _content(keys: Keys, open_part: OpenPart, part: WaitingPart) -> bytes | None:
    """One part's record; None for one that does not open or is none, so that it cannot hold up the others."""
    try:
        content = open_part(part.pool_key_id, keys.data.open(part.sealed, _waiting(part.id)))
        return recording.record_of(content)
    except SafetyRefusal:
        return None


def _shuffled(contents: list[bytes], draw: Draw) -> list[bytes]:
    """In an order that depends on fresh randomness alone."""
    return [content for _, content in sorted((draw(16), content) for content in contents)]


def _waiting(part_id: UUID) -> bytes:
    return b"waiting part:" + part_id.bytes
