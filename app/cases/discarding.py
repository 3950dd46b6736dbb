"""Letting go of a draft: a case that nobody opened, and about which nothing was written down.

Promise: only its own IDVA discards it, and it goes whole. One about which the trail says anything (why no
offer was made, who covers) stays until its time is over, since figures rest on it.
"""

from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases.acting import By
from app.cases.binding import require_bound
from app.cases.drafts import NotYours, locked
from app.cases.ending import purge
from app.cases.models import State
from app.db import writing
from safety.errors import SafetyRefusal


class DraftStays(SafetyRefusal):
    """It is no draft any more, or something was written down about it."""

    code = "draft_stays"


def discard(db: Session, case_id: UUID, by: By) -> None:
    """The draft is gone. Raises NoSuchCase, NotYours, CaseNotBelieved, DraftStays: nothing changed."""
    with writing(db):
        case = locked(db, case_id)
        if case.idva_id != by.staff.id:
            raise NotYours
        require_bound(by.keys, case)
        if case.state is not State.DRAFT or accounts.entries(db, case_id):
            raise DraftStays
        purge(db, [case_id])
        accounts.append(db, by.keys, by.staff.id, "draft discarded", case_id, by.now)
