"""Keeping one envelope for good, whoever sealed it.

Promise: nothing replaces anything; the same bytes again change nothing.
"""

import hashlib
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.orm import Session

from app.db import writing
from app.entry import service as entry
from app.entry.service import Link
from app.voice import signals
from app.voice.models import VIEWS, Send
from config import Keys
from safety.sealing import Envelope, Kind, Malformed

MANY = 50
KEPT = VIEWS | {Kind.FEEDBACK}
_CODES = (b"live", b"more")  # of one length
_SAME_PLACE = select(Send.sha256).where(
    Send.link_id == bindparam("link"),
    Send.submission_id == bindparam("submission"),
    Send.sequence == bindparam("at"),
    Send.kind == bindparam("kind"),
)
_KEEP = insert(Send)
_COUNT = select(func.count()).where(Send.link_id == bindparam("link"))


def store(
    db: Session, keys: Keys, link: Link, envelope: Envelope, blob: bytes, *, duress: bool, now: datetime
) -> None:
    """Keep one envelope for good. The same bytes again change nothing; other bytes are a further version.

    Raises Malformed where the envelope is another link's.
    """
    header = envelope.header
    if header.link_id != link.id.bytes or header.kind not in KEPT:
        raise Malformed
    digest = hashlib.sha256(blob).digest()
    with writing(db):
        entry.hold(db, link.id)
        earlier = _same_place(db, link.id, envelope)
        if digest in earlier:
            return
        send_id = uuid4()
        signals.note(db, keys, link.id, duress=duress, now=now)
        row = {
            "id": send_id,
            "link_id": link.id,
            "submission_id": UUID(bytes=header.submission_id),
            "sequence": header.sequence,
            "kind": int(header.kind),
            "sha256": digest,
            "version": len(earlier) + 1,
            "sealed_envelope": keys.data.seal(blob, send_context(send_id)),
            "sealed_code": keys.data.seal(_CODES[duress], _code_context(send_id)),
            "urgent": header.urgent,
            "wants_call": header.wants_call,
            "received_at": now,
            "late": not link.open_at(now),
            "apart": entry.is_case(link) and _count(db, link.id) >= MANY,
        }
        db.connection().execute(_KEEP, row)


def _same_place(db: Session, link_id: UUID, envelope: Envelope) -> list[bytes]:
    """The hashes of what stands under the same link, submission, sequence and kind."""
    header = envelope.header
    place = {"link": link_id, "submission": UUID(bytes=header.submission_id)}
    asked = place | {"at": header.sequence, "kind": int(header.kind)}
    return list(db.connection().scalars(_SAME_PLACE, asked))


def _count(db: Session, link_id: UUID) -> int:
    return db.connection().scalar(_COUNT, {"link": link_id}) or 0


def send_context(send_id: UUID) -> bytes:
    """What binds a kept envelope to its row."""
    return b"send:" + send_id.bytes


def under_second(keys: Keys, send_id: UUID, sealed: bytes) -> bool:
    """Whether a send came under the second code."""
    return keys.data.open(sealed, _code_context(send_id)) == _CODES[True]


def _code_context(send_id: UUID) -> bytes:
    return b"send code:" + send_id.bytes
