"""The duty inbox: what came over links that many people hold, opened by who is on duty, and decided about.

Promise: each opening is written down before any key is touched; nothing that was opened is kept but where it
is matched, and then sealed anew to that case's own readers, before the answer. What came stays as it came
until its 28 days are over. Nobody decides about what they never opened, and "no way to reach her" counts only
once a second person has opened it and says the same.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.desk import service as desk
from app.entry import service as entry
from app.inbox.links import kit_ids, link_ids, make_link, opens_any, past, refresh
from app.inbox.models import Arrival, CommunityLink, What
from app.inbox.rota import due, on_duty, require_on_rota, rota_of, save_rota, works
from app.messaging import service as messaging
from app.voice import service as voice
from config import Config, Keys
from safety import retention, sealing
from safety.errors import NotOpened, SafetyRefusal

__all__ = [
    "alarm",
    "decide",
    "kit_ids",
    "make_link",
    "open_arrival",
    "purge",
    "refresh",
    "save_rota",
    "tell",
    "waiting",
]

OPENED = "arrival opened"


class NoSuchArrival(SafetyRefusal):
    """Nothing of the kind came to this service."""

    code = "no_such_arrival"


class NotLooked(SafetyRefusal):
    """Nobody decides about what they never opened."""

    code = "not_looked"


@dataclass(frozen=True)
class Waiting:
    """One thing that came, without what is in it."""

    sitting: voice.Sitting
    due: datetime
    decided: Arrival | None

    @property
    def open(self) -> bool:
        """Whether somebody still has to do something about it."""
        row = self.decided
        if row is None or row.at < self.sitting.last_at or row.what is What.NEW_CASE:
            return True
        return self.second

    @property
    def second(self) -> bool:
        """Whether a second person has to look."""
        row = self.decided
        return row is not None and row.what is What.NO_WAY and row.second_id is None

    def late(self, now: datetime) -> bool:
        """Whether nobody looked by the time that she was told."""
        return self.decided is None and self.due < now


@dataclass(frozen=True)
class Opened:
    """What came, as it is read."""

    waiting: Waiting
    sittings: list[desk.Submission]
    unread: list[desk.Unread]

    @property
    def young(self) -> bool:
        """Whether she said that she is 16 or 17."""
        return any(one.shown.tapped("years", "young") for one in self.sittings)


def waiting(db: Session, service_id: UUID) -> list[Waiting]:
    """All that came to a service and is still kept, the oldest first."""
    rota, came = rota_of(db, service_id), voice.sittings(db, link_ids(db, service_id))
    rows = db.scalars(select(Arrival).where(Arrival.sitting_id.in_([one.id for one in came])))
    decided = {row.sitting_id: row for row in rows}
    return [Waiting(one, due(one.last_at, rota), decided.get(one.id)) for one in came] if rota else []


def open_arrival(db: Session, keys: Keys, sitting_id: UUID, reader: desk.Reader, now: datetime) -> Opened:
    """Open one thing that came. Raises NoSuchArrival, NotOnRota; then no key was touched."""
    found = _opening(db, keys, sitting_id, reader, now)
    sends, privates = _sends(db, keys, found), accounts.group_privates(db, keys, reader.privates())
    links = frozenset({found.sitting.link_id})
    results = [(sitting_id, desk.opened(send, links, privates)) for send in sends]
    said = [(sitting, one) for sitting, one in results if isinstance(one, desk.Said)]
    return Opened(found, desk.submissions(said), [one for _, one in results if isinstance(one, desk.Unread)])


def decide(
    db: Session, keys: Keys, sitting_id: UUID, what: What, reference: str, reader: desk.Reader, now: datetime
) -> None:
    """Write down what becomes of it; matched, it goes to its case.

    Raises NoSuchArrival, NotOnRota, NotLooked, NoSuchCase; then nothing is written down.
    """
    _one(db, sitting_id, reader.staff)
    if not any(
        line.action == OPENED and line.actor_id == reader.staff.id
        for line in accounts.entries(db, sitting_id)
    ):
        raise NotLooked
    if what is What.MATCHED:
        _match(db, keys, sitting_id, reference, reader, now)
    with writing(db):
        before = db.get(Arrival, sitting_id, populate_existing=True, with_for_update=True)
        row = Arrival(sitting_id=sitting_id, what=what, by_id=reader.staff.id, at=now, second_id=None)
        looked_before = before is not None and before.what is what is What.NO_WAY
        if before is not None and looked_before and before.by_id != reader.staff.id:
            row.by_id, row.second_id = before.by_id, reader.staff.id
        db.merge(row)
        accounts.append(db, keys, reader.staff.id, "arrival decided", sitting_id, now, what)


def _match(
    db: Session, keys: Keys, sitting_id: UUID, reference: str, reader: desk.Reader, now: datetime
) -> None:
    """Seal what came anew for the case's readers, over the case's own link: the desk opens nothing else."""
    assert reader.staff.service_id is not None
    case = cases.open_named(db, keys, reader.staff.service_id, reference.strip())
    if reader.staff.id in cases.conflicts_of(db, case.id):
        raise cases.NoSuchCase
    found = _opening(db, keys, sitting_id, reader, now)
    privates, link_id = accounts.group_privates(db, keys, reader.privates()), case.link_id
    assert link_id is not None
    contents = [_content(send, privates) for send in _sends(db, keys, found)]
    if not contents:
        raise NoSuchArrival
    flags = {"soon": found.sitting.urgent, "call": found.sitting.wants_call}
    with writing(db):
        whole = contents[-1] | {"many": True}
        voice.keep_spoken(db, keys, link_id, uuid4(), whole, now, last=True, **flags)
        accounts.append(db, keys, reader.staff.id, "arrival matched", case.id, now)


def _opening(db: Session, keys: Keys, sitting_id: UUID, reader: desk.Reader, now: datetime) -> Waiting:
    """Written down first, by whoever may open it."""
    with writing(db):
        found = _one(db, sitting_id, reader.staff)
        accounts.append(db, keys, reader.staff.id, OPENED, sitting_id, now)
    return found


def _one(db: Session, sitting_id: UUID, staff: accounts.StaffView) -> Waiting:
    assert staff.service_id is not None
    require_on_rota(db, staff)
    found = next((one for one in waiting(db, staff.service_id) if one.sitting.id == sitting_id), None)
    if found is None:
        raise NoSuchArrival
    return found


def _sends(db: Session, keys: Keys, found: Waiting) -> list[voice.StoredSend]:
    """Its sends, the one that counts last: the highest final, else the highest partial."""
    sends = voice.sends_of(db, keys, found.sitting.link_id, found.sitting.id)
    return sorted(sends, key=lambda send: (send.kind == sealing.Kind.FINAL, send.sequence, send.version))


def _content(send: voice.StoredSend, privates: list[tuple[bytes, bytes]]) -> dict[str, Any]:
    """What was sealed, as it was. Raises NotOpened where none of these keys opens it."""
    envelope = sealing.parse(send.envelope)
    named = set(envelope.key_ids())
    for key_id, private in privates:
        if key_id in named:
            content: dict[str, Any] = json.loads(sealing.open_with(envelope, key_id, private))
            return content
    raise NotOpened


def tell(db: Session, config: Config, now: datetime) -> int:
    """Tell whoever is on duty that something came; how many emails."""
    return sum(_told(db, config, service.id, now) for service in accounts.services(db))


def _told(db: Session, config: Config, service_id: UUID, now: datetime) -> bool:
    came = [one.sitting for one in waiting(db, service_id) if one.open]
    person = on_duty(db, config.keys, service_id, _today(now)) if came and works(_today(now)) else None
    if person is None:
        return False
    soon = max((one.last_at for one in came if one.urgent), default=None)
    return messaging.tell(db, config, person, messaging.News(max(one.last_at for one in came), soon), now)


def alarm(db: Session, config: Config, now: datetime) -> int:
    """Tell the leads where nobody is on duty on a working day, or something was not looked at in time."""
    return sum(
        messaging.tell_leads(db, config, service.id, now)
        for service in accounts.services(db)
        if unmanned(db, config.keys, service.id, now) or any(one.late(now) for one in waiting(db, service.id))
    )


def unmanned(db: Session, keys: Keys, service_id: UUID, now: datetime) -> bool:
    """Whether today something could come that nobody is there to read."""
    today = _today(now)
    return works(today) and opens_any(db, service_id, now) and on_duty(db, keys, service_id, today) is None


def purge(db: Session, now: datetime) -> int:
    """What came 28 days ago goes, with what was decided; links that ended so long ago too. How many went."""
    before = now - timedelta(days=retention.VIEWS_DAYS)
    with writing(db):
        every = db.scalars(select(CommunityLink.link_id)).all()
        over = [one.id for one in voice.sittings(db, every) if one.last_at < before]
        db.execute(delete(Arrival).where(Arrival.sitting_id.in_(over)))
        voice.purge_sittings(db, over)
        ended = past(db, now)
        voice.purge(db, ended, now)
        db.execute(delete(CommunityLink).where(CommunityLink.link_id.in_(ended)))
        entry.purge(db, ended)
    return len(over) + len(ended)


def _today(now: datetime) -> date:
    return cases.london(now).date()
