"""The service's recovery key: in halves for each pair of leads, held whole by nobody.

Promise: no one lead, and no administrator, can put it together. For leads i and j: r is drawn, i can
open r, j can open R xor r. With one lead, R xor r is on paper with a trustee, shown once.
"""

import secrets
from datetime import datetime
from itertools import combinations
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit, keyring
from app.accounts import staff as people
from app.accounts.models import KeyState, OwnerKind, RecipientKey, RecoveryHalf, Role, Staff, StaffState
from app.db import writing
from config import Keys
from safety.sealing import new_pair, seal_small

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP = 4


def remake(db: Session, keys: Keys, service_id: UUID, actor_id: UUID | None, now: datetime) -> str | None:
    """A new recovery key for the leads who can open their halves now; the old one only opens from here on.

    Gives the printed half, to be shown once, where there is one such lead; None otherwise.
    With no such lead the old key stays: links go on sealing to it.
    """
    with writing(db):
        leads = _leads_keys(db, keys, service_id)
        if not leads:
            return None
        private, public = new_pair()
        old = keyring.certified(db, keys, OwnerKind.RECOVERY, service_id=service_id)
        if old is not None:
            keyring.retire(keys, old, now)
        row = keyring.new_row(keys, OwnerKind.RECOVERY, None, service_id, public, KeyState.CERTIFIED, now)
        db.add(row)
        db.flush()
        audit.append(db, keys, actor_id, "recovery key made", row.id, now, f"leads: {len(leads)}")
        if len(leads) == 1:
            return _printed(db, keys, row.id, leads[0], private)
        for first, second in combinations(leads, 2):
            db.add(_pair(keys, row.id, first, second, private))
        return None


def read_printed(text: str) -> bytes:
    """The half on paper, typed back; raises ValueError where a letter is not one of ours."""
    drawn = text.upper().replace("O", "0").replace("I", "1").replace("L", "1")
    value = 0
    letters = [letter for letter in drawn if letter not in " -\n"]
    for letter in letters:
        value = value * 32 + LETTERS.index(letter)
    return (value >> 4).to_bytes(32, "big")


def half_context(half_id: UUID) -> bytes:
    """What binds a half to its row, in both of its layers."""
    return b"recovery_half:" + half_id.bytes


def _leads_keys(db: Session, keys: Keys, service_id: UUID) -> list[RecipientKey]:
    """The certified keys of active leads by rows of ours, which they can still open; in a steady order."""
    leads = db.scalars(
        select(Staff)
        .where(Staff.service_id == service_id, Staff.role == Role.LEAD, Staff.state == StaffState.ACTIVE)
        .order_by(Staff.created_at, Staff.id)
    ).all()
    ours = [lead.id for lead in leads if people.believed(keys, lead)]
    rows = [keyring.certified(db, keys, OwnerKind.STAFF, owner_id=lead) for lead in ours]
    return [row for row in rows if row is not None and row.sealed_private is not None]


def _pair(
    keys: Keys, key_id: UUID, first: RecipientKey, second: RecipientKey, private: bytes
) -> RecoveryHalf:
    half, mask = uuid4(), secrets.token_bytes(len(private))
    return RecoveryHalf(
        id=half,
        recovery_key_id=key_id,
        key_a=first.id,
        key_b=second.id,
        sealed_r=_sealed(keys, half, first, mask),
        sealed_rest=_sealed(keys, half, second, _xor(private, mask)),
    )


def _printed(db: Session, keys: Keys, key_id: UUID, lead: RecipientKey, private: bytes) -> str:
    half, mask = uuid4(), secrets.token_bytes(len(private))
    sealed = _sealed(keys, half, lead, mask)
    db.add(RecoveryHalf(id=half, recovery_key_id=key_id, key_a=lead.id, sealed_r=sealed))
    value = int.from_bytes(_xor(private, mask), "big") << 4
    letters = "".join(LETTERS[value >> 5 * place & 31] for place in reversed(range(52)))
    return " ".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def _sealed(keys: Keys, half: UUID, to: RecipientKey, part: bytes) -> bytes:
    return keys.data.seal(seal_small(to.public, part, half_context(half)), half_context(half))


def _xor(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=True))
