"""Someone on the staff says themself that they must not see a case.

Promise: from this moment they are refused. Nobody covers in their place until her IDVA names somebody with
her: no role and no rule puts anybody there. The answer is the same whether there is such a case or not, so
that saying so tells nobody anything.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases.acting import By
from app.cases.binding import bind, require_bound
from app.cases.drafts import conflicts_of
from app.cases.meetings import meeting_of
from app.cases.models import Case, CaseConflict, State
from app.cases.refreshing import refresh
from app.cases.remembering import folded
from app.db import writing


@dataclass(frozen=True)
class Declared:
    """The cases that they are kept from now; `own` where one is their own, which must be handed over."""

    case_ids: tuple[UUID, ...]
    own: bool


def declare_conflict(db: Session, reference: str, by: By, handed: Collection[UUID] = frozenset()) -> Declared:
    """Keep this person from every case with this reference: of their service, and of those they `handed` on.

    Raises CaseNotBelieved.
    """
    wanted = folded(reference)
    with writing(db):
        found = db.scalars(
            select(Case)
            .where(
                (Case.service_id == by.staff.service_id) | Case.id.in_(handed),
                func.trim(Case.reference) != "",
            )
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        meant = [case for case in found if folded(case.reference) == wanted]
        theirs = [case for case in meant if case.idva_id != by.staff.id]
        for case in theirs:
            _keep_from(db, case, by)
    return Declared(tuple(case.id for case in theirs), own=len(theirs) < len(meant))


def _keep_from(db: Session, case: Case, by: By) -> None:
    require_bound(by.keys, case)
    if by.staff.id not in conflicts_of(db, case.id):
        db.add(CaseConflict(case_id=case.id, staff_id=by.staff.id))
        case.version += case.state is not State.DRAFT  # no page that was open before can release them
        db.flush()
        accounts.audit.append(db, by.keys, by.staff.id, "conflict declared", case.id, by.now)
    if case.cover_id == by.staff.id:
        case.cover_id, case.version = None, case.version + 1
        bind(by.keys, case)
        db.flush()
        meeting = meeting_of(db, case.meeting_id)
        if meeting is not None:
            refresh(db, by.keys, case, meeting, by.now)
