"""What came over community links and nobody on duty can open any more: found, and given by two leads to
today's duty key.

Promise: only what waits is given, only of one's own service, and only to the duty key that stood when it was
asked: whoever joins the rota in between gets nothing by it, for there is another key then. Shown are all who
hold that very key, whatever the rota says; where the two differ nothing is given. No lead reads.
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


class RotaDiffers(desk.ReaderChanged):
    """Who holds the duty key that was named is not who is on the rota as it stands."""

    code = "rota_differs"


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

    Raises RotaDiffers, and NothingLost where none of it waits.
    """
    duty, privates = _duty(db, keys, deed.service_id), list(whole)
    if duty is None or duty.key_id != said.reader_key:
        raise RotaDiffers
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
    if said is not None:
        at = [one.sitting.first_at for one in came if one.sitting.id in said.ids]
        stands = duty is not None and duty.key_id == said.reader_key
        return desk.Came(at, _names(db, accounts.group_holders(db, said.reader_key)), stands)
    able = _ahead(db, keys, service_id)
    stays = duty is not None and able == accounts.group_readers(db, keys, duty.key_id)
    lost = _lost(db, keys, service_id, duty) if duty and stays else [one for one in came if one.open]
    return desk.Came([one.sitting.first_at for one in lost], _names(db, able))


WAY = desk.DutyWay(desk.Way("arrivals", find, give), shown)


def _duty(db: Session, keys: Keys, service_id: UUID) -> Recipient | None:
    """The duty key, where who holds it is who is on the rota, and one of them at least opens it."""
    duty = accounts.group_recipient(db, keys, service_id)
    if duty is None or accounts.group_holders(db, duty.key_id) != _on_rota(db, keys, service_id):
        return None
    return duty if accounts.group_readers(db, keys, duty.key_id) else None


def _on_rota(db: Session, keys: Keys, service_id: UUID) -> frozenset[UUID]:
    """Who is on the rota and can be on duty now."""
    rota = rota_of(db, service_id)
    able = can_be_on_duty(db, keys, service_id) if rota else []
    return frozenset(one.id for one in able if rota and one.id in rota.days)


def _ahead(db: Session, keys: Keys, service_id: UUID) -> frozenset[UUID]:
    """Who on the rota would open it, once the duty key is made for those who are on it now."""
    able = _on_rota(db, keys, service_id)
    return frozenset(one for one in able if accounts.key_opens(db, keys, one))


def _names(db: Session, staff_ids: Iterable[UUID]) -> list[str]:
    found = (accounts.staff(db, one) for one in staff_ids)
    return sorted(one.display_name for one in found if one)


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
