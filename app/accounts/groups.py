"""A service's group key: what comes for whoever is on duty is sealed to it.

Promise: its private half is sealed to the certified key of each member and kept nowhere else. Where a member
comes, goes or has another key, it is made anew; whoever left opens nothing that comes from then on.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit, keyring
from app.accounts.models import GroupShare, KeyState, OwnerKind, RecipientKey, Staff
from app.db import writing
from config import Keys
from safety.errors import NotOpened
from safety.sealing import Recipient, new_pair, open_small, seal_small


def group_recipient(db: Session, keys: Keys, service_id: UUID) -> Recipient | None:
    """The key to seal to for whoever is on duty; None while there is none."""
    row = keyring.certified(db, keys, OwnerKind.GROUP, service_id=service_id)
    return Recipient(row.id.bytes, row.public) if row else None


def keep_group(
    db: Session, keys: Keys, service_id: UUID, members: Iterable[UUID], actor_id: UUID | None, now: datetime
) -> bool:
    """Have the group key be these people's, by the keys certified now; whether it was made anew.

    With nobody who has such a key the old one stays.
    """
    with writing(db):
        owned = (keyring.certified(db, keys, OwnerKind.STAFF, owner_id=member) for member in set(members))
        theirs = [row for row in owned if row is not None]
        old = keyring.certified(db, keys, OwnerKind.GROUP, service_id=service_id)
        if not theirs or (old and _holders(db, old.id) == {row.id for row in theirs}):
            return False
        if old:
            keyring.retire(keys, old, now)
        private, public = new_pair()
        row = keyring.new_row(keys, OwnerKind.GROUP, None, service_id, public, KeyState.CERTIFIED, now)
        db.add(row)
        db.flush()
        db.add_all(_share(keys, row.id, member, private) for member in theirs)
        audit.append(db, keys, actor_id, "duty key made", row.id, now, _named(db, theirs))
    return True


def group_privates(
    db: Session, keys: Keys, privates: Iterable[tuple[bytes, bytes]]
) -> list[tuple[bytes, bytes]]:
    """The private halves of all group keys (key id, key) that these private keys open. A damaged share is
    passed over: the daily watch counts it, and only what it alone opened stays shut.
    """
    own = {UUID(bytes=key_id): private for key_id, private in privates}
    found = []
    for row in db.scalars(select(GroupShare).where(GroupShare.member_key.in_(own))):
        try:
            found.append((row.key_id.bytes, _opened(keys, row, own[row.member_key])))
        except NotOpened:
            continue
    return found


def group_readers(db: Session, keys: Keys, key_id: bytes) -> frozenset[UUID]:
    """Who holds a share of this group key and has not lost what opens it."""
    shares = select(RecipientKey).join(GroupShare, GroupShare.member_key == RecipientKey.id)
    opens = (GroupShare.key_id == UUID(bytes=key_id), RecipientKey.sealed_private.is_not(None))
    rows = db.scalars(shares.where(*opens).execution_options(populate_existing=True))
    return frozenset(row.owner_id for row in rows if row.owner_id and keyring.trusted(keys, row))


def group_holders(db: Session, key_id: bytes) -> frozenset[UUID]:
    """Whose keys hold a share of this group key, also where what opens it is missing from its row now: that
    may have been taken out by hand, to be put back.
    """
    shares = select(RecipientKey.owner_id).join(GroupShare, GroupShare.member_key == RecipientKey.id)
    owners = db.scalars(shares.where(GroupShare.key_id == UUID(bytes=key_id)))
    return frozenset(owner for owner in owners if owner)


def vouched_for(db: Session, keys: Keys, service_id: UUID) -> frozenset[UUID]:
    """Who holds the group key of now by a share that we made: nobody else can lie one under DATA_KEY."""
    group = keyring.certified(db, keys, OwnerKind.GROUP, service_id=service_id)
    if group is None:
        return frozenset()
    shares = select(GroupShare, RecipientKey).join(RecipientKey, GroupShare.member_key == RecipientKey.id)
    rows = db.execute(shares.where(GroupShare.key_id == group.id).execution_options(populate_existing=True))
    return frozenset(
        member.owner_id
        for share, member in rows
        if member.owner_id and keyring.trusted(keys, member) and _ours(keys, share)
    )


def key_opens(db: Session, keys: Keys, staff_id: UUID) -> bool:
    """Whether the key to which this person's things are sealed has not lost what opens it."""
    row = keyring.certified(db, keys, OwnerKind.STAFF, owner_id=staff_id)
    return row is not None and row.sealed_private is not None


def move(db: Session, keys: Keys, old: RecipientKey, new: RecipientKey, private: bytes) -> None:
    """What this member's older key opens of any group key opens with the new one from here on. A share that
    does not open stays as it is. In the transaction of whoever renews the key.
    """
    for row in db.scalars(select(GroupShare).where(GroupShare.member_key == old.id)).all():
        try:
            db.add(_share(keys, row.key_id, new, _opened(keys, row, private)))
        except NotOpened:
            continue
        db.delete(row)


def _named(db: Session, rows: list[RecipientKey]) -> str:
    """For the trail: how many people, and who."""
    names = (db.get_one(Staff, row.owner_id).display_name for row in rows)
    return f"people: {len(rows)} ({', '.join(sorted(names))})"


def _holders(db: Session, key_id: UUID) -> set[UUID]:
    return set(db.scalars(select(GroupShare.member_key).where(GroupShare.key_id == key_id)))


def _share(keys: Keys, key_id: UUID, member: RecipientKey, private: bytes) -> GroupShare:
    bound = _context(key_id, member.id)
    sealed = keys.data.seal(seal_small(member.public, private, bound), bound)
    return GroupShare(key_id=key_id, member_key=member.id, sealed=sealed)


def _ours(keys: Keys, row: GroupShare) -> bool:
    try:
        keys.data.open(row.sealed, _context(row.key_id, row.member_key))
    except NotOpened:
        return False
    return True


def _opened(keys: Keys, row: GroupShare, private: bytes) -> bytes:
    bound = _context(row.key_id, row.member_key)
    return open_small(private, keys.data.open(row.sealed, bound), bound)


def _context(key_id: UUID, member: UUID) -> bytes:
    return b"group share:" + key_id.bytes + member.bytes
