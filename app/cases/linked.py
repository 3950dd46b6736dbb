"""The links of a case: which it has or had, and how its present one stands."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cases.models import Case, CaseLink
from app.entry import service as entry


@dataclass(frozen=True)
class LinkNow:
    """A case's link: whether it opens its form, whether the code was said, until when."""

    open: bool
    code_settled: bool
    until: datetime | None


def link_ids(db: Session, case_id: UUID) -> frozenset[UUID]:
    """Every link that the case has or had."""
    return frozenset(db.scalars(select(CaseLink.link_id).where(CaseLink.case_id == case_id)))


def link_state(db: Session, case: Case, now: datetime) -> LinkNow:
    """How the case's present link stands."""
    if case.link_id is None:
        return LinkNow(False, False, None)
    link = entry.by_id(db, case.link_id)
    return LinkNow(link.open_at(now), link.code_settled, link.closes_at)
