"""Keys of a month: a new pair in its owner's own session, and a new recovery key where two leads hold it.

Promise: the new key inherits the older one's certification: whoever was believed with that is believed with
this. What only the older one opened on behalf of others (halves of recovery keys, shares of duty keys) opens
with the new one, by the same transaction. The older one still opens what was sealed to it, until nothing
names it any more (`old_keys`).
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import audit, groups, halves, keyring, recovery
from app.accounts import staff as people
from app.accounts.models import KeyState, OwnerKind, RecipientKey, Staff, StaffState
from app.db import writing
from config import Keys
from safety.retention import key_is_old
from safety.sealing import new_pair

Privates = dict[bytes, bytes]


def renew(
    db: Session, keys: Keys, staff_id: UUID, wrapping_key: bytes, privates: Privates, now: datetime
) -> Privates:
    """The private keys that a password opened, with a new one among them where the last is a month old.

    Other browsers of the same person are signed out then: they hold no new key. One that signs in at the same
    moment is given it too. Nothing happens where the password was changed, or the account taken away,
    while this one was looked at.
    """
    before = db.get_one(Staff, staff_id).kdf_salt
    if not _wanting(db, keys, staff_id, privates, now):
        return privates
    with writing(db):
        row = db.get_one(Staff, staff_id)
        db.refresh(row, with_for_update=True)
        if row.state is not StaffState.ACTIVE or row.kdf_salt != before:
            return privates
        privates = keyring.open_all(db, keys, staff_id, wrapping_key)
        old = _due(db, keys, staff_id, privates, now)
        if old is None:
            return privates
        new, private = _successor(db, keys, old, wrapping_key, now)
        halves.move(db, keys, old, new, privates[old.id.bytes])
        groups.move(db, keys, old, new, privates[old.id.bytes])
        people.end_sessions(db, staff_id)
        audit.append(db, keys, None, "key renewed", staff_id, now)
    return {**privates, new.id.bytes: private}


def renew_recovery(db: Session, keys: Keys, now: datetime) -> int:
    """A new recovery key for each service whose last is a month old; how many.

    Where one lead holds it with a paper it stays: a new one would take the trustee and another paper.
    """
    made = 0
    for service in people.services(db):
        row = keyring.certified(db, keys, OwnerKind.RECOVERY, service_id=service.id)
        if row is not None and _aged(row, now) and len(recovery.leads_keys(db, keys, service.id)) > 1:
            recovery.remake(db, keys, service.id, None, now)
            made += 1
    return made


def _wanting(db: Session, keys: Keys, staff_id: UUID, privates: Privates, now: datetime) -> bool:
    """Whether the key that links seal to is a month old, or was made since these were opened."""
    row = keyring.certified(db, keys, OwnerKind.STAFF, owner_id=staff_id)
    return row is not None and (row.id.bytes not in privates or _aged(row, now))


def _due(db: Session, keys: Keys, staff_id: UUID, privates: Privates, now: datetime) -> RecipientKey | None:
    """The key that links seal to, where it is a month old and this password opens it."""
    row = keyring.certified(db, keys, OwnerKind.STAFF, owner_id=staff_id)
    return row if row is not None and row.id.bytes in privates and _aged(row, now) else None


def _aged(row: RecipientKey, now: datetime) -> bool:
    return row.certified_at is not None and key_is_old(row.certified_at, now)


def _successor(
    db: Session, keys: Keys, old: RecipientKey, wrapping_key: bytes, now: datetime
) -> tuple[RecipientKey, bytes]:
    """The new row, certified by whoever certified the older one, which is retired; and its private half."""
    private, public = new_pair()
    keyring.retire(keys, old, now)
    owner = (OwnerKind.STAFF, old.owner_id, old.service_id)
    new = keyring.new_row(keys, *owner, public, KeyState.CERTIFIED, now)
    new.certified_by = old.certified_by
    new.mac = keyring.row_mac(keys, new)
    new.sealed_private = keyring.sealed_private(keys, new.id, wrapping_key, private)
    db.add(new)
    db.flush()
    return new, private
