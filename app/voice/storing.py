"""Keeping one envelope for good, whoever sealed it.

Promise: nothing replaces anything; the same bytes again change nothing.
"""

import hashlib
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import and_, bindparam, insert, select
from sqlalchemy.orm import Session

from app.db import ONE, writing
from app.entry import service as entry
from app.entry.service import AnyLink
from app.voice import signals
from app.voice.models import VIEWS, Send
from config import Keys
from safety.sealing import Envelope, Kind, Malformed

MANY = 50
KEPT = VIEWS | {Kind.FEEDBACK}
_CODES = (b"live", b"more")  # of one length
_SAME_PLACE = and_(
    Send.link_id == bindparam("link"),
    Send.submission_id == bindparam("submission"),
    Send.sequence == bindparam("at"),
    Send.kind == bindparam("kind"),
)
_MANY = select(Send.kind).where(Send.link_id == bindparam("link")).offset(MANY - 1).limit(1)
# all that a send asks first, at once: what stands in its place (a row each, or one without), and of its link
_BEFORE = select(
    Send.sha256, signals.KEPT.scalar_subquery().label("signal"), _MANY.scalar_subquery().label("many")
).select_from(ONE.outerjoin(Send, _SAME_PLACE))
_KEEP = insert(Send)


def store(
    db: Session, keys: Keys, link: AnyLink, envelope: Envelope, blob: bytes, *, duress: bool, now: datetime
) -> None:
    """Keep one envelope for good. The same bytes again change nothing; other bytes are a further version.

    Raises Malformed where the envelope is another link's.
    """
    header = envelope.header
    if header.link_id != link.id.bytes or header.kind not in KEPT:
        raise Malformed
    digest = hashlib.sha256(blob).digest()
    submission, send_id = UUID(bytes=header.submission_id), uuid4()
    place = {"link": link.id, "submission": submission, "at": header.sequence, "kind": int(header.kind)}
    with writing(db) as connection:
        entry.hold(db, link.id)
        before = connection.execute(_BEFORE, place).all()
        earlier = {row.sha256 for row in before if row.sha256}
        if digest in earlier:
            return
        signals.note(connection, keys, link.id, before[0].signal, duress=duress, now=now)
        row = {
            "id": send_id,
            "link_id": link.id,
            "submission_id": submission,
            "sequence": header.sequence,
            "kind": int(header.kind),
            "sha256": digest,
            "version": len(earlier) + 1,
            "sealed_envelope": keys.data.seal(blob, send_context(send_id)),
            "sealed_code": keys.data.seal(_CODES[duress], _code_context(send_id)),
            "urgent": header.urgent,
            "wants_call": header.wants_call,
            "received_at": now,
            "late": not entry.open_at(link, now),
            "apart": entry.is_case(link) and before[0].many is not None,
        }
        connection.execute(_KEEP, row)


def send_context(send_id: UUID) -> bytes:
    """What binds a kept envelope to its row."""
    return b"send:" + send_id.bytes


def under_second(keys: Keys, send_id: UUID, sealed: bytes) -> bool:
    """Whether a send came under the second code."""
    return keys.data.open(sealed, _code_context(send_id)) == _CODES[True]


def _code_context(send_id: UUID) -> bytes:
    return b"send code:" + send_id.bytes
