"""Counted parts on their way to the pool: once a link before the meeting, and once after it.

Promise: what says that a link was counted holds no time and nothing of what was in it. Only what came under
her own code is counted.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from app.db import writing
from app.entry import service as entry
from app.entry.service import Link
from app.insight import service as insight
from app.voice.models import Counted, CountedAfter
from config import Keys
from safety.sealing import Envelope, Malformed

AFTER = 1  # the sequence number of a part that is counted after the meeting; before it, 0


def count_in(
    db: Session, keys: Keys, link: Link, envelope: Envelope, blob: bytes, *, duress: bool, now: datetime
) -> None:
    """Hand a counted part to the link's own pool: once a link and time, and only from the live form."""
    pool = entry.facts_of(keys, link).pool
    if envelope.header.link_id != link.id.bytes or pool is None or envelope.key_ids() != (pool.key_id,):
        raise Malformed
    mark = CountedAfter if envelope.header.sequence == AFTER else Counted
    with writing(db):
        entry.hold(db, link.id)
        if duress or db.get(mark, link.id) is not None:
            return
        db.add(mark(link_id=link.id))
        insight.receive_counted(db, keys, pool.key_id, blob, now)
