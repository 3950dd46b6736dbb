"""A lead compares eight words with a colleague and certifies their key.

Promise: who made or reset an account never certifies its key alone. The first lead's key, and in a
service with one lead every key, takes a trustee who compares the words too and is named in the trail.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit, keyring, recovery
from app.accounts import staff as people
from app.accounts.errors import KeyNotTrusted, NotALead, SecondLeadNeeded, TrusteeNeeded
from app.accounts.models import KeyState, OwnerKind, RecipientKey, Role, Staff, StaffState
from app.db import writing
from config import Keys
from safety.sealing import fingerprint

SEALED_TO = frozenset({Role.IDVA, Role.LEAD, Role.TRANSLATOR})  # whose keys anything is ever sealed to


@dataclass(frozen=True)
class Candidate:
    """A key that waits to be compared: whose, its words, and who may certify it."""

    key_id: UUID
    owner: people.StaffView
    words: tuple[str, ...]
    replaces: bool
    yours: bool
    needs_trustee: bool
    needs_other_lead: bool


def candidates(db: Session, keys: Keys, lead_id: UUID) -> list[Candidate]:
    """The keys of this lead's service that wait; rows that we did not write are not shown."""
    lead = db.get(Staff, lead_id)
    if lead is None or lead.service_id is None:
        return []
    query = select(RecipientKey, Staff).join(Staff, Staff.id == RecipientKey.owner_id)
    rows = db.execute(
        query.where(RecipientKey.state == KeyState.CANDIDATE, RecipientKey.service_id == lead.service_id)
        .where(Staff.state == StaffState.ACTIVE, Staff.role.in_(SEALED_TO))
        .order_by(RecipientKey.created_at)
    )
    alone = not _other_leads(db, keys, lead)
    return [
        _candidate(db, keys, lead, key, owner, alone) for key, owner in rows if keyring.trusted(keys, key)
    ]


def own_words(db: Session, keys: Keys, staff_id: UUID) -> tuple[str, ...]:
    """The words of this person's waiting key, for their side of the comparison; empty where none waits, and
    for whom nothing is ever sealed to.
    """
    query = select(RecipientKey).join(Staff, Staff.id == RecipientKey.owner_id)
    query = query.where(RecipientKey.owner_kind == OwnerKind.STAFF, Staff.role.in_(SEALED_TO))
    query = query.where(RecipientKey.owner_id == staff_id)
    waiting = db.scalars(query.where(RecipientKey.state == KeyState.CANDIDATE)).all()
    return next((fingerprint(row.public) for row in waiting if keyring.trusted(keys, row)), ())


def alone(db: Session, keys: Keys, staff_id: UUID) -> bool:
    """Whether this is a lead in whose service no other lead's key is certified: a trustee compares then."""
    who = db.get(Staff, staff_id)
    return who is not None and who.role is Role.LEAD and not _other_leads(db, keys, who)


def certify(db: Session, keys: Keys, lead_id: UUID, key_id: UUID, trustee: str, now: datetime) -> str | None:
    """From here on links are sealed to this key. Gives a printed recovery half where one was made.

    Raises NotALead, KeyNotTrusted, SecondLeadNeeded or TrusteeNeeded; then nothing changed.
    """
    with writing(db):
        row = db.get(RecipientKey, key_id, with_for_update=True)
        if row is None:
            raise NotALead  # as for another service's: nobody learns which there are
        people.require_lead(db, keys, lead_id, row.service_id)
        if row.state is not KeyState.CANDIDATE or not keyring.trusted(keys, row):
            raise KeyNotTrusted
        owner, named = _may(db, keys, lead_id, row, trustee.strip())
        old = keyring.certified(db, keys, OwnerKind.STAFF, owner_id=owner.id)
        if old is not None:
            keyring.retire(keys, old, now)
        row.state, row.certified_by, row.certified_at = KeyState.CERTIFIED, lead_id, now
        row.mac = keyring.row_mac(keys, row)
        audit.append(db, keys, lead_id, "key certified", owner.id, now, f"trustee: {named}" if named else "")
        if owner.role is Role.LEAD and owner.service_id is not None:
            return recovery.remake(db, keys, owner.service_id, lead_id, now)
        return None


def _may(db: Session, keys: Keys, lead_id: UUID, row: RecipientKey, trustee: str) -> tuple[Staff, str]:
    """The key's owner, and the trustee where one was needed."""
    lead, owner = db.get_one(Staff, lead_id), db.get(Staff, row.owner_id)
    if owner is None or owner.state is not StaffState.ACTIVE or not people.believed(keys, owner):
        raise KeyNotTrusted
    seen = _candidate(db, keys, lead, row, owner, not _other_leads(db, keys, lead))
    if seen.needs_other_lead:
        raise SecondLeadNeeded
    if not seen.yours and keyring.certified(db, keys, OwnerKind.STAFF, owner_id=lead_id) is None:
        raise NotALead
    if seen.needs_trustee and not trustee:
        raise TrusteeNeeded
    return owner, trustee if seen.needs_trustee else ""


def _candidate(
    db: Session, keys: Keys, lead: Staff, row: RecipientKey, owner: Staff, alone: bool
) -> Candidate:
    """With another certified lead there, nobody certifies themselves or an account of their own making."""
    replaces = keyring.certified(db, keys, OwnerKind.STAFF, owner_id=owner.id) is not None
    near = lead.id in (owner.id, owner.made_by, owner.reset_by)
    return Candidate(
        key_id=row.id,
        owner=people.view(owner),
        words=fingerprint(row.public),
        replaces=replaces,
        yours=owner.id == lead.id,
        needs_trustee=alone,
        needs_other_lead=near and not alone,
    )


def _other_leads(db: Session, keys: Keys, lead: Staff) -> bool:
    """Whether the service has another active lead whose key is certified."""
    others = (
        [one for one in people.leads(db, lead.service_id) if one.id != lead.id] if lead.service_id else []
    )
    return any(keyring.certified(db, keys, OwnerKind.STAFF, owner_id=one.id) for one in others)
