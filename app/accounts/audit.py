"""The trail: appended under one lock, each entry's MAC under AUDIT_KEY covering the one before it.

Promise: an entry that was changed, taken out, put in or moved is found by `verify`, by whoever holds
AUDIT_KEY and by nobody else. No survivor's word, number, token or address is ever part of an entry.
"""

import hmac
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from app.accounts.models import AuditCheckpoint, AuditEntry
from app.db import writing
from config import Keys

LOCK = 0x42464844  # one number of our own for PostgreSQL's advisory lock
START = bytes(32)
BATCH = 500


@dataclass(frozen=True)
class Trail:
    """What verifying saw: whether it holds, how many entries, and the first number that does not."""

    holds: bool
    entries: int
    last: int
    broken_at: int | None = None


@dataclass(frozen=True)
class Line:
    """One entry, to be read."""

    number: int
    at: datetime
    actor_id: UUID | None
    action: str
    subject: str
    detail: str


def append(
    db: Session,
    keys: Keys,
    actor_id: UUID | None,
    action: str,
    subject: UUID | str,
    now: datetime,
    detail: str = "",
) -> int:
    """Add an entry; its number. Inside a wider `writing` it is committed with that, else at once.

    An actor of None is nobody who was signed in: a command, the worker, a text that came.
    """
    with writing(db):
        _lock(db)
        number, previous = _head(db)
        entry = AuditEntry(
            number=number + 1,
            at=now,
            actor_id=actor_id,
            action=action,
            subject=str(subject),
            detail=detail,
            previous=previous,
        )
        entry.mac = _mac(keys, entry)
        db.add(entry)
        db.flush()
        return entry.number


def entries(db: Session, subject: UUID | str) -> list[Line]:
    """What was done to one thing, oldest first."""
    rows = db.scalars(
        select(AuditEntry).where(AuditEntry.subject == str(subject)).order_by(AuditEntry.number)
    )
    return [line_of(row) for row in rows]


def last_by(db: Session, actor_id: UUID, action: str, subjects: Sequence[UUID]) -> dict[str, datetime]:
    """When this person last did this to each of these, where they ever did."""
    theirs = (AuditEntry.actor_id == actor_id, AuditEntry.action == action)
    which = AuditEntry.subject.in_([str(each) for each in subjects])
    found = select(AuditEntry.subject, func.max(AuditEntry.at)).where(*theirs, which, AuditEntry.detail == "")
    return {row[0]: row[1] for row in db.execute(found.group_by(AuditEntry.subject))}


def counts(db: Session, actor_ids: Sequence[UUID], action: str, since: datetime) -> dict[UUID, int]:
    """How often each of these people did one thing since then; those who did not are left out."""
    done = (AuditEntry.actor_id.in_(actor_ids), AuditEntry.action == action, AuditEntry.at >= since)
    rows = db.execute(select(AuditEntry.actor_id, func.count()).where(*done).group_by(AuditEntry.actor_id))
    return {row[0]: row[1] for row in rows if row[0] is not None}


def head(db: Session) -> tuple[int, bytes]:
    """The last number and its MAC: noted elsewhere, it shows that the end was cut off."""
    return _head(db)


def verify(db: Session, keys: Keys) -> Trail:
    """Walk the whole trail from its last checkpoint.

    Where it seems not to hold it is walked again while nobody appends: a purge may have come in between.
    """
    seen = _walked(db, keys)
    if not seen.holds:
        with writing(db):
            _lock(db)
            seen = _walked(db, keys)
    return seen


def _walked(db: Session, keys: Keys) -> Trail:
    start = _checkpoint(db)
    if start is not None and not hmac.compare_digest(start.proof, _proof(keys, start)):
        return Trail(False, 0, start.number, start.number)
    number, previous = (start.number, start.mac) if start else (0, START)
    seen = 0
    for entry in _all(db):
        if not _follows(keys, entry, number, previous):
            return Trail(False, seen, number, number + 1)
        number, previous, seen = entry.number, entry.mac, seen + 1
    return Trail(True, seen, number)


def last_holds(db: Session, keys: Keys) -> bool:
    """Whether the newest entry was written under this AUDIT_KEY; so it is where there is none."""
    last = db.scalar(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1))
    return last is None or hmac.compare_digest(last.mac, _mac(keys, last))


def purge(db: Session, keys: Keys, before: datetime, now: datetime) -> int:
    """Take out entries older than `before`, leaving a checkpoint to start from; how many went.

    A trail that does not hold is left alone: it is evidence.
    """
    with writing(db):
        _lock(db)
        newest_kept = select(func.min(AuditEntry.number)).where(AuditEntry.at >= before).scalar_subquery()
        old = select(AuditEntry).where(AuditEntry.at < before)
        last = db.scalar(
            old.where((newest_kept.is_(None)) | (AuditEntry.number < newest_kept)).order_by(
                AuditEntry.number.desc()
            )
        )
        if last is None or not verify(db, keys).holds:
            return 0
        gone = db.scalar(select(func.count()).where(AuditEntry.number <= last.number)) or 0
        earlier = _checkpoint(db)
        point = AuditCheckpoint(
            number=last.number,
            mac=last.mac,
            count=gone + (earlier.count if earlier else 0),
            at=now,
            proof=b"",
        )
        point.proof = _proof(keys, point)
        db.add(point)
        db.execute(delete(AuditEntry).where(AuditEntry.number <= last.number))
        return gone


def _all(db: Session) -> Iterator[AuditEntry]:
    """Every entry in order, a bounded number of them at a time."""
    query = (
        select(AuditEntry).order_by(AuditEntry.number).limit(BATCH).execution_options(populate_existing=True)
    )
    rows = db.scalars(query).all()
    while rows:
        yield from rows
        rows = db.scalars(query.where(AuditEntry.number > rows[-1].number)).all()


def _lock(db: Session) -> None:
    """One appender at a time. SQLite's writer holds the database's one write lock already."""
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


def _head(db: Session) -> tuple[int, bytes]:
    last = db.execute(
        select(AuditEntry.number, AuditEntry.mac).order_by(AuditEntry.number.desc()).limit(1)
    ).one_or_none()
    if last is not None:
        return last.number, last.mac
    point = _checkpoint(db)
    return (point.number, point.mac) if point else (0, START)


def _checkpoint(db: Session) -> AuditCheckpoint | None:
    return db.scalar(select(AuditCheckpoint).order_by(AuditCheckpoint.number.desc()).limit(1))


def _follows(keys: Keys, entry: AuditEntry, number: int, previous: bytes) -> bool:
    linked = entry.number == number + 1 and entry.previous == previous
    return linked and hmac.compare_digest(entry.mac, _mac(keys, entry))


def _mac(keys: Keys, entry: AuditEntry) -> bytes:
    actor = str(entry.actor_id or "")
    said = [
        entry.number,
        entry.at.astimezone(UTC).isoformat(),
        actor,
        entry.action,
        entry.subject,
        entry.detail,
        entry.previous.hex(),
    ]
    return keyed(keys, b"entry", said)


def _proof(keys: Keys, point: AuditCheckpoint) -> bytes:
    return keyed(
        keys,
        b"checkpoint",
        [point.number, point.mac.hex(), point.count, point.at.astimezone(UTC).isoformat()],
    )


def keyed(keys: Keys, purpose: bytes, said: Sequence[object]) -> bytes:
    """The MAC under AUDIT_KEY over something that is said, for one purpose."""
    return hmac.digest(keys.audit, purpose + b"\n" + json.dumps(said).encode(), "sha256")


def line_of(row: AuditEntry) -> Line:
    """An entry, to be read."""
    return Line(row.number, row.at, row.actor_id, row.action, row.subject, row.detail)
