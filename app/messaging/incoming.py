"""Texts that come from a phone: "stop" holds everything, anything else is sealed to whoever works the case.

Promise: nobody is answered. Who wrote is unknown: nothing that comes is believed to be hers. The text itself
is kept for the case's recipients only, and the provider's copy is deleted.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.entry import service as entry
from app.messaging import following, outbox
from app.messaging.models import Incoming, Stopped
from app.messaging.reach import acted_in, cases_with
from app.messaging.refusing import Hold
from config import Keys
from safety import sealing
from safety.errors import Malformed, NotOpened
from safety.numbers import spelled
from safety.sealing import Envelope, Header, Kind
from safety.stopping import means_stop

Privates = list[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Came:
    """What the provider tells of a text that came."""

    sid: str
    sender: str = field(repr=False)
    words: str = field(repr=False)


@dataclass(frozen=True)
class Opened:
    """One text, open in this request only; `words` is None where none of the reader's keys opens it."""

    came_at: datetime
    words: str | None = field(repr=False)


def receive(db: Session, keys: Keys, came: Came, now: datetime) -> None:
    """Take a text in, once."""
    with writing(db):
        if not following.keep_track(db, came.sid, now):
            return
        number = spelled(came.sender)
        for case in cases_with(db, keys, number) if number else []:
            if means_stop(came.words):
                _stop(db, keys, case, now)
            _keep(db, keys, case, came.words, now)


def waiting(db: Session, case_id: UUID) -> int:
    """How many texts came that nobody opened yet."""
    rows = select(func.count()).where(Incoming.case_id == case_id, Incoming.opened_at.is_(None))
    return db.scalar(rows) or 0


def count(db: Session, case_id: UUID) -> int:
    """How many texts came."""
    return db.scalar(select(func.count()).where(Incoming.case_id == case_id)) or 0


def open_all(
    db: Session, keys: Keys, case_id: UUID, by: accounts.StaffView, privates: Privates, now: datetime
) -> list[Opened]:
    """Open what came, for the case's own IDVA or recorded cover; the trail says so first.

    Raises NotYours, CoverNotRecorded.
    """
    with writing(db):
        acted_in(db, keys, case_id, by, now)
        accounts.append(db, keys, by.id, "texts that came opened", case_id, now)
        rows = db.scalars(
            select(Incoming).where(Incoming.case_id == case_id).order_by(Incoming.came_at)
        ).all()
        for row in rows:
            row.opened_at = row.opened_at or now
    return [Opened(row.came_at, _opened(keys, row, privates)) for row in rows]


def kept(db: Session, keys: Keys, case_id: UUID) -> list[tuple[UUID, Envelope]]:
    """Every text that came for a case, by its id, still sealed to its readers."""
    rows = db.scalars(select(Incoming).where(Incoming.case_id == case_id).order_by(Incoming.came_at))
    return [(row.id, _taken_out(keys, row)) for row in rows]


def share(db: Session, keys: Keys, row_id: UUID, blob: bytes) -> None:
    """Keep a text for other readers: the same header and content. Malformed where it is anything else."""
    with writing(db):
        row = db.get_one(Incoming, row_id, populate_existing=True, with_for_update=True)
        there, given = _taken_out(keys, row), sealing.parse(blob)
        if (given.header, given.ciphertext) != (there.header, there.ciphertext):
            raise Malformed
        row.sealed_envelope = keys.data.seal(blob, _context(row.id, row.case_id))


def _stop(db: Session, keys: Keys, case: cases.Case, now: datetime) -> None:
    """From this phone somebody said stop: unverified, and believed at once."""
    db.add(Stopped(case_id=case.id, at=now))
    outbox.hold_waiting(db, case.id, Hold.STOPPED)
    accounts.append(db, keys, None, "stopped from this phone (unverified)", case.id, now)


def _keep(db: Session, keys: Keys, case: cases.Case, words: str, now: datetime) -> None:
    if case.link_id is None:
        return
    link = entry.by_id(db, case.link_id)
    header = Header(link.id.bytes, uuid4().bytes, 0, Kind.FINAL)
    content = json.dumps({"text": words}).encode()
    blob = sealing.seal(header, content, entry.facts_ahead(keys, link).recipients)
    row_id = uuid4()
    sealed = keys.data.seal(blob, _context(row_id, case.id))
    db.add(Incoming(id=row_id, case_id=case.id, sealed_envelope=sealed, came_at=now))
    db.flush()


def _opened(keys: Keys, row: Incoming, privates: Privates) -> str | None:
    envelope = _taken_out(keys, row)
    for key_id, private in privates:
        try:
            return str(json.loads(sealing.open_with(envelope, key_id, private))["text"])
        except NotOpened:
            continue
    return None


def _taken_out(keys: Keys, row: Incoming) -> Envelope:
    return sealing.parse(keys.data.open(row.sealed_envelope, _context(row.id, row.case_id)))


def _context(row_id: UUID, case_id: UUID) -> bytes:
    return b"incoming:" + row_id.bytes + case_id.bytes
