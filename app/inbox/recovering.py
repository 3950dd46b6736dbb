"""What came over community links and nobody on duty can open any more: found, and given by two leads to
today's duty key.

Promise: only what waits is given, only of one's own service, and only to the duty key that stood when it was
asked: whoever joins the rota in between gets nothing by it, for there is another key then. No lead reads.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.db import writing
from app.desk import service as desk
from app.inbox.opening import Waiting, sends_of, waiting
from app.inbox.rota import can_be_on_duty, keep_key, rota_of
from config import Keys
from safety import sealing
from safety.errors import SafetyRefusal
from safety.sealing import Recipient

GIVEN = "given by recovery"


class NobodyOpens(SafetyRefusal):
    """There is no rota, or nobody on it has a certified key that opens."""

    code = "nobody_opens"


class NothingLost(SafetyRefusal):
    """Nothing waits that today's duty key does not open."""

    code = "nothing_lost"


def find(
    db: Session, keys: Keys, lead: accounts.StaffView, wanted: desk.RecoveryWanted, now: datetime
) -> desk.Found:
    """What waits that the duty key does not open, the oldest first; the key is the rota's from here on.

    Raises NobodyOpens, NothingLost.
    """
    assert lead.service_id is not None
    with writing(db):
        rota = rota_of(db, lead.service_id)
        if rota is not None:
            keep_key(db, keys, lead.service_id, rota, lead.id, now)
            db.flush()
        duty = _duty(db, keys, lead.service_id)
        if duty is None:
            raise NobodyOpens
        ids = [one.sitting.id for one in _lost(db, keys, lead.service_id, duty)][: desk.MOST_RECOVERED]
    if not ids:
        raise NothingLost
    return desk.Found(ids, duty.key_id)


def give(
    db: Session,
    keys: Keys,
    said: desk.AskedOf,
    deed: desk.Deed,
    whole: Iterable[tuple[bytes, bytes]],
    now: datetime,
) -> desk.Given:
    """Of each thing that waits still: everything, for the duty key that was named.

    Raises ReaderChanged, and NothingLost where none of it waits.
    """
    duty, privates = _duty(db, keys, deed.service_id), list(whole)
    if duty is None or duty.key_id != said.reader_key:
        raise desk.ReaderChanged
    still = {one.sitting.id: one for one in waiting(db, deed.service_id) if one.open}
    there = [still[one] for one in said.ids if one in still]
    if not there:
        raise NothingLost
    things = shut = 0
    for one in there:
        given, left = _given(db, keys, one, duty, privates)
        accounts.append(db, keys, deed.by_id, GIVEN, one.sitting.id, now, f"things={given}")
        things, shut = things + given, shut + left
    return desk.Given(things, len(there), len(said.ids) - len(there), shut)


def shown(db: Session, keys: Keys, service_id: UUID, said: desk.AskedOf | None) -> desk.Came:
    """When what is asked for came, or what could be asked for now; and who would open it."""
    came, duty = waiting(db, service_id), _duty(db, keys, service_id)
    if said is None:
        able = _ahead(db, keys, service_id)
        stays = duty is not None and able == _readers(db, keys, service_id, duty)
        lost = _lost(db, keys, service_id, duty) if duty and stays else [one for one in came if one.open]
    else:
        lost = [one for one in came if one.sitting.id in said.ids]
        able = _readers(db, keys, service_id, duty if duty and duty.key_id == said.reader_key else None)
    return desk.Came([one.sitting.first_at for one in lost], [one.display_name for one in able])


WAY = desk.DutyWay(desk.Way("arrivals", find, give), shown)


def _duty(db: Session, keys: Keys, service_id: UUID) -> Recipient | None:
    """The duty key, where somebody on the rota can open it."""
    duty = accounts.group_recipient(db, keys, service_id)
    return duty if _readers(db, keys, service_id, duty) else None


def _readers(db: Session, keys: Keys, service_id: UUID, duty: Recipient | None) -> list[accounts.StaffView]:
    """Who on the rota opens it."""
    rota = rota_of(db, service_id)
    if rota is None or duty is None:
        return []
    opens = accounts.group_readers(db, keys, duty.key_id) & set(rota.days)
    return [one for one in can_be_on_duty(db, keys, service_id) if one.id in opens]


def _ahead(db: Session, keys: Keys, service_id: UUID) -> list[accounts.StaffView]:
    """Who on the rota would open it, once the duty key is made for those who are on it now."""
    rota = rota_of(db, service_id)
    able = can_be_on_duty(db, keys, service_id) if rota else []
    return [one for one in able if rota and one.id in rota.days and accounts.key_opens(db, keys, one.id)]


def _lost(db: Session, keys: Keys, service_id: UUID, duty: Recipient) -> list[Waiting]:
    """What waits and is not sealed to this key."""
    return [
        one
        for one in waiting(db, service_id)
        if one.open and any(duty.key_id not in thing.envelope.key_ids() for thing in _things(db, keys, one))
    ]


def _things(db: Session, keys: Keys, found: Waiting) -> list[desk.Thing]:
    """What was sent over this very link, and its English."""
    return desk.sent_things(db, keys, sends_of(db, keys, found))


def _given(
    db: Session, keys: Keys, found: Waiting, duty: Recipient, privates: list[tuple[bytes, bytes]]
) -> tuple[int, int]:
    """How many things were given, and how many more these keys do not open."""
    given = shut = 0
    for thing in _things(db, keys, found):
        if duty.key_id in thing.envelope.key_ids():
            continue
        key = desk.content_key_of(thing.envelope, privates)
        if key is None:
            shut += 1
        else:
            thing.keep(sealing.add_recipient(thing.envelope, key, duty))
            given += 1
    return given, shut
