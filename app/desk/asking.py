"""A lead asks for a case to be handed to another IDVA: whoever reads it is told, and offers it or does not.

Promise: asking lets nobody read anything and changes nothing of the case. The lead reads nothing of it.
"""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.desk import handover
from app.desk.models import HandOver, Step
from config import Keys
from safety.errors import SafetyRefusal


class NobodyToAsk(SafetyRefusal):
    """Neither her IDVA nor whoever covers can sign in: two leads recover what was sealed."""

    code = "nobody_to_ask"


def ask(db: Session, keys: Keys, case_id: UUID, to_id: UUID, by: accounts.StaffView, now: datetime) -> None:
    """Ask her IDVA, or who covers where the IDVA is gone, to offer the case to this person.

    Raises NotYours, OfferStands, CannotTake, NobodyToAsk, CaseNotBelieved; then nobody is asked.
    """
    with writing(db):
        cases.locked(db, case_id)
        case = cases.get_bound(db, keys, case_id)
        require_lead(db, case, by)
        handover.require_open(db, case)
        handover.new_owner(db, keys, case, to_id, now)
        take_back(db, keys, case_id, by, now)
        row = HandOver(
            id=uuid4(), case_id=case_id, from_id=_giver(db, case, to_id), to_id=to_id, offered_at=now
        )
        row.step = Step.ASKED
        db.add(row)
        accounts.audit.append(db, keys, by.id, "hand-over asked for", case_id, now)


def take_back(db: Session, keys: Keys, case_id: UUID, by: accounts.StaffView, now: datetime) -> None:
    """Ask no more. Raises NotYours."""
    with writing(db):
        require_lead(db, cases.get(db, case_id), by)
        if asked(db, case_id):
            db.execute(delete(HandOver).where(HandOver.case_id == case_id, HandOver.step == Step.ASKED))
            accounts.audit.append(db, keys, by.id, "hand-over asked for no more", case_id, now)


def asked(db: Session, case_id: UUID) -> HandOver | None:
    """What was asked for this case and not done yet."""
    rows = select(HandOver).where(HandOver.case_id == case_id, HandOver.step == Step.ASKED)
    return db.scalar(rows.limit(1))


def require_lead(db: Session, case: cases.Case, by: accounts.StaffView) -> None:
    """A lead of the case's service who may know of it. Raises NotYours."""
    leads = by.role is accounts.Role.LEAD and by.service_id == case.service_id
    if not leads or by.id in cases.conflicts_of(db, case.id):
        raise cases.NotYours


def _giver(db: Session, case: cases.Case, to_id: UUID) -> UUID:
    """Her IDVA, else who covers: the first of them who works here still."""
    people = (*accounts.idvas(db, case.service_id), *accounts.leads(db, case.service_id))
    here = {one.id for one in people}
    found = next((one for one in (case.idva_id, case.cover_id) if one in here and one != to_id), None)
    if found is None:
        raise NobodyToAsk
    return found
