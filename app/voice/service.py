"""What comes over a link: taken in, kept, counted, deleted. The only writer of its tables.

Promise: nothing that was acknowledged is lost, nothing replaces anything, and a send that comes again
is acknowledged again in the same bytes. What is kept stays sealed to its recipients.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import case, delete, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.functions import Function

from app.db import writing
from app.entry import service as entry
from app.entry.service import Link
from app.insight import service as insight
from app.voice import keeping
from app.voice.models import Counted, Send, Signal
from config import Keys
from safety.sealing import Envelope, Kind, Malformed

MANY = 50
SIGNAL_BYTES = 64


@dataclass(frozen=True)
class StoredSend:
    """One send as the desk gets it: still sealed to its recipients."""

    id: UUID
    link_id: UUID
    submission_id: UUID
    sequence: int
    kind: Kind
    version: int
    envelope: bytes
    duress: bool
    urgent: bool
    wants_call: bool
    received_at: datetime
    late: bool
    apart: bool


@dataclass(frozen=True)
class Arrived:
    """What has arrived over one link, without its content. What came under the second code is not counted."""

    count: int
    last_at: datetime | None
    urgent: bool = False
    wants_call: bool = False
    apart: bool = False
    held_at: datetime | None = None

    @property
    def duress_held(self) -> bool:
        """Whether the second code was used."""
        return self.held_at is not None


def store(
    db: Session, keys: Keys, link: Link, envelope: Envelope, blob: bytes, *, duress: bool, now: datetime
) -> None:
    """Keep one envelope for good. The same bytes again change nothing; other bytes are a further version.

    Raises Malformed where the envelope is another link's.
    """
    header = envelope.header
    if header.link_id != link.id.bytes or header.kind == Kind.COUNTED:
        raise Malformed
    digest = hashlib.sha256(blob).digest()
    with writing(db):
        entry.hold(db, link.id)
        earlier = _same_place(db, link.id, envelope)
        if digest in earlier:
            return
        send_id = uuid4()
        db.add(
            Send(
                id=send_id,
                link_id=link.id,
                submission_id=UUID(bytes=header.submission_id),
                sequence=header.sequence,
                kind=int(header.kind),
                sha256=digest,
                version=len(earlier) + 1,
                sealed_envelope=keys.data.seal(blob, _send_context(send_id)),
                duress=duress,
                urgent=header.urgent,
                wants_call=header.wants_call,
                received_at=now,
                late=not link.open_at(now),
                apart=entry.is_case(link) and _count(db, link.id) >= MANY,
            )
        )


def count_in(
    db: Session, keys: Keys, link: Link, envelope: Envelope, blob: bytes, *, duress: bool, now: datetime
) -> None:
    """Hand a counted part to the link's own pool: once a link, and only from the live form."""
    pool = entry.facts_of(keys, link).pool
    if envelope.header.link_id != link.id.bytes or pool is None or envelope.key_ids() != (pool.key_id,):
        raise Malformed
    with writing(db):
        entry.hold(db, link.id)
        if duress or db.get(Counted, link.id) is not None:
            return
        db.add(Counted(link_id=link.id))
        insight.receive_counted(db, keys, pool.key_id, blob, now)


def note_opening(db: Session, keys: Keys, link: Link, *, duress: bool, now: datetime) -> None:
    """Keep that the second code opened the page. The first does the same work and leaves nothing."""
    signal_id = uuid4()
    said = (b"opened" + bytes([duress])).ljust(SIGNAL_BYTES, b"\0")
    sealed = keys.data.seal(said, b"signal:" + signal_id.bytes)
    signal = Signal(id=signal_id, link_id=link.id, sealed=sealed, received_at=now)
    with writing(db):
        db.add(signal)
        db.flush()
        if not duress:
            db.delete(signal)


def sends_of(db: Session, keys: Keys, link_id: UUID) -> list[StoredSend]:
    """All that was sent over a link, oldest first; each still sealed to its recipients."""
    rows = db.scalars(select(Send).where(Send.link_id == link_id).order_by(Send.received_at, Send.id)).all()
    return [_stored(keys, row) for row in rows]


def latest(db: Session, link_ids: Iterable[UUID]) -> dict[UUID, Arrived]:
    """Per link, what has arrived under the live code and when the second was used; only links with either."""
    ids = list(link_ids)
    flags = (_most(Send.urgent), _most(Send.wants_call), _most(Send.apart))
    rows = db.execute(
        select(Send.link_id, func.count(), func.max(Send.received_at), *flags)
        .where(Send.link_id.in_(ids), Send.duress.is_(False))
        .group_by(Send.link_id)
    ).all()
    held = _second_code(db, ids)
    came = {
        row[0]: Arrived(row[1], row[2], bool(row[3]), bool(row[4]), bool(row[5]), held.get(row[0]))
        for row in rows
    }
    return {link_id: Arrived(0, None, held_at=at) for link_id, at in held.items()} | came


def _second_code(db: Session, ids: list[UUID]) -> dict[UUID, datetime]:
    """When the second code was last used, by link: it opened the page, or something was sent under it."""
    opened = select(Signal.link_id, Signal.received_at).where(Signal.link_id.in_(ids))
    sent = select(Send.link_id, Send.received_at).where(Send.link_id.in_(ids), Send.duress.is_(True))
    found: dict[UUID, datetime] = {}
    for link_id, at in [*db.execute(opened), *db.execute(sent)]:
        found[link_id] = max(found.get(link_id, at), at)
    return found


def held(db: Session, link_id: UUID) -> bool:
    """Whether the second code was ever used: then nothing is sent for this link's case."""
    found = latest(db, [link_id]).get(link_id)
    return found is not None and found.duress_held


def purge(db: Session, link_ids: Iterable[UUID], now: datetime) -> int:
    """Delete all that came over these links, and kept words whose time is over. Says how many sends went."""
    ids = list(link_ids)
    with writing(db):
        gone = db.scalars(delete(Send).where(Send.link_id.in_(ids)).returning(Send.id)).all()
        db.execute(delete(Signal).where(Signal.link_id.in_(ids)))
        db.execute(delete(Counted).where(Counted.link_id.in_(ids)))
        keeping.forget(db, now)
    return len(gone)


def _same_place(db: Session, link_id: UUID, envelope: Envelope) -> list[bytes]:
    """The hashes of what stands under the same link, submission, sequence and kind."""
    header = envelope.header
    return list(
        db.scalars(
            select(Send.sha256).where(
                Send.link_id == link_id,
                Send.submission_id == UUID(bytes=header.submission_id),
                Send.sequence == header.sequence,
                Send.kind == int(header.kind),
            )
        )
    )


def _count(db: Session, link_id: UUID) -> int:
    return db.scalar(select(func.count()).where(Send.link_id == link_id)) or 0


def _most(flag: InstrumentedAttribute[bool]) -> Function[int]:
    """1 where any row of the group has the flag: neither engine has a greatest truth value in common."""
    return func.max(case((flag, 1), else_=0))


def _stored(keys: Keys, row: Send) -> StoredSend:
    return StoredSend(
        id=row.id,
        link_id=row.link_id,
        submission_id=row.submission_id,
        sequence=row.sequence,
        kind=Kind(row.kind),
        version=row.version,
        envelope=keys.data.open(row.sealed_envelope, _send_context(row.id)),
        duress=row.duress,
        urgent=row.urgent,
        wants_call=row.wants_call,
        received_at=row.received_at,
        late=row.late,
        apart=row.apart,
    )


def _send_context(send_id: UUID) -> bytes:
    return b"send:" + send_id.bytes
