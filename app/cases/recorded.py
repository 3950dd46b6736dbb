"""Cases as the trail speaks of them: by the reference that the service gave, to whoever may see the case."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.service import Records, StaffView
from app.cases.listing import seen_by
from app.cases.models import Case
from app.cases.opening import OPENED
from app.cases.remembering import folded, kept_from
from app.cases.taking_over import TAKEN_OVER
from app.web.current import current_keys, current_time


def _called(db: Session, viewer: StaffView, ids: Iterable[UUID]) -> dict[UUID, str]:
    seen = seen_by(viewer).with_only_columns(Case.id, Case.reference).where(Case.id.in_(list(ids)))
    return _without_kept(db, viewer, {row[0]: row[1] for row in db.execute(seen) if row[1]})


def _with_reference(db: Session, viewer: StaffView, reference: str) -> list[UUID]:
    wanted = folded(reference)
    seen = db.execute(select(Case.id, Case.reference).where(Case.id.in_(seen_by(viewer))))
    found = {row[0]: row[1] for row in seen if wanted and folded(row[1]) == wanted}
    return list(_without_kept(db, viewer, found))


def _without_kept(db: Session, viewer: StaffView, called: dict[UUID, str]) -> dict[UUID, str]:
    kept = kept_from(db, current_keys(), viewer.id, called, current_time())
    return {case_id: name for case_id, name in called.items() if case_id not in kept}


CASES = Records("case", (OPENED, TAKEN_OVER), _called, _with_reference)
