"""Erasing what one person sent, at her wish and at once (UK GDPR, article 17).

Promise: only the case's own IDVA does it, after hearing it from her live, never while a legal hold stands.
All that she sent over the case's links goes, and all that was made of it: who read it, what was worded and
printed, her wishes, themes, excerpts with a translator, words that wait as a quote, notes, texts. It is whole
or not done. The trail says that, by whom and how she said it, and not a word more.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.deleting.counting import count
from app.deleting.models import Kind
from app.desk import service as desk
from app.inbox import service as inbox
from app.messaging import service as messaging
from app.translating import service as translating
from app.voice import service as voice
from config import Keys
from safety import retention
from safety.errors import SafetyRefusal

ERASED = "what she sent was erased at her wish"


class LawHolds(SafetyRefusal):
    """A legal hold keeps all of this case."""

    code = "law_holds"


@dataclass(frozen=True)
class Wish:
    """How she said so, live; and whether her number and times go too."""

    how: cases.How
    reach_too: bool = False


def erase(db: Session, keys: Keys, case_id: UUID, wish: Wish, by: accounts.StaffView, now: datetime) -> int:
    """Erase it; how many sends went. Raises NoSuchCase, NotYours, CaseNotBelieved, LawHolds."""
    with writing(db):
        case = cases.locked(db, case_id)
        require_own(db, keys, case, by)
        if cases.held(db, now, [case_id]):
            raise LawHolds
        accounts.append(db, keys, by.id, ERASED, case_id, now, wish.how)
        links = cases.link_ids(db, case_id)
        went = voice.came_over(db, links)
        desk.tallying.remember(db, keys, [case_id])
        translating.forget(db, went)
        desk.erase(db, keys, case_id)
        voice.erase(db, links)
        came = inbox.erase(db, case_id)
        messaging.erase(db, case_id, now, reach_too=wish.reach_too)
        count(db, Kind.ERASED, {case.service_id: len(went) + came}, now)
    return len(went)


def require_own(db: Session, keys: Keys, case: cases.Case, by: accounts.StaffView) -> None:
    """Raises NotYours, CaseNotBelieved unless this is the case's own IDVA, by a row that we wrote."""
    if case.idva_id != by.id or by.id in cases.conflicts_of(db, case.id):
        raise cases.NotYours
    cases.get_bound(db, keys, case.id)


def last_copy(now: datetime) -> date:
    """Until the end of which day a backup that was made before may still hold it."""
    return retention.backup_end(cases.london(now).date())
