"""What follows when somebody's access ends: other rooms take them off what is sealed, at once.

Promise: whatever was put in here has been done, or the person still works here. Nothing that only they could
open is kept: nobody, with their password and every key of the server, opens anything by it.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from flask import Flask, current_app
from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from app.accounts import audit, keyring
from app.accounts.models import GroupShare, OwnerKind, RecipientKey, RecoveryHalf, Staff, StaffState
from app.accounts.staff import believed, believed_staff
from app.db import writing
from config import Keys
from safety.sealing import Recipient

EXTENSION = "beforehand_leaving"
LOST = "keys of who left destroyed"
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
    paired, shared = _hang_on(staff_id)
    db.execute(delete(RecoveryHalf).where(paired))
    db.execute(delete(GroupShare).where(shared))


def lose_what_leavers_kept(db: Session, keys: Keys, now: datetime) -> int:
    """The same for whoever was suspended before a suspension destroyed it, or has it again from a copy; how
    many people. The trail says of each what it was. A row that we did not write destroys nothing.
    """
    left = select(Staff).where(Staff.state == StaffState.SUSPENDED).order_by(Staff.id).with_for_update()
    people = 0
    with writing(db):
        for row in db.scalars(left.execution_options(populate_existing=True)).all():
            kept = _kept(db, row.id)
            if any(kept.values()) and believed(keys, row):
                lose_keys(db, row.id)
                told = " ".join(f"{what}={many}" for what, many in kept.items())
                audit.append(db, keys, None, LOST, row.id, now, told)
                people += 1
    return people


def was_suspended(db: Session, keys: Keys, staff_id: UUID) -> bool:
    """Whether this person was, by a row that we wrote."""
    seen = believed_staff(db, keys, staff_id)
    return seen is not None and seen.state is StaffState.SUSPENDED


def named_of(db: Session, keys: Keys, staff_id: UUID, named: Iterable[Recipient]) -> Recipient | None:
    """Which of these keys is this person's, by a row of ours; None for whoever was suspended."""
    if was_suspended(db, keys, staff_id):
        return None
    for one in named:
        row = db.get(RecipientKey, UUID(bytes=one.key_id), populate_existing=True)
        theirs = row is not None and (row.owner_kind, row.owner_id) == (OwnerKind.STAFF, staff_id)
        if row is not None and theirs and keyring.trusted(keys, row):
            return one
    return None


def key_ids(db: Session, staff_id: UUID) -> frozenset[bytes]:
    """The ids of every key that was ever this person's."""
    query = select(RecipientKey.id).where(*_theirs(staff_id))
    return frozenset(one.bytes for one in db.scalars(query))


def _kept(db: Session, staff_id: UUID) -> dict[str, int]:
    """How much there is that only this person could open."""
    paired, shared = _hang_on(staff_id)
    counts = {
        "keys": and_(*_theirs(staff_id), RecipientKey.sealed_private.is_not(None)),
        "halves": paired,
        "shares": shared,
    }
    return {what: db.scalar(select(func.count()).where(which)) or 0 for what, which in counts.items()}


def _hang_on(staff_id: UUID) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Which halves of recovery keys, and which shares of duty keys, hang on this person's keys."""
    theirs = select(RecipientKey.id).where(*_theirs(staff_id))
    paired = or_(RecoveryHalf.key_a.in_(theirs), RecoveryHalf.key_b.in_(theirs))
    return paired, GroupShare.member_key.in_(theirs)


def _theirs(staff_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return RecipientKey.owner_kind == OwnerKind.STAFF, RecipientKey.owner_id == staff_id
