"""Which code was used over a link, and when: one sealed row a link, whichever code it was.

Promise: without DATA_KEY neither the rows, nor how many there are, nor how one changes tells whether the
second code was ever used; both codes cause the same work.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.voice.models import Signal
from config import Keys

_NEVER = b"\0" * 8
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


def note(db: Session, keys: Keys, link_id: UUID, *, duress: bool, now: datetime) -> None:
    """Keep that this code was used now, inside the caller's transaction, which holds the link."""
    row = db.get(Signal, link_id, populate_existing=True)
    last = _opened(keys, row) if row else [_NEVER, _NEVER]
    last[duress] = max(last[duress], _written(now))
    sealed = keys.data.seal(b"".join(last), _context(link_id))
    if row is None:
        db.add(Signal(link_id=link_id, sealed=sealed))
    else:
        row.sealed = sealed
    db.flush()


def second_code(db: Session, keys: Keys, link_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """When the second code was last used, by link; only links where it was."""
    rows = db.scalars(select(Signal).where(Signal.link_id.in_(list(link_ids))))
    last = {row.link_id: _opened(keys, row)[True] for row in rows}
    return {link_id: _read(moment) for link_id, moment in last.items() if moment != _NEVER}


def purge(db: Session, link_ids: Iterable[UUID]) -> None:
    """Delete what is known of these links, inside the caller's transaction."""
    db.execute(delete(Signal).where(Signal.link_id.in_(list(link_ids))))


def _opened(keys: Keys, row: Signal) -> list[bytes]:
    """The last use of the first code, and of the second."""
    both = keys.data.open(row.sealed, _context(row.link_id))
    return [both[:8], both[8:]]


def _written(moment: datetime) -> bytes:
    return ((moment - _EPOCH) // _TICK).to_bytes(8, "big")


def _read(moment: bytes) -> datetime:
    return _EPOCH + int.from_bytes(moment, "big") * _TICK


def _context(link_id: UUID) -> bytes:
    return b"signal:" + link_id.bytes
