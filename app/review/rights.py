"""Which languages somebody may check: given and taken by a lead, for people of their organisations.

Promise: a reviewer's name in the public files is drawn, stays the same for ever, and tells nothing of them.
"""

from collections.abc import Iterable
from datetime import datetime
from secrets import token_hex
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.community import service as community
from app.db import writing
from app.review.book import reviewable
from app.review.errors import NotAReviewer, NotYourLanguage
from app.review.models import Reviewer, ReviewRight
from config import Keys


def give(
    db: Session, keys: Keys, by: accounts.StaffView, staff_id: UUID, codes: Iterable[str], now: datetime
) -> None:
    """Exactly these languages from now on. Raises NotAReviewer; then nothing was changed."""
    wanted = set(codes)
    with writing(db):
        _require(db, keys, by, staff_id, wanted)
        held = set(languages(db, staff_id))
        if wanted and db.get(Reviewer, staff_id) is None:
            db.add(Reviewer(staff_id=staff_id, alias=f"r{token_hex(8)}"))
            db.flush()
        db.execute(
            delete(ReviewRight).where(ReviewRight.staff_id == staff_id, ReviewRight.locale.not_in(wanted))
        )
        db.add_all(ReviewRight(staff_id=staff_id, locale=code) for code in wanted - held)
        for action, some in (("given", wanted - held), ("taken", held - wanted)):
            for code in sorted(some):
                accounts.append(db, keys, by.id, f"translation review {action}", staff_id, now, code)


def languages(db: Session, staff_id: UUID) -> tuple[str, ...]:
    """What somebody may check, in the order of the register; what has no words any more is left out."""
    held = set(db.scalars(select(ReviewRight.locale).where(ReviewRight.staff_id == staff_id)))
    return tuple(one.code for one in reviewable() if one.code in held)


def alias_of(db: Session, staff_id: UUID, code: str) -> str:
    """The name under which somebody checks a language. Raises NotYourLanguage."""
    row = db.get(Reviewer, staff_id)
    if row is None or code not in languages(db, staff_id):
        raise NotYourLanguage
    return row.alias


def names(db: Session, organisation_id: UUID, service_id: UUID) -> dict[str, str]:
    """The people of one's own organisation by their drawn names; of others nobody is told who they are."""
    people = {one.id: one.display_name for one in community.members(db, service_id, organisation_id)}
    rows = db.scalars(select(Reviewer).where(Reviewer.staff_id.in_(people)))
    return {row.alias: people[row.staff_id] for row in rows}


def _require(db: Session, keys: Keys, by: accounts.StaffView, staff_id: UUID, wanted: set[str]) -> None:
    person, own = accounts.believed_staff(db, keys, staff_id), community.organisation_of(db, staff_id)
    if person is None or own is None or by.service_id is None:
        raise NotAReviewer
    if not (person.service_id == own.service_id == by.service_id and person.role is accounts.Role.COMMUNITY):
        raise NotAReviewer
    if not wanted <= {one.code for one in reviewable()}:
        raise NotAReviewer
