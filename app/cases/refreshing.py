"""Open links follow the service's people and keys: once a day their facts are made again.

Promise: a link goes on sealing to a person's key that it has until a better one can be named, whatever else
changes. A row changed by hand changes nothing; whoever was suspended is taken off.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cases.binding import require_bound
from app.cases.models import Case, Meeting, State
from app.cases.readers import facts
from app.db import writing
from app.entry import service as entry
from config import Keys
from safety.errors import SafetyRefusal


def refresh_facts(db: Session, keys: Keys, now: datetime) -> int:
    """Give open links whose facts changed the new ones, from the next epoch on; how many."""
    query = select(Case, Meeting).join(Meeting, Case.meeting_id == Meeting.id).where(Case.state == State.OPEN)
    with writing(db):
        rows = db.execute(query.execution_options(populate_existing=True)).all()
        return sum(refresh(db, keys, case, meeting, now) for case, meeting in rows)


def refresh(db: Session, keys: Keys, case: Case, meeting: Meeting, now: datetime) -> bool:
    """The same for one case; whether its link's facts change."""
    link = entry.known(db, case.link_id) if case.link_id else None
    if link is None or not link.open_at(now):
        return False
    try:
        require_bound(keys, case)
        ahead = entry.facts_ahead(keys, link)
        anew = facts(db, keys, case, meeting, ahead.recipients)
        if anew == ahead:
            return False
    except SafetyRefusal:
        return False
    entry.replace_facts(db, keys, link.id, anew)
    return True
