"""Messages, for the other capabilities: what goes with a case, what goes in its time, what is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.messaging import deciding, following, incoming, outbox, reach
from app.messaging.deciding import counts
from app.messaging.incoming import kept, share
from app.messaging.models import Channel, Copy, Incoming, Outgoing, Reach, State, Stopped
from app.messaging.notices import COPIES, ROOM, TRAIL, UNOPENED, News, alarm_leads_too, tell, tell_leads
from app.messaging.refusing import Hold
from app.messaging.standing import stopped_at
from config import Keys
from safety.retention import AUDIT_DAYS

__all__ = [
    "COPIES",
    "ROOM",
    "TRAIL",
    "UNOPENED",
    "News",
    "Notice",
    "alarm_leads_too",
    "behind",
    "counts",
    "erase",
    "forget_old",
    "kept",
    "notice",
    "purge",
    "share",
    "taken_over",
    "tell",
    "tell_leads",
]

EMAIL_DAYS = 14


def taken_over(db: Session, keys: Keys, case_id: UUID, by: accounts.StaffView, now: datetime) -> None:
    """A case has another IDVA: no text of it goes before they agreed contact with her, live."""
    with writing(db):
        outbox.hold_waiting(db, case_id, Hold.HANDED_OVER)
        reach.taken_over(db, keys, case_id, by, now)


def purge(db: Session, case_ids: Sequence[UUID], now: datetime) -> None:
    """Take out numbers, times and messages of cases that go. The provider's copies are deleted there."""
    with writing(db):
        there = select(Outgoing.sid).where(Outgoing.case_id.in_(case_ids), Outgoing.sid.is_not(None))
        for sid in db.scalars(there).all():
            following.keep_track(db, str(sid), now)
        for table in (Outgoing, Reach, Stopped, Incoming):
            db.execute(delete(table).where(table.case_id.in_(case_ids)))


def erase(db: Session, case_id: UUID, now: datetime, *, reach_too: bool) -> None:
    """At her wish: texts to her and from her number go, and where she says so number and times too.

    One that is on its way in this minute goes with its case. That somebody said stop stays.
    """
    with writing(db):
        theirs = (Outgoing.case_id == case_id, Outgoing.state != State.SENDING)
        for sid in db.scalars(select(Outgoing.sid).where(*theirs, Outgoing.sid.is_not(None))).all():
            following.keep_track(db, str(sid), now)
        db.execute(delete(Outgoing).where(*theirs))
        db.execute(delete(Incoming).where(Incoming.case_id == case_id))
        if reach_too:
            on_its_way = select(Outgoing.reach_id).where(Outgoing.case_id == case_id)
            gone = (Reach.case_id == case_id, Reach.id.not_in(on_its_way))
            db.execute(delete(Reach).where(*gone))


def forget_old(db: Session, now: datetime) -> int:
    """Emails after a fortnight; the provider's names for what is gone there after two years."""
    with writing(db):
        ended = Outgoing.state.in_((State.SENT, State.HELD, State.FAILED))
        before = now - timedelta(days=EMAIL_DAYS)
        emails = select(Outgoing.id).where(
            Outgoing.channel == Channel.EMAIL, ended, Outgoing.made_at < before
        )
        names = select(Copy.sid).where(Copy.gone_at < now - timedelta(days=AUDIT_DAYS))
        old, gone = db.scalars(emails).all(), db.scalars(names).all()
        db.execute(delete(Outgoing).where(Outgoing.id.in_(old)))
        db.execute(delete(Copy).where(Copy.sid.in_(gone)))
    return len(old) + len(gone)


@dataclass(frozen=True)
class Notice:
    """What a case's page says of its texts: no word of any, and no number."""

    stopped_at: datetime | None
    came: int
    stuck: int
    waiting: int


def notice(db: Session, case_id: UUID) -> Notice:
    """Whether somebody said stop since contact was agreed, what came unopened, what waits."""
    agreement, stop = cases.agreement_of(db, case_id), stopped_at(db, case_id)
    stands = stop is not None and (agreement is None or agreement.agreed_at <= stop)
    seen = deciding.of_case(db, case_id)
    return Notice(
        stopped_at=stop if stands else None,
        came=incoming.waiting(db, case_id),
        stuck=sum(each.stuck for each in seen),
        waiting=sum(each.state is State.WAITING for each in seen),
    )


def behind(db: Session, now: datetime) -> str:
    """What `/readyz` says where messages wait for too long; empty where all is well."""
    return "messages behind" if deciding.behind(db, now) else ""
