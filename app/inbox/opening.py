"""What came over links that many people hold, listed without what is in it, and opened by who is on duty.

Promise: each opening is written down before any key is touched, and nothing that was opened is kept.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.db import writing
from app.desk import service as desk
from app.inbox.links import link_ids
from app.inbox.models import SEEN_TWICE, Arrival, What
from app.inbox.rota import due, require_on_rota, rota_of
from app.voice import service as voice
from config import Keys
from safety import sealing
from safety.errors import NotOpened, SafetyRefusal

OPENED = "arrival opened"


class NoSuchArrival(SafetyRefusal):
    """Nothing of the kind came to this service."""

    code = "no_such_arrival"


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
        return row is not None and row.what in SEEN_TWICE and row.second_id is None

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
    found = written_opening(db, keys, sitting_id, reader, now)
    sends, privates = sends_of(db, keys, found), accounts.group_privates(db, keys, reader.privates())
    links = frozenset({found.sitting.link_id})
    results = [(sitting_id, desk.opened(send, links, privates)) for send in sends]
    said = [(sitting, one) for sitting, one in results if isinstance(one, desk.Said)]
    return Opened(found, desk.submissions(said), [one for _, one in results if isinstance(one, desk.Unread)])


def written_opening(db: Session, keys: Keys, sitting_id: UUID, reader: desk.Reader, now: datetime) -> Waiting:
    """Written down first, by whoever may open it."""
    with writing(db):
        found = one_of(db, sitting_id, reader.staff)
        accounts.append(db, keys, reader.staff.id, OPENED, sitting_id, now)
    return found


def one_of(db: Session, sitting_id: UUID, staff: accounts.StaffView) -> Waiting:
    """What came, for whoever is on the rota. Raises NotOnRota, NoSuchArrival; nothing was opened."""
    assert staff.service_id is not None
    require_on_rota(db, staff)
    found = next((one for one in waiting(db, staff.service_id) if one.sitting.id == sitting_id), None)
    if found is None:
        raise NoSuchArrival
    return found


def sends_of(db: Session, keys: Keys, found: Waiting) -> list[voice.StoredSend]:
    """Its sends, the one that counts last: the highest final, else the highest partial."""
    sends = voice.sends_of(db, keys, found.sitting.link_id, found.sitting.id)
    return sorted(sends, key=lambda send: (send.kind == sealing.Kind.FINAL, send.sequence, send.version))


def content_of(send: voice.StoredSend, privates: list[tuple[bytes, bytes]]) -> dict[str, Any]:
    """What was sealed, as it was. Raises NotOpened where none of these keys opens it, or it was sealed for
    another link than its row's.
    """
    envelope = sealing.parse(send.envelope)
    if not desk.belongs(envelope.header, send, frozenset({send.link_id})):
        raise NotOpened
    named = set(envelope.key_ids())
    for key_id, private in privates:
        if key_id in named:
            content: dict[str, Any] = json.loads(sealing.open_with(envelope, key_id, private))
            return content
    raise NotOpened
