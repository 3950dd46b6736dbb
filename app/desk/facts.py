"""What the voice standard asks of one case: from its dates and closed words, never from anything she said."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cases import service as cases
from app.desk.models import Given, Outcome
from safety import retention
from safety.standard import Facts


class Known(Protocol):
    """As much of a case as its facts need."""

    @property
    def case(self) -> cases.Case: ...
    @property
    def meeting(self) -> cases.Meeting | None: ...
    @property
    def offered(self) -> cases.Offered: ...
    @property
    def first_at(self) -> datetime | None: ...


def facts_of(row: Known, outcome: Outcome | None, now: datetime, given: bool | None = None) -> Facts:
    """What the standard asks of one case, from its dates and closed words.

    `given`: her views came and went since, in time or not.
    """
    offered = row.offered.made or given is not None
    if row.meeting is None:
        return Facts(offered=offered, not_offered=row.offered.why)
    starts, today = row.meeting.starts_at, cases.london(now).date()
    on = cases.london(starts).date()
    told_on = outcome.told_on if outcome else None
    return Facts(
        offered=offered,
        not_offered=row.offered.why,
        in_time=bool(given) or (row.first_at is not None and row.first_at <= starts),
        begun=starts <= now,
        heard=outcome.heard if outcome else None,
        answered=outcome.answered if outcome else None,
        told=outcome.told if outcome else None,
        told_in=cases.working_days_after(on, told_on) if told_on else None,
        days_since=cases.working_days_after(on, today),
        invited=row.case.invited_at is not None,
        may_still_invite=_may_still_invite(on, today),
    )


def given_of(db: Session, case_ids: Sequence[UUID]) -> dict[UUID, bool]:
    """Those of these cases whose views went while the case stayed: whether they had come in time."""
    rows = db.scalars(select(Given).where(Given.case_id.in_(case_ids)))
    return {row.case_id: row.in_time for row in rows}


def _may_still_invite(on: date, today: date) -> bool:
    return today <= on + timedelta(days=retention.INVITED_UNTIL_DAYS)
