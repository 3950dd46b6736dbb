"""What stands about something that came: nobody decides over what somebody else decided meanwhile.

Promise: two who decide at the same moment come one after the other, and the second is told what the first
did. What was matched stands with one case until it is taken back or given back; of the rest, whoever saw what
stands may decide anew. What comes later over the same sitting is open again.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.inbox.models import SEEN_TWICE, Arrival, ArrivalPassed, DutySetting, What
from app.inbox.opening import Waiting
from safety.errors import SafetyRefusal

DECIDED = "arrival decided"


@dataclass(frozen=True)
class Decision:
    """What becomes of it; matched, to which case, and passed on, to which service here, if to one of them.

    `seen` is the number of the decision that stood when whoever decides looked; 0 where none did.
    """

    what: What
    reference: str = ""
    to: UUID | None = None
    seen: int = 0


class DecidedBefore(SafetyRefusal):
    """Somebody decided about it already: what and who; the case's reference where this person may know it."""

    code = "decided_before"

    def __init__(self, row: Arrival, reference: str) -> None:
        super().__init__()
        self.row, self.reference = row, reference


def take_turn(db: Session, service_id: UUID) -> None:
    """Within a transaction that writes: whoever decides or takes back at one service does so in turn."""
    db.execute(select(DutySetting.service_id).where(DutySetting.service_id == service_id).with_for_update())


def number(db: Session, sitting_id: UUID) -> int:
    """Which decision was written down last: its number in the trail; 0 where none was."""
    lines = accounts.entries(db, sitting_id)
    return max((line.number for line in lines if line.action == DECIDED), default=0)


def refuse_over(db: Session, found: Waiting, decision: Decision, by: cases.By) -> None:
    """Raises DecidedBefore where what stands was not seen by this person, or stands with a case."""
    row = db.get(Arrival, found.sitting.id, populate_existing=True)
    if row is None or row.at < found.sitting.last_at:
        return
    seen = decision.seen == number(db, row.sitting_id) or _the_same(row, decision, by.staff.id)
    if row.what is What.MATCHED or not seen:
        raise DecidedBefore(row, _reference(db, row, by))


def _the_same(row: Arrival, decision: Decision, by_id: UUID) -> bool:
    """Whether nothing is lost: they said it before, or it is the second look of somebody else."""
    told = row.by_id == by_id and not decision.to
    return row.what is decision.what and (told or row.what in SEEN_TWICE)


def _reference(db: Session, row: Arrival, by: cases.By) -> str:
    """Of the case that it was matched to; empty where it is kept from this person, or went."""
    if row.what is not What.MATCHED:
        return ""
    went = select(ArrivalPassed.subject_id).where(ArrivalPassed.sitting_id == row.sitting_id)
    case_id = db.scalar(went.order_by(ArrivalPassed.entry.desc()).limit(1))
    if case_id is None or cases.kept_from(db, by.keys, by.staff.id, [case_id], by.now):
        return ""
    try:
        return cases.get(db, case_id).reference
    except cases.NoSuchCase:
        return ""
