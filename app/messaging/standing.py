"""May a text go for this case at this moment? Asked when it is chosen, and again when it is handed over."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.cases import service as cases
from app.messaging.days import holidays_around
from app.messaging.models import Stopped
from app.messaging.reach import Known, newest
from app.messaging.refusing import Hold
from app.voice import service as voice
from config import Keys
from safety.contact import Rule, agreement_end, may_text, next_text


@dataclass(frozen=True)
class Standing:
    """What stands, until when, and what keeps texts back, if anything."""

    known: Known | None
    rule: Rule | None
    hold: Hold | None
    until: datetime | None = None

    def may_go(self, now: datetime) -> bool:
        """Whether a text may be handed over now."""
        return self.hold is None and self.rule is not None and may_text(self.rule, now, holidays_around(now))

    def next_at(self, now: datetime) -> datetime | None:
        """When the next text may be handed over; None where that is never."""
        if self.hold is not None or self.rule is None:
            return None
        return next_text(self.rule, now, holidays_around(now))


def standing(db: Session, keys: Keys, case: cases.Case, now: datetime) -> Standing:
    """How a case stands. Silence is a no: whatever is missing keeps texts back."""
    agreement = cases.agreement_of(db, case.id)
    links = voice.latest(db, keys, cases.link_ids(db, case.id))
    held = cases.holds((came.held_at for came in links.values()), agreement)
    known = newest(db, keys, case.id)
    if held:
        return Standing(known, None, Hold.DURESS)
    if agreement is None or not agreement.may_contact:
        return Standing(known, None, Hold.NOT_AGREED)
    until = agreement_end(agreement.agreed_at)
    hold = _hold(db, case, known, agreement, now)
    rule = known.agreed.rule(agreement.agreed_at) if known else None
    return Standing(known, rule, hold, until)


def stopped_at(db: Session, case_id: UUID) -> datetime | None:
    """When somebody last said stop from her phone."""
    return db.scalar(select(func.max(Stopped.at)).where(Stopped.case_id == case_id))


def _hold(
    db: Session, case: cases.Case, known: Known | None, agreement: cases.ContactAgreement, now: datetime
) -> Hold | None:
    stop = stopped_at(db, case.id)
    if stop is not None and agreement.agreed_at <= stop:
        return Hold.STOPPED
    if case.state is not cases.State.OPEN:
        return Hold.CLOSED
    if not cases.by_own(case, agreement):
        return Hold.HANDED_OVER
    if not cases.stands(agreement, now, held=False):
        return Hold.EXPIRED
    if known is None or known.agreement_id != agreement.id:
        return Hold.NOT_AGREED
    return None if known.agreed.texts and known.agreed.number else Hold.NO_TEXTS
