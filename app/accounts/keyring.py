"""Recipient keys: made in their owner's own session, certified by a lead, believed only by their MAC.

Promise: an envelope is sealed only to a key whose row carries our MAC and says certified. Nobody but
its owner, with the password, opens a private key; the pool key alone is the server's own.
"""

import hashlib
from collections.abc import Container, Iterable, Mapping
from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.accounts import audit, passwords
from app.accounts import staff as people
from app.accounts.models import KeyState, OwnerKind, RecipientKey, Role, StaffState
from app.db import writing
from config import Keys
from safety.errors import NotOpened
from safety.sealing import Recipient, new_pair

MAC_PURPOSE = b"recipient key row"
RESET = "staff reset"  # as the trail says it (staffing.reset)


def row_mac(keys: Keys, row: RecipientKey) -> bytes:
    """The MAC over everything that decides whether and for whom a key is used."""
    return keys.data.mac(MAC_PURPOSE, _said(row))


def trusted(keys: Keys, row: RecipientKey) -> bool:
    """Whether the row is as we wrote it."""
    return keys.data.mac_ok(MAC_PURPOSE, _said(row), row.mac)


def recipient_for(db: Session, keys: Keys, staff_id: UUID) -> Recipient | None:
    """The key to seal to for one person; None while no key of theirs is certified."""
    return _recipient(certified(db, keys, OwnerKind.STAFF, owner_id=staff_id))


def recipient_in(
    db: Session, keys: Keys, staff_id: UUID, service_id: UUID, roles: Container[Role]
) -> Recipient | None:
    """The key to seal to for someone who is active in this service, in one of these roles, by our own row."""
    person = people.believed_staff(db, keys, staff_id)
    if person is None or person.state is not StaffState.ACTIVE:
        return None
    fits = person.service_id == service_id and person.role in roles
    return recipient_for(db, keys, staff_id) if fits else None


def earlier_recipient(db: Session, keys: Keys, staff_id: UUID, key_id: bytes) -> Recipient | None:
    """A key of this person's that was certified and gave way to their next, and that their password opens
    still; None where it was lost, or was never theirs. One that a reset took, by the trail, stays lost, also
    where its private half was put back by hand from a copy.
    """
    row = db.get(RecipientKey, UUID(bytes=key_id), populate_existing=True)
    theirs = row is not None and (row.owner_kind, row.owner_id) == (OwnerKind.STAFF, staff_id)
    if row is None or not theirs or not trusted(keys, row):
        return None
    since = row.certified_at if row.state is KeyState.RETIRED and row.sealed_private is not None else None
    if since is None or any(
        line.action == RESET and line.at >= since for line in audit.entries(db, staff_id)
    ):
        return None
    return _recipient(row)


def recovery_recipient(db: Session, keys: Keys, service_id: UUID) -> Recipient | None:
    """The service's recovery key; None until its first lead is certified."""
    return _recipient(certified(db, keys, OwnerKind.RECOVERY, service_id=service_id))


def pool_recipient(db: Session, keys: Keys, service_id: UUID) -> Recipient | None:
    """The service's key for counted parts."""
    return _recipient(certified(db, keys, OwnerKind.POOL, service_id=service_id))


def pool_privates(db: Session, keys: Keys) -> dict[bytes, bytes]:
    """Every service's pool keys by their ids, for the worker that opens waiting parts in memory."""
    rows = db.scalars(select(RecipientKey).where(RecipientKey.owner_kind == OwnerKind.POOL))
    good = [row for row in rows if trusted(keys, row) and row.sealed_private]
    return {row.id.bytes: keys.data.open(row.sealed_private or b"", context(row.id)) for row in good}


def certified(
    db: Session, keys: Keys, kind: OwnerKind, owner_id: UUID | None = None, service_id: UUID | None = None
) -> RecipientKey | None:
    """The newest certified row of an owner that carries our MAC."""
    query = select(RecipientKey).where(
        RecipientKey.owner_kind == kind, RecipientKey.state == KeyState.CERTIFIED
    )
    if owner_id is not None:
        query = query.where(RecipientKey.owner_id == owner_id)
    if service_id is not None:
        query = query.where(RecipientKey.service_id == service_id)
    rows = db.scalars(query.order_by(RecipientKey.certified_at.desc()))
    return next((row for row in rows if trusted(keys, row)), None)


def make_candidate(
    db: Session, keys: Keys, staff_id: UUID, service_id: UUID | None, wrapping_key: bytes, now: datetime
) -> tuple[bytes, bytes]:
    """A new key pair in its owner's own session: (key id, private key). Nobody seals to it yet.

    Candidates of the same person that were never certified are retired.
    """
    private, public = new_pair()
    with writing(db):
        for old in _owned(db, staff_id):
            if old.state is KeyState.CANDIDATE and trusted(keys, old):
                retire(keys, old, now)
        row = new_row(keys, OwnerKind.STAFF, staff_id, service_id, public, KeyState.CANDIDATE, now)
        row.sealed_private = sealed_private(keys, row.id, wrapping_key, private)
        db.add(row)
        return row.id.bytes, private


def new_row(
    keys: Keys,
    kind: OwnerKind,
    owner_id: UUID | None,
    service_id: UUID | None,
    public: bytes,
    state: KeyState,
    now: datetime,
) -> RecipientKey:
    """A row with its MAC; the caller's transaction adds it."""
    row = RecipientKey(
        id=uuid4(),
        owner_kind=kind,
        owner_id=owner_id,
        service_id=service_id,
        public=public,
        state=state,
        created_at=now,
        certified_at=now if state is KeyState.CERTIFIED else None,
        mac=b"",
    )
    row.mac = row_mac(keys, row)
    return row


def make_pool(db: Session, keys: Keys, service_id: UUID, now: datetime) -> None:
    """The service's pool key, its private half under DATA_KEY."""
    private, public = new_pair()
    with writing(db):
        row = new_row(keys, OwnerKind.POOL, None, service_id, public, KeyState.CERTIFIED, now)
        row.sealed_private = keys.data.seal(private, context(row.id))
        db.add(row)


def retire(keys: Keys, row: RecipientKey, now: datetime) -> None:
    """Kept to open what was sealed to it; nothing new is sealed to it."""
    row.state, row.retired_at = KeyState.RETIRED, now
    row.mac = row_mac(keys, row)


def open_all(db: Session, keys: Keys, staff_id: UUID, wrapping_key: bytes) -> dict[bytes, bytes]:
    """Every private key that this person can still open, retired ones too, by id, as the rows stand now."""
    opened: dict[bytes, bytes] = {}
    for row in _owned(db, staff_id):
        private = _opened(keys, row, wrapping_key)
        if private is not None:
            opened[row.id.bytes] = private
    return opened


def rewrap(
    db: Session, keys: Keys, privates: Mapping[bytes, bytes], staff_id: UUID, wrapping_key: bytes
) -> None:
    """Lay the person's opened private keys under a new password's key."""
    with writing(db):
        for row in _owned(db, staff_id):
            private = privates.get(row.id.bytes)
            if private is not None:
                row.sealed_private = sealed_private(keys, row.id, wrapping_key, private)


def lose(db: Session, staff_ids: Iterable[UUID]) -> None:
    """Destroy private keys: the password that they lay under is being taken away."""
    with writing(db):
        db.execute(
            update(RecipientKey)
            .where(RecipientKey.owner_kind == OwnerKind.STAFF, RecipientKey.owner_id.in_(list(staff_ids)))
            .values(sealed_private=None)
        )


def sealed_private(keys: Keys, key_id: UUID, wrapping_key: bytes, private: bytes) -> bytes:
    """A private key under its owner's password and, over that, DATA_KEY."""
    return keys.data.seal(passwords.wrap(wrapping_key, private, context(key_id)), context(key_id))


def context(key_id: UUID) -> bytes:
    """What binds a sealed private key to its row."""
    return b"recipient_key:" + key_id.bytes


def _owned(db: Session, staff_id: UUID) -> list[RecipientKey]:
    return list(
        db.scalars(
            select(RecipientKey)
            .where(RecipientKey.owner_kind == OwnerKind.STAFF, RecipientKey.owner_id == staff_id)
            .order_by(RecipientKey.created_at)
            .execution_options(populate_existing=True)
        )
    )


def _opened(keys: Keys, row: RecipientKey, wrapping_key: bytes) -> bytes | None:
    if row.sealed_private is None:
        return None
    try:
        return passwords.unwrap(
            wrapping_key, keys.data.open(row.sealed_private, context(row.id)), context(row.id)
        )
    except NotOpened:
        return None


def _recipient(row: RecipientKey | None) -> Recipient | None:
    return Recipient(row.id.bytes, row.public) if row else None


def _said(row: RecipientKey) -> bytes:
    when = row.certified_at.astimezone(UTC).isoformat() if row.certified_at else ""
    words = (
        str(row.id),
        str(row.service_id),
        row.owner_kind,
        str(row.owner_id),
        row.state,
        str(row.certified_by),
        when,
    )
    return b"\n".join([*(word.encode() for word in words), hashlib.sha256(row.public).digest()])
