"""Who covers an open case and who must not see it, changed after its link was made.

Promise: whoever must not see it is refused from this moment; what comes from the next epoch on is sealed
to the new cover and no longer to them. The change is whole or not done, and stands in the trail.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases.acting import By
from app.cases.binding import bind, require_bound
from app.cases.meetings import meeting_of
from app.cases.models import CaseConflict
from app.cases.opening import own_open
from app.cases.readers import recipients
from app.cases.refreshing import refresh
from app.cases.refusals import CoverMissing
from app.db import writing


@dataclass(frozen=True)
class Around:
    """The people around a case, beside her IDVA; `asked`: of whom it was said whether they may see it."""

    cover_id: UUID | None
    conflicts: frozenset[UUID]
    asked: frozenset[UUID]


def change_people(db: Session, case_id: UUID, version: int, around: Around, by: By) -> None:
    """Give an open case this cover and these conflicts; who was not asked about stays kept from it.

    Raises CoverMissing where the colleague cannot cover, NotOpen, NotYours, CaseChanged, CaseNotBelieved.
    """
    if around.cover_id is None:
        raise CoverMissing
    with writing(db):
        case = own_open(db, case_id, by, version)
        require_bound(by.keys, case)
        case.cover_id, case.version = around.cover_id, case.version + 1
        bind(by.keys, case)
        of_asked = CaseConflict.staff_id.in_(around.asked | around.conflicts)
        db.execute(delete(CaseConflict).where(CaseConflict.case_id == case.id, of_asked))
        db.add_all(CaseConflict(case_id=case.id, staff_id=staff_id) for staff_id in around.conflicts)
        db.flush()
        recipients(db, case, by.keys)
        meeting = meeting_of(db, case.meeting_id)
        if meeting is not None:
            refresh(db, by.keys, case, meeting, by.now)
        said = f"must not see it: {len(around.conflicts)}"
        accounts.audit.append(db, by.keys, by.staff.id, "cover and conflicts changed", case.id, by.now, said)
