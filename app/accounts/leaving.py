"""What follows when somebody's access ends: other rooms take them off what is sealed, at once.

Promise: whatever was put in here has been done, or the person still works here. Nothing that only they could
open is kept: nobody, with their password and every key of the server, opens anything by it.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from flask import Flask, current_app
from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from app.accounts import keyring
from app.accounts.models import GroupShare, OwnerKind, RecipientKey, RecoveryHalf, StaffState
from app.accounts.staff import believed_staff
from config import Keys

EXTENSION = "beforehand_leaving"
Follows = Callable[[Session, Keys, UUID, datetime], None]


def when_somebody_leaves(app: Flask, follows: Follows) -> None:
    """Have this done for each person who is suspended."""
    app.extensions.setdefault(EXTENSION, []).append(follows)


def gone(db: Session, keys: Keys, staff_id: UUID, now: datetime) -> None:
    """Do what follows, inside the caller's transaction."""
    follows: list[Follows] = current_app.extensions.get(EXTENSION, [])
    for each in follows:
        each(db, keys, staff_id, now)


def lose_keys(db: Session, staff_id: UUID) -> None:
    """Destroy their private halves, their shares of duty keys, and each two halves of a recovery key of which
    one is theirs. In the transaction of whoever suspends them.
    """
    keyring.lose(db, [staff_id])
    theirs = select(RecipientKey.id).where(
        RecipientKey.owner_kind == OwnerKind.STAFF, RecipientKey.owner_id == staff_id
    )
    paired = or_(RecoveryHalf.key_a.in_(theirs), RecoveryHalf.key_b.in_(theirs))
    db.execute(delete(RecoveryHalf).where(paired))
    db.execute(delete(GroupShare).where(GroupShare.member_key.in_(theirs)))


def was_suspended(db: Session, keys: Keys, staff_id: UUID) -> bool:
    """Whether this person was, by a row that we wrote."""
    seen = believed_staff(db, keys, staff_id)
    return seen is not None and seen.state is StaffState.SUSPENDED


def key_ids(db: Session, staff_id: UUID) -> frozenset[bytes]:
    """The ids of every key that was ever this person's."""
    theirs = (RecipientKey.owner_kind == OwnerKind.STAFF, RecipientKey.owner_id == staff_id)
    return frozenset(one.bytes for one in db.scalars(select(RecipientKey.id).where(*theirs)))
