"""Which code was used over a link, and when: one sealed row a link, whichever code it was.

Promise: without DATA_KEY neither the rows, nor how many there are, nor how one changes tells whether the
second code was ever used; both codes cause the same work.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from app.voice.models import Signal
from config import Keys

_NEVER = b"\0" * 8
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
KEPT = select(Signal.sealed).where(Signal.link_id == bindparam("link"))
_FIRST = insert(Signal)
_ANEW = update(Signal).where(Signal.link_id == bindparam("link")).values(sealed=bindparam("anew"))


def note(
    connection: Connection, keys: Keys, link_id: UUID, kept: bytes | None, *, duress: bool, now: datetime
) -> None:
    """Keep that this code was used now, inside the caller's transaction, which holds the link.

    `kept` is what the caller read there of earlier uses.
    """
    last = _opened(keys, link_id, kept) if kept else [_NEVER, _NEVER]
    last[duress] = max(last[duress], _written(now))
    sealed = keys.data.seal(b"".join(last), _context(link_id))
    if kept is None:
        connection.execute(_FIRST, {"link_id": link_id, "sealed": sealed})
    else:
        connection.execute(_ANEW, {"link": link_id, "anew": sealed})


def second_code(db: Session, keys: Keys, link_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """When the second code was last used, by link; only links where it was."""
    rows = db.execute(select(Signal.link_id, Signal.sealed).where(Signal.link_id.in_(list(link_ids))))
    last = {row.link_id: _opened(keys, row.link_id, row.sealed)[True] for row in rows}
    return {link_id: _read(moment) for link_id, moment in last.items() if moment != _NEVER}


def purge(db: Session, link_ids: Iterable[UUID]) -> None:
    """Delete what is known of these links, inside the caller's transaction."""
    db.execute(delete(Signal).where(Signal.link_id.in_(list(link_ids))))


def _opened(keys: Keys, link_id: UUID, sealed: bytes) -> list[bytes]:
    """The last use of the first code, and of the second."""
    both = keys.data.open(sealed, _context(link_id))
    return [both[:8], both[8:]]


def _written(moment: datetime) -> bytes:
    return ((moment - _EPOCH) // _TICK).to_bytes(8, "big")


def _read(moment: bytes) -> datetime:
    return _EPOCH + int.from_bytes(moment, "big") * _TICK


def _context(link_id: UUID) -> bytes:
    return b"signal:" + link_id.bytes
