"""What became of words that were sent to a translator, as a caseload says it: without opening anything."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.service import StaffView
from app.cases import service as cases
from app.desk.models import Reading
from app.translating import service as translating
from app.voice.service import Arrived


@dataclass(frozen=True)
class News:
    """Whether English came since this person last opened the case, and whether it was given back undone."""

    came: bool
    given_back: bool


def english_of(
    db: Session,
    listed: Iterable[cases.Listed],
    arrived: Mapping[UUID, Arrived],
    staff: StaffView,
    now: datetime,
) -> dict[UUID, News]:
    """Of each of these cases. Who has not opened one yet is told that it is to be read, and no more."""
    shown = {one.case.id: _shown(one, arrived) for one in listed}
    every = frozenset[UUID]().union(*shown.values())
    came, standing = translating.came_back(db, every), translating.standing(db, every, now)
    opened = _opened(db, shown, staff) if came else {}
    return {
        case_id: News(
            came=case_id in opened and any(came[one] > opened[case_id] for one in ids & came.keys()),
            given_back=any(standing[one].given_back for one in ids & (standing.keys() - came.keys())),
        )
        for case_id, ids in shown.items()
    }


def _shown(one: cases.Listed, arrived: Mapping[UUID, Arrived]) -> frozenset[UUID]:
    return frozenset[UUID]().union(*(arrived[link].shown for link in one.links if link in arrived))


def _opened(db: Session, case_ids: Iterable[UUID], staff: StaffView) -> dict[UUID, datetime]:
    """When this person last opened what had arrived, of the cases that they have opened."""
    mine = (Reading.staff_id == staff.id, Reading.case_id.in_(case_ids))
    last = select(Reading.case_id, func.max(Reading.at)).where(*mine).group_by(Reading.case_id)
    return {row[0]: row[1] for row in db.execute(last)}
