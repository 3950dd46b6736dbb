"""Whether she may be contacted: what was agreed live, unless something happened since."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.cases.drafts import agreement_of
from app.cases.models import Case, CaseLink, ContactAgreement
from app.db import writing
from app.voice import service as voice
from config import Keys
from safety.contact import agreement_stands


def may_contact(db: Session, keys: Keys, case: Case, now: datetime) -> bool:
    """Whether what was agreed about this case stands now."""
    links = db.scalars(select(CaseLink.link_id).where(CaseLink.case_id == case.id))
    agreement = agreement_of(db, case.id)
    held = holds((came.held_at for came in voice.latest(db, keys, links).values()), agreement)
    return by_own(case, agreement) and stands(agreement, now, held=held)


def happened_since(db: Session, keys: Keys, case_id: UUID, seen: datetime) -> bool:
    """Whether the second code was used, or something else was agreed, after a page was made."""
    links = db.scalars(select(CaseLink.link_id).where(CaseLink.case_id == case_id))
    signals = [came.held_at for came in voice.latest(db, keys, links).values()]
    agreement = agreement_of(db, case_id)
    return any(at > seen for at in (*signals, agreement and agreement.agreed_at) if at)


def by_own(case: Case, agreement: ContactAgreement | None) -> bool:
    """Whether it was agreed with her own worker, or who covered for them: not with a former one."""
    return agreement is not None and case.idva_id == (agreement.idva_id or agreement.recorded_by)


def holds(signals: Iterable[datetime | None], agreement: ContactAgreement | None) -> bool:
    """Held from a second code's opening until contact was agreed afresh after it."""
    last = max((at for at in signals if at), default=None)
    if last is None:
        return False
    return agreement is None or not agreement.may_contact or agreement.agreed_at <= last


def stands(agreement: ContactAgreement | None, now: datetime, *, held: bool) -> bool:
    """Whether she may be contacted as it was agreed live."""
    yes = agreement is not None and agreement.may_contact and agreement.lapsed_at is None
    return agreement_stands(agreement.agreed_at if agreement and yes else None, now, held=held)


def lapse_agreements(db: Session, now: datetime) -> int:
    """Let every agreement lapse that there is; how many said yes. Only what is agreed afresh stands."""
    standing = update(ContactAgreement).where(ContactAgreement.lapsed_at.is_(None))
    with writing(db):
        found = db.scalars(standing.values(lapsed_at=now).returning(ContactAgreement.may_contact)).all()
    return sum(found)
