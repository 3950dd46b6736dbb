"""The outbox: messages put in by what causes them, claimed by workers, and kept until their fate is known.

Promise: a message is put in once a key. One worker at a time has a message, and one number has one text on
its way at a time. Whoever lost its claim changes nothing any more. A text whose fate is uncertain goes back
to waiting only after the provider was asked.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from app.accounts import service as accounts
from app.db import writing
from app.messaging.backing import delay
from app.messaging.models import Channel, Copy, Outgoing, State
from app.messaging.reach import Known
from app.messaging.refusing import Hold
from app.messaging.verdict import Go, Keep, Wait, verdict
from config import Keys
from safety.errors import SafetyRefusal
from safety.numbers import looked_up

LEASE = timedelta(minutes=2)  # longer than any provider takes to take or refuse a text
MOST_TRIES = 10


@dataclass(frozen=True)
class Message:
    """What is put in."""

    channel: Channel
    template: str
    content: dict[str, str] = field(repr=False)
    due_at: datetime
    last_at: datetime | None = None
    case_id: UUID | None = None
    known: Known | None = None
    staff_id: UUID | None = None
    made_by: UUID | None = None


@dataclass(frozen=True)
class Claimed:
    """One message in one worker's hands, until its lease ends."""

    id: UUID
    claim: UUID
    channel: Channel
    service_id: UUID | None
    content: dict[str, str] = field(repr=False)
    handed_at: datetime


def known(db: Session, key: UUID) -> bool:
    """Whether a message of this key was put in."""
    return db.get(Outgoing, key) is not None


def put(db: Session, keys: Keys, key: UUID, service_id: UUID | None, message: Message, now: datetime) -> None:
    """Put a message in, inside the transaction that causes it."""
    with writing(db):
        to = message.content["to"]
        hashed = looked_up(keys.pepper, to) if message.channel is Channel.TEXT else None
        db.add(
            Outgoing(
                id=key,
                channel=message.channel,
                service_id=service_id,
                case_id=message.case_id,
                reach_id=message.known.id if message.known else None,
                staff_id=message.staff_id,
                made_by=message.made_by,
                template=message.template,
                sealed=keys.data.seal(json.dumps(message.content).encode(), context(key)),
                number_hash=hashed,
                made_at=now,
                due_at=message.due_at,
                last_at=message.last_at,
            )
        )
        db.flush()


def context(key: UUID) -> bytes:
    """What a message's seal is bound to."""
    return b"outbox:" + key.bytes


def claim(db: Session, keys: Keys, now: datetime) -> Claimed | bool:
    """Take the message that is due first, if every rule lets it go at this moment.

    True where one was looked at and kept back, False where nothing is due.
    """
    if db.scalar(_due(now)) is None:  # looking takes no lock that a writer needs
        return False
    try:
        with writing(db):
            row = db.scalar(_held(_due(now), skip=True))
            return _judged(db, keys, row, now) if row else False
    except IntegrityError:  # another worker has just taken a text to the same number
        return False


def _due(now: datetime) -> Select[Outgoing]:
    on_its_way = aliased(Outgoing)
    busy = select(on_its_way.id).where(
        on_its_way.state == State.SENDING, on_its_way.number_hash == Outgoing.number_hash
    )
    due = select(Outgoing).where(Outgoing.state == State.WAITING, Outgoing.due_at <= now, ~busy.exists())
    return due.order_by(Outgoing.due_at, Outgoing.id).limit(1)


def _held(query: Select[Outgoing], *, skip: bool = False) -> Select[Outgoing]:
    """The same row, held for this transaction; `skip` leaves those that others hold to them."""
    return query.with_for_update(skip_locked=skip).execution_options(populate_existing=True)


def _judged(db: Session, keys: Keys, row: Outgoing, now: datetime) -> Claimed | bool:
    """A row that cannot be believed or opened is kept back, and holds up no other."""
    try:
        return _done_with(db, keys, row, now)
    except SafetyRefusal:
        row.state, row.reason = State.HELD, Hold.CHANGED
        db.flush()
        return True


def _done_with(db: Session, keys: Keys, row: Outgoing, now: datetime) -> Claimed | bool:
    match verdict(db, keys, row, now):
        case Wait(until):
            row.due_at = until
        case Keep(hold):
            row.state, row.reason = State.HELD, hold
        case Go():
            return _take(db, keys, row, now)
    db.flush()
    return True


def _take(db: Session, keys: Keys, row: Outgoing, now: datetime) -> Claimed:
    content = json.loads(keys.data.open(row.sealed, context(row.id)))
    row.state, row.claim, row.tries = State.SENDING, uuid4(), row.tries + 1
    row.handed_at, row.leased_until = now, now + LEASE
    db.flush()
    return _claimed(row, content)


def _claimed(row: Outgoing, content: dict[str, str]) -> Claimed:
    assert row.claim is not None and row.handed_at is not None
    return Claimed(row.id, row.claim, row.channel, row.service_id, content, row.handed_at)


def hold_waiting(db: Session, case_id: UUID, hold: Hold) -> None:
    """Keep back every text of a case that waits, inside the transaction that asks for it."""
    waits = select(Outgoing).where(Outgoing.case_id == case_id, Outgoing.state == State.WAITING)
    for row in db.scalars(_held(waits)):
        row.state, row.reason = State.HELD, hold


def claim_uncertain(db: Session, keys: Keys, now: datetime) -> Claimed | None:
    """Take a message whose worker was lost, or did not learn whether it went: to ask, not to send."""
    lost = select(Outgoing).where(Outgoing.state == State.SENDING, Outgoing.leased_until <= now)
    first = lost.order_by(Outgoing.leased_until).limit(1)
    if db.scalar(first) is None:
        return None
    with writing(db):
        row = db.scalar(_held(first, skip=True))
        if row is None:
            return None
        try:
            content = json.loads(keys.data.open(row.sealed, context(row.id)))
        except SafetyRefusal:
            row.state, row.reason = State.HELD, Hold.CHANGED
            return None
        row.claim, row.leased_until = uuid4(), now + LEASE
        db.flush()
        return _claimed(row, content)


def accepted(db: Session, keys: Keys, mine: Claimed, sid: str | None, now: datetime) -> None:
    """The provider has it, under this name of its own. How far it is there is written down next."""
    with writing(db):
        row = _mine(db, mine)
        if row is None:
            return
        row.state, row.sid, row.status, row.status_at = State.SENT, sid, "", now
        row.reason, row.error, row.due_at = "", None, now
        if row.case_id:
            accounts.append(db, keys, None, "text handed over", row.case_id, now, row.template)


def refused(db: Session, mine: Claimed, error: int | None) -> None:
    """The provider will never take it: a member of staff decides."""
    with writing(db):
        row = _mine(db, mine)
        if row is not None:
            row.state, row.reason, row.error, row.handed_at = State.FAILED, "refused", error, None


def not_taken(db: Session, mine: Claimed, now: datetime, error: int | None = None) -> None:
    """It has certainly not gone: it waits for another try, or for a member of staff after many."""
    with writing(db):
        row = _mine(db, mine)
        if row is not None:
            over = row.tries >= MOST_TRIES
            row.state, row.reason = (State.FAILED, "tries") if over else (State.WAITING, "")
            row.error, row.handed_at, row.due_at = error, None, now + delay(row.tries)


def unsure(db: Session, mine: Claimed, now: datetime, *, asked: bool = False) -> None:
    """Nobody knows whether it went: it is asked about, later, and for long enough; never just sent again."""
    with writing(db):
        row = _mine(db, mine)
        if row is None:
            return
        row.tries += asked
        row.leased_until = now + (delay(row.tries) if asked else LEASE)
        if row.tries >= 2 * MOST_TRIES:
            row.state, row.reason = State.FAILED, "uncertain"


def known_sids(db: Session, sids: list[str]) -> set[str]:
    """Those of these names that are some message's already."""
    ours = set(db.scalars(select(Outgoing.sid).where(Outgoing.sid.in_(sids))))
    return {sid for sid in ours if sid} | set(db.scalars(select(Copy.sid).where(Copy.sid.in_(sids))))


def _mine(db: Session, mine: Claimed) -> Outgoing | None:
    """The row, while this claim stands."""
    held = select(Outgoing).where(
        Outgoing.id == mine.id, Outgoing.claim == mine.claim, Outgoing.state == State.SENDING
    )
    return db.scalar(_held(held))
