"""The service's recovery key: in halves for each pair of leads, held whole by nobody.

Promise: no one lead, and no administrator, can put it together. For leads i and j: r is drawn, i can
open r, j can open R xor r. With one lead, R xor r is on paper with a trustee, shown once.
"""

import hashlib
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
from safety.errors import SafetyRefusal
from safety.sealing import new_pair, seal_small

MADE = "recovery key made"  # what was done for it stands just before in the trail
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP = 4
OLDER_LETTERS, PAPER_LETTERS, CHECK_BYTES = 52, 56, 3


class PaperMistyped(SafetyRefusal):
    """What was typed from the paper is not all of it, or a letter of it is wrong."""

    code = "paper_mistyped"


class TwoLeads(SafetyRefusal):
    """Two leads hold the recovery key together, or nobody does: there is no half to print."""

    code = "two_leads"


def remake(db: Session, keys: Keys, service_id: UUID, actor_id: UUID | None, now: datetime) -> str | None:
    """A new recovery key for the leads who can open their halves now; the old one only opens from here on.

    Gives the printed half, to be shown once, where there is one such lead; None otherwise.
    With no such lead the old key stays: links go on sealing to it.
    """
    with writing(db):
        leads = leads_keys(db, keys, service_id)
        if not leads:
            return None
        private, public = new_pair()
        old = keyring.certified(db, keys, OwnerKind.RECOVERY, service_id=service_id)
        if old is not None:
            keyring.retire(keys, old, now)
        row = keyring.new_row(keys, OwnerKind.RECOVERY, None, service_id, public, KeyState.CERTIFIED, now)
        db.add(row)
        db.flush()
        audit.append(db, keys, actor_id, MADE, row.id, now, f"leads: {len(leads)}")
        if len(leads) == 1:
            return _printed(db, keys, row.id, leads[0], private)
        for first, second in combinations(leads, 2):
            db.add(_pair(keys, row.id, first, second, private))
        return None


def key_ids(db: Session, keys: Keys, service_id: UUID) -> list[UUID]:
    """Every recovery key that a service ever had, by rows of ours."""
    own = (RecipientKey.owner_kind == OwnerKind.RECOVERY, RecipientKey.service_id == service_id)
    return [row.id for row in db.scalars(select(RecipientKey).where(*own)) if keyring.trusted(keys, row)]


def renew_paper(db: Session, keys: Keys, lead_id: UUID, trustee: str, now: datetime) -> str:
    """The paper was lost: a new recovery key and its printed half, for a service with one lead.

    Raises NotALead; and TwoLeads where two leads hold the key together, and no paper is needed.
    """
    lead = db.get(Staff, lead_id)
    people.require_lead(db, keys, lead_id, lead.service_id if lead else None)
    assert lead is not None and lead.service_id is not None
    with writing(db):
        audit.append(db, keys, lead_id, "printed half renewed", lead.service_id, now, f"trustee: {trustee}")
        if len(leads_keys(db, keys, lead.service_id)) != 1:
            raise TwoLeads
        printed = remake(db, keys, lead.service_id, lead_id, now)
    assert printed is not None
    return printed


def holders(db: Session, keys: Keys, service_id: UUID) -> int:
    """How many leads a new recovery key would be made for: a half is printed for one alone."""
    return len(leads_keys(db, keys, service_id))


def read_printed(text: str) -> bytes:
    """The half on paper, typed back or scanned; spaces, dashes and O, I and L for 0 and 1 do not matter.

    Raises PaperMistyped where the last letters, which check the others, do not fit. A paper of 52 letters is
    from before there were such letters; its key alone tells whether it is right.
    """
    drawn = text.upper().translate({ord("O"): "0", ord("I"): "1", ord("L"): "1"})
    letters = "".join(letter for letter in drawn if letter not in " -\t\r\n")
    if len(letters) not in (OLDER_LETTERS, PAPER_LETTERS) or not set(letters) <= set(LETTERS):
        raise PaperMistyped
    value = 0
    for letter in letters[:OLDER_LETTERS]:
        value = value * 32 + LETTERS.index(letter)
    half = (value >> 4).to_bytes(32, "big")
    if value & 15 if len(letters) == OLDER_LETTERS else _lettered(half) != letters:
        raise PaperMistyped
    return half


def print_half(half: bytes) -> str:
    """A half as it stands on paper: 56 letters in fours, the last of which check the others."""
    letters = _lettered(half)
    return " ".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def half_context(half_id: UUID) -> bytes:
    """What binds a half to its row, in both of its layers."""
    return b"recovery_half:" + half_id.bytes


def leads_keys(db: Session, keys: Keys, service_id: UUID) -> list[RecipientKey]:
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
        sealed_r=sealed_part(keys, half, first, mask),
        sealed_rest=sealed_part(keys, half, second, joined(private, mask)),
    )


def _printed(db: Session, keys: Keys, key_id: UUID, lead: RecipientKey, private: bytes) -> str:
    half, mask = uuid4(), secrets.token_bytes(len(private))
    sealed = sealed_part(keys, half, lead, mask)
    db.add(RecoveryHalf(id=half, recovery_key_id=key_id, key_a=lead.id, sealed_r=sealed))
    return print_half(joined(private, mask))


def _lettered(half: bytes) -> str:
    check = hashlib.sha256(b"recovery half on paper" + half).digest()[:CHECK_BYTES]
    value = int.from_bytes(half + check, "big")
    return "".join(LETTERS[value >> 5 * place & 31] for place in reversed(range(PAPER_LETTERS)))


def sealed_part(keys: Keys, half: UUID, to: RecipientKey, part: bytes) -> bytes:
    """One lead's part of a half, for their key alone and, over that, under DATA_KEY."""
    return keys.data.seal(seal_small(to.public, part, half_context(half)), half_context(half))


def joined(left: bytes, right: bytes) -> bytes:
    """One half and the other: the key. The key and a half: the other half."""
    return bytes(a ^ b for a, b in zip(left, right, strict=True))
