"""What comes over a link: taken in, kept, counted, deleted. The only writer of its tables.

Promise: nothing that was acknowledged is lost, nothing replaces anything, and a send that comes again
is acknowledged again in the same bytes. What is kept stays sealed to its recipients.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.db import writing
from app.entry import service as entry
from app.entry.service import AnyLink
from app.voice import signals
from app.voice.forgetting import came_over, erase, purge, purge_views, views_of
from app.voice.models import VIEWS, Send
from app.voice.replies import ReplyHeld, ReplyNowhere, Waiting, leave_reply, purge_replies, reply_of
from app.voice.sittings import Sitting, purge_sittings, sends_in, sittings
from app.voice.spoken import keep_spoken, was_spoken
from app.voice.storing import send_context, store, under_second
from config import Keys
from safety.sealing import Kind, Malformed, parse

__all__ = [
    "VIEWS",
    "Arrived",
    "ReplyHeld",
    "ReplyNowhere",
    "Sitting",
    "StoredSend",
    "Waiting",
    "came_over",
    "erase",
    "held",
    "keep_spoken",
    "latest",
    "leave_reply",
    "note_opening",
    "purge",
    "purge_replies",
    "purge_sittings",
    "purge_views",
    "reply_of",
    "sends_in",
    "sends_of",
    "share",
    "sittings",
    "store",
    "views_of",
    "was_spoken",
]

_OUTSIDE: tuple[Any, ...] = (
    *(Send.id, Send.link_id, Send.submission_id, Send.sequence, Send.kind, Send.version),
    *(Send.sealed_code, Send.urgent, Send.wants_call, Send.received_at, Send.apart),
)  # a send without what is in it


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
    """Which views have arrived over one link, without their content; none that came under the second code."""

    count: int
    last_at: datetime | None
    urgent: bool = False
    wants_call: bool = False
    apart: bool = False
    held_at: datetime | None = None
    first_at: datetime | None = None
    feedback: int = 0  # how often something was sent after the meeting
    feedback_at: datetime | None = None  # when last
    shown: frozenset[UUID] = frozenset()  # the sends that a reader sees, one of each sitting

    @property
    def duress_held(self) -> bool:
        """Whether the second code was used."""
        return self.held_at is not None


def note_opening(db: Session, keys: Keys, link: AnyLink, *, duress: bool, now: datetime) -> None:
    """Keep which code opened the page: sealed, and the same work for both."""
    with writing(db) as connection:
        entry.hold(db, link.id)
        kept = connection.scalar(signals.KEPT, {"link": link.id})
        signals.note(connection, keys, link.id, kept, duress=duress, now=now)


def sends_of(db: Session, keys: Keys, link_id: UUID, sitting: UUID | None = None) -> list[StoredSend]:
    """All that was sent over a link, or in one sitting, oldest first; each still sealed to its recipients."""
    these = select(Send).where(Send.link_id == link_id).order_by(Send.received_at, Send.id)
    if sitting is not None:
        these = these.where(Send.submission_id == sitting)
    rows = db.scalars(these).all()
    return [_stored(keys, row) for row in rows]


def latest(db: Session, keys: Keys, link_ids: Iterable[UUID]) -> dict[UUID, Arrived]:
    """Per link, which views arrived under the live code and when the second was used.

    Only links over which anything was sent, or where the second code was used.
    """
    ids = list(link_ids)
    held = signals.second_code(db, keys, ids)
    views: dict[UUID, list[Row[Any]]] = {link_id: [] for link_id in held}
    after: dict[UUID, list[datetime]] = {}
    for row in db.execute(select(*_OUTSIDE).where(Send.link_id.in_(ids))):
        second = under_second(keys, row.id, row.sealed_code)
        hers: list[Row[Any]] = [row] if row.kind in VIEWS and not second else []
        views.setdefault(row.link_id, []).extend(hers)
        if row.kind == Kind.FEEDBACK and not second:
            after.setdefault(row.link_id, []).append(row.received_at)
    return {
        link_id: _arrived(rows, held.get(link_id), after.get(link_id, [])) for link_id, rows in views.items()
    }


def held(db: Session, keys: Keys, link_id: UUID) -> bool:
    """Whether the second code was ever used: then nothing is sent for this link's case."""
    found = latest(db, keys, [link_id]).get(link_id)
    return found is not None and found.duress_held


def _arrived(views: list[Row[Any]], held_at: datetime | None, feedback: list[datetime]) -> Arrived:
    return Arrived(
        count=len(views),
        last_at=max((row.received_at for row in views), default=None),
        urgent=any(row.urgent for row in views),
        wants_call=any(row.wants_call for row in views),
        apart=any(row.apart for row in views),
        held_at=held_at,
        first_at=min((row.received_at for row in views), default=None),
        feedback=len(feedback),
        feedback_at=max(feedback, default=None),
        shown=_shown(views),
    )


def _shown(views: list[Row[Any]]) -> frozenset[UUID]:
    """Of each sitting the highest final, else the highest partial."""
    best: dict[UUID, Row[Any]] = {}
    for row in views:
        best[row.submission_id] = max(best.get(row.submission_id, row), row, key=_place)
    return frozenset(row.id for row in best.values())


def _place(row: Row[Any]) -> tuple[bool, int, int]:
    return row.kind == Kind.FINAL, row.sequence, row.version


def _stored(keys: Keys, row: Send) -> StoredSend:
    return StoredSend(
        id=row.id,
        link_id=row.link_id,
        submission_id=row.submission_id,
        sequence=row.sequence,
        kind=Kind(row.kind),
        version=row.version,
        envelope=keys.data.open(row.sealed_envelope, send_context(row.id)),
        duress=under_second(keys, row.id, row.sealed_code),
        urgent=row.urgent,
        wants_call=row.wants_call,
        received_at=row.received_at,
        late=row.late,
        apart=row.apart,
    )


def share(db: Session, keys: Keys, send_id: UUID, blob: bytes) -> None:
    """Keep a send for other readers: the same header and content. Malformed where it is anything else."""
    with writing(db):
        row = db.get_one(Send, send_id, populate_existing=True, with_for_update=True)
        kept = parse(keys.data.open(row.sealed_envelope, send_context(send_id)))
        given = parse(blob)
        if (given.header, given.ciphertext) != (kept.header, kept.ciphertext):
            raise Malformed
        row.sealed_envelope = keys.data.seal(blob, send_context(send_id))
