"""What the voice standard counts of cases: asked as they are kept, and once more as they go.

Promise: a case counts alike before and after its views went, and what is counted names nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cases import service as cases
from app.db import writing
from app.desk import facts
from app.desk.models import Given, Outcome
from app.voice import service as voice
from config import Keys
from safety.coverage import Counted, bands_of, counts_of
from safety.quarters import Quarter

ENGLISH = ("en",)


@dataclass(frozen=True)
class Known:
    """One case with its meeting, and when the first of her views came."""

    case: cases.Case
    meeting: cases.Meeting
    offered: cases.Offered
    first_at: datetime | None


def counted(db: Session, keys: Keys, case_ids: Sequence[UUID], now: datetime) -> list[Counted]:
    """Each of these cases as counts; one whose meeting has not begun counts nowhere."""
    there = [one for one in _known(db, keys, case_ids) if one.meeting.starts_at <= now]
    ids = [one.case.id for one in there]
    rows = {row.case_id: row for row in db.scalars(select(Outcome).where(Outcome.case_id.in_(ids)))}
    given = facts.given_of(db, ids)
    return [_counted(one, rows.get(one.case.id), now, given.get(one.case.id)) for one in there]


def kept(db: Session, keys: Keys, since: datetime, until: datetime, now: datetime) -> list[Counted]:
    """The cases that are still kept, of meetings that began from one moment up to another."""
    return counted(db, keys, cases.heard_of(db, since, until), now)


def remember(db: Session, keys: Keys, case_ids: Sequence[UUID]) -> None:
    """Her views go while these cases stay: that they came, and whether in time, stays with the case."""
    with writing(db):
        there = facts.given_of(db, case_ids)
        for one in _known(db, keys, case_ids):
            if one.first_at is not None and one.case.id not in there:
                db.add(Given(case_id=one.case.id, in_time=one.first_at <= one.meeting.starts_at))


def _known(db: Session, keys: Keys, case_ids: Sequence[UUID]) -> list[Known]:
    listed = cases.listed(db, case_ids)
    arrived = voice.latest(db, keys, [link_id for one in listed for link_id in one.links])
    found = []
    for one in listed:
        came = [arrived[link_id] for link_id in one.links if link_id in arrived]
        first_at = min((each.first_at for each in came if each.first_at), default=None)
        offered = cases.Offered(made=True) if any(each.count for each in came) else one.offered
        if one.meeting is not None and (one.case.state is not cases.State.DRAFT or one.case.reference):
            found.append(Known(one.case, one.meeting, offered, first_at))
    return found


def _counted(one: Known, outcome: Outcome | None, now: datetime, given: bool | None) -> Counted:
    counts = counts_of(facts.facts_of(one, outcome, now, given))
    on = cases.london(one.meeting.starts_at).date()
    bands = (
        "age:16-17" if one.case.young else "age:18+",
        "language:english" if one.case.form_locale.startswith(ENGLISH) else "language:other",
    )
    return Counted(
        one.case.service_id, one.meeting.area_code, Quarter.of(on), counts, bands_of(counts, bands)
    )
