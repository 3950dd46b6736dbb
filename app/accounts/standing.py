"""How a service's keys stand, for `beforehand doctor`: which wait, and whether recovery would work.

Promise: nothing is opened for it and nobody is named; a row that is not as we wrote it counts as not there.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit, keyring
from app.accounts import staff as people
from app.accounts.certify import SEALED_TO
from app.accounts.models import KeyState, OwnerKind, RecipientKey, RecoveryHalf, Staff, StaffState
from config import Keys
from safety.retention import KEY_DAYS

WAITS_AT_MOST = timedelta(days=7)
Answer = tuple[str, bool, str]  # what was looked at, whether it is fine, how to mend it


def keys_standing(db: Session, keys: Keys, now: datetime) -> Iterator[Answer]:
    """Whether these are this database's keys; then for each service whose wait too long, and its recovery."""
    yield from _fitting(db, keys)
    for service in people.services(db):
        name, late = service.name, _late(db, keys, service.id, now)
        mend = f"{late} waited longer. A lead compares their eight words and certifies them, under Keys."
        yield f"{name}: no key has waited over {WAITS_AT_MOST.days} days", late == 0, mend
        older = _older(db, keys, service.id, now)
        mend = f"{older} are. Each is made anew when its person signs in; suspend who left, under People."
        yield f"{name}: no key of a person is older than {2 * KEY_DAYS} days", older == 0, mend
        row = keyring.certified(db, keys, OwnerKind.RECOVERY, service_id=service.id)
        if row is not None:
            yield f"{name}: its recovery key was made on {row.created_at:%d %B %Y}", True, ""
            yield from _held(db, keys, name, row)
        elif people.leads(db, service.id):
            mend = "Its first lead has their own key certified, with a trustee, under Keys: docs/keys.md"
            yield f"{name}: it has a recovery key", False, mend
        else:
            yield f"{name}: its first lead has not set up their account yet: docs/keys.md", True, ""


def _fitting(db: Session, keys: Keys) -> Iterator[Answer]:
    """After a move another service's key files may lie here: all would read as tampered with."""
    everyone = list(db.scalars(select(Staff.id)))
    known = not everyone or any(people.believed_staff(db, keys, one) for one in everyone)
    mend = "DATA_KEY_FILE or PEPPER_FILE is not this database's: put the right one back."
    yield "this database was written under this DATA_KEY", known, mend
    mend = "AUDIT_KEY_FILE is not this database's, or the trail was changed: beforehand audit verify"
    yield "the trail's last entry was written under this AUDIT_KEY", audit.last_holds(db, keys), mend
    seen = audit.verify(db, keys)
    mend = f"It does not at number {seen.broken_at}. Change nothing: docs/incident.md"
    yield "the audit trail holds, every entry following from the one before", seen.holds, mend


def _held(db: Session, keys: Keys, name: str, row: RecipientKey) -> Iterator[Answer]:
    """Whether two leads, or one and a paper, hold it still."""
    able = _able(db, keys, row.service_id)
    halves = db.scalars(select(RecoveryHalf).where(RecoveryHalf.recovery_key_id == row.id)).all()
    paired = any(half.key_a in able and half.key_b in able for half in halves)
    printed = any(half.key_a in able and half.key_b is None for half in halves)
    mend = "Nobody can put it together. Have the leads' keys certified: that makes a new one. docs/keys.md"
    yield f"{name}: its halves are held by leads who can open them", paired or printed, mend
    if len(able) < 2:
        yield (
            f"{name}: it has no second lead, so the trustee must have the paper half: docs/keys.md",
            True,
            "",
        )


def _able(db: Session, keys: Keys, service_id: UUID | None) -> set[UUID]:
    """The certified keys of active leads, by rows of ours, that their owners can open."""
    leads = people.leads(db, service_id) if service_id else []
    ours = [lead.id for lead in leads if people.believed_staff(db, keys, lead.id)]
    rows = (keyring.certified(db, keys, OwnerKind.STAFF, owner_id=lead) for lead in ours)
    return {row.id for row in rows if row is not None and row.sealed_private is not None}


def _older(db: Session, keys: Keys, service_id: UUID, now: datetime) -> int:
    """How many people's keys have not been made anew for two months."""
    query = select(Staff.id).where(Staff.service_id == service_id, Staff.state == StaffState.ACTIVE)
    owned = (keyring.certified(db, keys, OwnerKind.STAFF, owner_id=one) for one in db.scalars(query).all())
    since = [row.certified_at for row in owned if row is not None and row.certified_at is not None]
    return sum(now - at > 2 * timedelta(days=KEY_DAYS) for at in since)


def _late(db: Session, keys: Keys, service_id: UUID, now: datetime) -> int:
    query = select(RecipientKey).join(Staff, Staff.id == RecipientKey.owner_id)
    query = query.where(RecipientKey.state == KeyState.CANDIDATE, RecipientKey.service_id == service_id)
    query = query.where(Staff.state == StaffState.ACTIVE, Staff.role.in_(SEALED_TO))
    rows = db.scalars(query.where(RecipientKey.created_at <= now - WAITS_AT_MOST))
    return sum(keyring.trusted(keys, row) for row in rows)
