"""What a lead's own page says of recovery: with whom they hold its key, and what to do where that is nobody.

Promise: it says what stands in rows that we wrote and in the trail; no half of any key is opened for it.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import keyring
from app.accounts.models import AuditEntry, OwnerKind, RecipientKey, RecoveryHalf, Role, Staff
from app.accounts.recovery import MADE
from app.accounts.staff import StaffView
from config import Keys

NAMES = "trustee: "


@dataclass(frozen=True)
class Backing:
    """The key that counts now: the other leads who hold a half beside this one's; or a paper, and whose.

    `certified`: whether this lead's own key is. `trustee` is empty where none was named.
    """

    certified: bool
    leads: tuple[str, ...] = ()
    paper: bool = False
    trustee: str = ""


def backing(db: Session, keys: Keys, lead: StaffView) -> Backing | None:
    """What backs this lead; None for whoever is no lead of a service."""
    if lead.role is not Role.LEAD or lead.service_id is None:
        return None
    own = keyring.certified(db, keys, OwnerKind.STAFF, owner_id=lead.id)
    whole = keyring.certified(db, keys, OwnerKind.RECOVERY, service_id=lead.service_id)
    if own is None or whole is None:
        return Backing(certified=own is not None)
    halves = db.scalars(select(RecoveryHalf).where(RecoveryHalf.recovery_key_id == whole.id)).all()
    mine = [half for half in halves if own.id in (half.key_a, half.key_b)]
    others = {half.key_b if half.key_a == own.id else half.key_a for half in mine} - {None}
    paper = any(half.key_b is None for half in mine)
    named = select(Staff.display_name).join(RecipientKey, RecipientKey.owner_id == Staff.id)
    leads = db.scalars(named.where(RecipientKey.id.in_(others)).order_by(Staff.display_name))
    return Backing(True, tuple(leads), paper, _trustee(db, whole) if paper else "")


def _trustee(db: Session, whole: RecipientKey) -> str:
    """Who was named as this key was made: what was done for it stands just before it, in one transaction."""
    made = (AuditEntry.subject == str(whole.id), AuditEntry.action == MADE)
    number = db.scalar(select(AuditEntry.number).where(*made).limit(1))
    before = db.get(AuditEntry, number - 1) if number else None
    named = before is not None and before.detail.startswith(NAMES)
    return before.detail.removeprefix(NAMES) if named and before is not None else ""
