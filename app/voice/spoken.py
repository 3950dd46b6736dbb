"""What a worker writes down while she speaks: sealed on arrival, kept like whatever else comes over her link.

Promise: it is sealed before anything touches the disk, to the same people as what she sends herself; every
answer is a send of its own, and nothing replaces anything.
"""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.db import writing
from app.entry import service as entry
from app.voice.models import Send
from app.voice.storing import store
from config import Keys
from safety import sealing
from safety.sealing import Header, Kind


def keep_spoken(
    db: Session,
    keys: Keys,
    link_id: UUID,
    submission_id: UUID,
    said: dict[str, Any],
    now: datetime,
    *,
    last: bool,
    soon: bool = False,
    call: bool = False,
) -> UUID:
    """Keep one answer of a conversation, or its end; which send it is. Raises TooBig; then nothing was kept.

    Sealed to whom the link names from the next epoch on: who must not see it any more is left out at once.
    """
    with writing(db):
        entry.hold(db, link_id)
        link = entry.by_id(db, link_id)
        mine = Send.submission_id == submission_id
        sequence = (db.scalar(select(func.max(Send.sequence)).where(mine)) or 0) + 1
        kind = Kind.FINAL if last else Kind.PARTIAL
        header = Header(link_id.bytes, submission_id.bytes, sequence, kind, soon, call)
        content = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        blob = sealing.seal(header, content, entry.facts_ahead(keys, link).recipients)
        store(db, keys, link, sealing.parse(blob), blob, duress=False, now=now)
        return db.scalars(select(Send.id).where(mine, Send.sequence == sequence)).one()


def was_spoken(db: Session, submission_id: UUID) -> bool:
    """Whether anything was written down in a conversation."""
    return db.scalar(select(Send.id).where(Send.submission_id == submission_id).limit(1)) is not None
