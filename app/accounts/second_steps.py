"""What can follow a person's password, and how each comes and goes.

Promise: a person never has only their password left; whatever comes, changes or goes is in the trail.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import audit, passkeys, printed_codes, sign_in
from app.accounts.errors import LastSecondStep, SignInWrong
from app.accounts.models import Staff
from app.accounts.passkeys import Held
from app.db import writing
from config import Keys


@dataclass(frozen=True)
class Ways:
    """What a person has: an app that shows numbers, devices that answer, and so many codes on paper."""

    app: bool
    passkeys: tuple[Held, ...]
    codes: int = 0

    @property
    def last(self) -> bool:
        """Whether only one is left. Codes on paper run out, so they do not count."""
        return self.app + len(self.passkeys) < 2


def ways(db: Session, keys: Keys, staff_id: UUID) -> Ways:
    """What can follow this person's password now."""
    row = db.get_one(Staff, staff_id)
    devices = tuple(passkeys.held(db, keys, staff_id))
    return Ways(row.totp_sealed is not None, devices, printed_codes.left(db, staff_id))


def remove_passkey(db: Session, keys: Keys, staff_id: UUID, passkey_id: UUID, now: datetime) -> None:
    """Take away one's own passkey. Raises NotYourPasskey or LastSecondStep."""
    with writing(db):
        _locked(db, staff_id)
        row, _ = passkeys.own(db, keys, staff_id, passkey_id)
        _not_the_last(db, keys, staff_id)
        db.delete(row)
        audit.append(db, keys, staff_id, "passkey removed", staff_id, now)


def remove_app(db: Session, keys: Keys, staff_id: UUID, now: datetime) -> None:
    """Numbers of the app count no longer. Raises LastSecondStep."""
    with writing(db):
        row = _locked(db, staff_id)
        if row.totp_sealed is None:
            return
        _not_the_last(db, keys, staff_id)
        row.totp_sealed = None
        audit.append(db, keys, staff_id, "app removed", staff_id, now)


def change_app(db: Session, keys: Keys, staff_id: UUID, secret: str, number: str, now: datetime) -> None:
    """Another app or phone, shown to work by its first number. Raises SignInWrong."""
    step = sign_in.matching_step(secret, number, now)
    if step is None:
        raise SignInWrong
    with writing(db):
        row = _locked(db, staff_id)
        row.totp_sealed = sign_in.sealed_secret(keys, staff_id, secret)
        row.totp_last_step = step
        audit.append(db, keys, staff_id, "app set up", staff_id, now)


def _locked(db: Session, staff_id: UUID) -> Staff:
    """One change of a person's ways at a time: two at once could take the last two."""
    row = db.get_one(Staff, staff_id)
    db.refresh(row, with_for_update=True)
    return row


def _not_the_last(db: Session, keys: Keys, staff_id: UUID) -> None:
    if ways(db, keys, staff_id).last:
        raise LastSecondStep
