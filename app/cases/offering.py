"""Whether a safe offer to say her views was made before this meeting, and where not, why (V1).

Promise: a link whose code was said to her counts as an offer by itself; anything else is what her IDVA wrote
down, from a closed list. What is not written down counts as neither.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases.acting import By
from app.cases.drafts import NotYours, locked
from app.cases.models import Offer
from app.db import writing
from app.entry import service as entry
from safety.standard import WhyNot

MADE = "made"
SAID = {
    WhyNot.UNAWARE: _l("She does not know of the meeting, and it is not safe to tell her"),
    WhyNot.NO_CHANNEL: _l("No safe way to reach her"),
    WhyNot.NOT_REACHED: _l("Tried, and not reached"),
    WhyNot.DECLINED: _l("She said no"),
    WhyNot.LANGUAGE: _l("No interpreter, or no BSL"),
    WhyNot.TOO_LATE: _l("The case came too late"),
    WhyNot.CAPACITY: _l("No capacity"),
}


@dataclass(frozen=True)
class Offered:
    """Whether a safe offer was made, else the reason that was written down; neither where nothing was."""

    made: bool = False
    why: WhyNot | None = None


def offers(
    db: Session, case_ids: Sequence[UUID], links: Mapping[UUID, Sequence[UUID]]
) -> dict[UUID, Offered]:
    """What stands about each of these cases; those of which nothing is known are left out."""
    rows = db.execute(select(Offer.case_id, Offer.why).where(Offer.case_id.in_(case_ids)))
    found = {case_id: Offered(why is None, why) for case_id, why in rows}
    of_case = {link_id: case_id for case_id, ids in links.items() for link_id in ids}
    return found | {of_case[link_id]: Offered(made=True) for link_id in entry.settled(db, of_case)}


def record_offer(db: Session, case_id: UUID, version: int, why: WhyNot | None, by: By) -> None:
    """Write down why no safe offer was made; without a reason, that one was made in another way.

    Raises NotYours, NoSuchCase, CaseChanged; then nothing has changed.
    """
    with writing(db):
        case = locked(db, case_id, version)
        if case.idva_id != by.staff.id:
            raise NotYours
        row = db.get(Offer, case_id) or Offer(case_id=case_id)
        row.why, row.at, row.by_id = why, by.now, by.staff.id
        db.add(row)
        case.version, case.changed_at = case.version + 1, by.now
        accounts.audit.append(db, by.keys, by.staff.id, "offer written down", case_id, by.now)


def recorded(db: Session, case_id: UUID) -> str:
    """What was written down of this case, as it is chosen; empty where nothing was."""
    row = db.get(Offer, case_id)
    return "" if row is None else row.why or MADE
