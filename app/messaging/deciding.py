"""What staff see of messages, and what they decide: cancel, try again, drop. Never a text or a number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.messaging.models import Channel, Copy, Outgoing, State
from app.messaging.reach import acted_in
from app.messaging.refusing import Held, Hold, NoSuchMessage, NoWindow, TooLate
from app.messaging.standing import standing
from config import Keys

BEHIND = timedelta(minutes=15)
CLEAN_TRIES = 5  # after so many tries somebody should look
SHOWN = 20


@dataclass(frozen=True)
class Seen:
    """One message as staff see it."""

    id: UUID
    case_id: UUID | None
    template: str
    state: State
    reason: str
    status: str
    status_at: datetime | None
    error: int | None
    made_by: UUID | None
    made_at: datetime
    due_at: datetime
    uncertain: bool

    @property
    def stuck(self) -> bool:
        """Whether it waits for somebody's decision."""
        return self.state in (State.HELD, State.FAILED)


@dataclass(frozen=True)
class Counts:
    """How the outbox stands: how many wait, went and failed, and since when the oldest is overdue."""

    waiting: int
    sent: int
    failed: int
    oldest: datetime | None
    not_cleaned: int


def of_case(db: Session, case_id: UUID) -> list[Seen]:
    """A case's texts, newest first."""
    return _seen(db, Outgoing.case_id == case_id)


def stuck_of(db: Session, staff: accounts.StaffView, now: datetime) -> list[Seen]:
    """What waits for a decision: of what an IDVA works on or covers, or of a lead's service."""
    leads = staff.role is accounts.Role.LEAD
    return stuck_in(db, cases.seen_by(staff) if leads else cases.covering.acted_in(staff, now))


def stuck_in(db: Session, which: Select[UUID]) -> list[Seen]:
    """What waits for a decision in these cases."""
    return _seen(db, Outgoing.case_id.in_(which), Outgoing.state.in_((State.HELD, State.FAILED)))


def cancel(db: Session, keys: Keys, message_id: UUID, by: accounts.StaffView, now: datetime) -> UUID:
    """Keep a text from going, until it goes; its case. Raises NoSuchMessage, NotYours, TooLate."""
    return _end(db, keys, message_id, (State.WAITING,), State.CANCELLED, by, now)


def drop(db: Session, keys: Keys, message_id: UUID, by: accounts.StaffView, now: datetime) -> UUID:
    """Let go of a text that was held or failed; its case. Raises NoSuchMessage, NotYours, TooLate."""
    return _end(db, keys, message_id, (State.HELD, State.FAILED), State.DROPPED, by, now)


def retry(db: Session, keys: Keys, message_id: UUID, by: accounts.StaffView, now: datetime) -> UUID:
    """Choose a held or failed text again, for her next time; its case.

    One of uncertain fate is asked about first.

    Raises NoSuchMessage, NotYours, TooLate, Held, NoWindow.
    """
    with writing(db):
        row, case = _decided(db, keys, message_id, by, now)
        if row.state not in (State.HELD, State.FAILED):
            raise TooLate
        stands = standing(db, keys, case, now)
        if stands.hold is not None or stands.known is None or stands.known.id != row.reach_id:
            raise Held(stands.hold or Hold.CHANGED)
        due_at = stands.next_at(now)
        if due_at is None:
            raise NoWindow
        _again(row, due_at, now)
        accounts.append(db, keys, by.id, "text chosen again", case.id, now, row.template)
    return case.id


def _again(row: Outgoing, due_at: datetime, now: datetime) -> None:
    asks = row.handed_at is not None and row.sid is None
    row.state = State.SENDING if asks else State.WAITING
    row.leased_until = now if asks else None
    row.handed_at = row.handed_at if asks else None
    row.due_at, row.last_at, row.tries, row.reason = due_at, None, 0, ""
    row.sid, row.status, row.status_at, row.error = None, "", None, None


def _end(
    db: Session,
    keys: Keys,
    message_id: UUID,
    allowed: Sequence[State],
    end: State,
    by: accounts.StaffView,
    now: datetime,
) -> UUID:
    with writing(db):
        row, case = _decided(db, keys, message_id, by, now)
        if row.state not in allowed:
            raise TooLate
        row.state = end
        accounts.append(db, keys, by.id, f"text {end}", case.id, now, row.template)
    return case.id


def _decided(
    db: Session, keys: Keys, message_id: UUID, by: accounts.StaffView, now: datetime
) -> tuple[Outgoing, cases.Case]:
    """A text of a case that this person acts in, held for this transaction."""
    found = select(Outgoing).where(Outgoing.id == message_id, Outgoing.channel == Channel.TEXT)
    row = db.scalar(found.with_for_update().execution_options(populate_existing=True))
    if row is None or row.case_id is None:
        raise NoSuchMessage
    return row, acted_in(db, keys, row.case_id, by, now)


def counts(db: Session, now: datetime, service_id: UUID | None = None) -> Counts:
    """How the outbox stands, of one service or of all."""
    mine = [Outgoing.service_id == service_id] if service_id else []
    grouped = select(Outgoing.state, func.count()).where(*mine).group_by(Outgoing.state)
    found: dict[State, int] = {row[0]: row[1] for row in db.execute(grouped)}
    overdue = select(func.min(Outgoing.due_at)).where(
        *mine, Outgoing.state == State.WAITING, Outgoing.due_at <= now
    )
    stuck = select(func.count()).where(Copy.gone_at.is_(None), Copy.tries >= CLEAN_TRIES)
    return Counts(
        waiting=found.get(State.WAITING, 0) + found.get(State.SENDING, 0),
        sent=found.get(State.SENT, 0),
        failed=found.get(State.FAILED, 0),
        oldest=db.scalar(overdue),
        not_cleaned=db.scalar(stuck) or 0,
    )


def behind(db: Session, now: datetime) -> bool:
    """Whether a message that may go has waited for too long."""
    oldest = counts(db, now).oldest
    return oldest is not None and now - oldest > BEHIND


def _seen(db: Session, *which: ColumnElement[bool]) -> list[Seen]:
    rows = db.scalars(select(Outgoing).where(*which).order_by(Outgoing.made_at.desc()).limit(SHOWN))
    return [
        Seen(
            id=row.id,
            case_id=row.case_id,
            template=row.template,
            state=row.state,
            reason=row.reason,
            status=row.status,
            status_at=row.status_at,
            error=row.error,
            made_by=row.made_by,
            made_at=row.made_at,
            due_at=row.due_at,
            uncertain=row.handed_at is not None and row.sid is None and row.state is State.FAILED,
        )
        for row in rows
    ]
