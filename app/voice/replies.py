"""What waits for her behind her code, seven days or until she removes it. The only writer of its table.

Promise: a link holds one reply, which nobody but the holder of her own code can open; under the second code
there never is one, and once that code was used over a link nothing waits there any more.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.db import writing
from app.entry import service as entry
from app.entry.service import AnyLink
from app.voice import signals
from app.voice.models import Reply
from config import Keys
from safety.errors import SafetyRefusal
from safety.replying import seal_reply
from safety.retention import reply_end


class ReplyHeld(SafetyRefusal):
    """The second code was used over this link: nothing may wait there."""

    code = "reply_held"


class ReplyNowhere(SafetyRefusal):
    """The link opens no form, so nobody could find a reply behind it."""

    code = "reply_nowhere"


@dataclass(frozen=True)
class Waiting:
    """How a reply stands: until when it is there, and whether she removed it."""

    until: datetime
    removed: bool


def leave_reply(db: Session, keys: Keys, link_id: UUID, words: bytes, now: datetime) -> None:
    """Let these words (JSON) wait, in the place of what waited. Raises ReplyHeld, ReplyNowhere, TooBig."""
    with writing(db):
        entry.hold(db, link_id)
        link = entry.by_id(db, link_id)
        if not link.open_at(now):
            raise ReplyNowhere
        if signals.second_code(db, keys, [link_id]):
            raise ReplyHeld
        reply_id = uuid4()
        sealed = seal_reply(entry.reply_public(keys, link), link_id.bytes, words)
        db.execute(delete(Reply).where(Reply.link_id == link_id))
        db.add(
            Reply(
                id=reply_id,
                link_id=link_id,
                sealed=keys.data.seal(sealed, _context(reply_id)),
                written_at=now,
                expires_at=reply_end(now),
            )
        )


def waiting(
    db: Session, keys: Keys, link: AnyLink, *, duress: bool, now: datetime
) -> tuple[UUID, bytes] | None:
    """What waits now, still sealed to her; without its words under the second code, and once that was used.

    Both codes cause the same work, and a page asks for the same things by either.
    """
    row = db.scalar(select(Reply).where(Reply.link_id == link.id))
    held = signals.second_code(db, keys, [link.id])
    if row is None or row.sealed is None or row.expires_at <= now:
        return None
    sealed = keys.data.open(row.sealed, _context(row.id))
    return row.id, b"" if duress or held else sealed


def remove_reply(db: Session, link: AnyLink, reply_id: UUID, *, duress: bool) -> None:
    """She has it: its words go at once. Under the second code nothing is removed."""
    with writing(db):
        entry.hold(db, link.id)
        row = db.scalar(select(Reply).where(Reply.link_id == link.id, Reply.id == reply_id))
        if row is not None and not duress:
            row.sealed = None


def reply_of(db: Session, link_id: UUID, now: datetime) -> Waiting | None:
    """How the link's reply stands, for who wrote it; never what it says."""
    row = db.scalar(select(Reply).where(Reply.link_id == link_id))
    return Waiting(row.expires_at, row.sealed is None) if row and row.expires_at > now else None


def purge_replies(db: Session, now: datetime, held: Collection[UUID] = ()) -> list[UUID]:
    """Delete replies whose seven days are over, but over links that are held; which links they were of."""
    over = (Reply.expires_at <= now, Reply.link_id.not_in(held))
    with writing(db):
        return list(db.scalars(delete(Reply).where(*over).returning(Reply.link_id)).all())


def forget(db: Session, link_ids: Iterable[UUID]) -> None:
    """Delete what waits over these links, inside the caller's transaction."""
    db.execute(delete(Reply).where(Reply.link_id.in_(list(link_ids))))


def _context(reply_id: UUID) -> bytes:
    return b"reply:" + reply_id.bytes
