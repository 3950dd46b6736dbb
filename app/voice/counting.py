"""Counted parts on their way to the pool: once a person's link before the meeting, and once after it.

Promise: what says that a link was counted holds no time and nothing of what was in it. Only what came under
her own code is counted. Over links that many people hold, so many a service and day: what comes beyond that
is acknowledged alike, costs the same, and is not kept.
"""

import hashlib
from datetime import datetime

from sqlalchemy.orm import Session

from app.db import writing
from app.entry import service as entry
from app.entry.service import AnyLink
from app.insight import service as insight
from app.voice.daily import Daily
from app.voice.models import Counted, CountedAfter
from config import Keys
from safety.sealing import Envelope, Malformed

AFTER = 1  # the sequence number of a part that is counted after the meeting; before it, 0
MOST_A_DAY = 20  # over links that many people hold: docs/decisions/0022 says why no more
_daily = Daily(MOST_A_DAY)


def count_in(
    db: Session, keys: Keys, link: AnyLink, envelope: Envelope, blob: bytes, *, duress: bool, now: datetime
) -> None:
    """Hand a counted part to the link's own pool, and only from the live form.

    Raises Malformed where it is another link's, or not sealed to the pool alone.
    """
    pool = entry.facts_of(keys, link).pool
    if envelope.header.link_id != link.id.bytes or pool is None or envelope.key_ids() != (pool.key_id,):
        raise Malformed
    if not entry.is_case(link):
        with _daily.place(pool.key_id, hashlib.sha256(blob).digest(), now) as free:
            keep = free and entry.open_at(link, now) and not duress
            insight.receive_counted(db, keys, pool.key_id, blob, now, keep=keep)
        return
    mark = CountedAfter if envelope.header.sequence == AFTER else Counted
    with writing(db):
        entry.hold(db, link.id)
        if duress or db.get(mark, link.id) is not None:
            return
        db.add(mark(link_id=link.id))
        insight.receive_counted(db, keys, pool.key_id, blob, now)
