"""Cases as the trail speaks of them: by the reference that the service gave, to whoever may see the case."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.service import Records, StaffView
from app.cases.listing import seen_by
from app.cases.models import Case
from app.cases.opening import OPENED
from app.cases.remembering import folded
from app.cases.taking_over import TAKEN_OVER


def _called(db: Session, viewer: StaffView, ids: Iterable[UUID]) -> dict[UUID, str]:
    seen = seen_by(viewer).with_only_columns(Case.id, Case.reference).where(Case.id.in_(list(ids)))
    return {row[0]: row[1] for row in db.execute(seen) if row[1]}


def _with_reference(db: Session, viewer: StaffView, reference: str) -> list[UUID]:
    wanted = folded(reference)
    seen = db.execute(select(Case.id, Case.reference).where(Case.id.in_(seen_by(viewer))))
    return [row[0] for row in seen if wanted and folded(row[1]) == wanted]


CASES = Records("case", (OPENED, TAKEN_OVER), _called, _with_reference)
