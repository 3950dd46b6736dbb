"""Invitations: a link that goes to the person, and a number that is told to them by voice.

Promise: neither alone is enough, and whoever invites learns no password. A link lasts three days and is over
with the set-up that it was for, or with the next link. Both are kept as hashes keyed with PEPPER. Wrong
numbers slow the next, and never bar.
"""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from flask import Flask, current_app
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts import tries
from app.accounts.errors import InvitationOver, SignInWrong
from app.accounts.models import Invitation, Staff, StaffState
from app.accounts.staff import StaffView, believed, view
from app.db import writing
from config import Keys

LASTS = timedelta(hours=72)
TOKEN_BYTES = 16
FIGURES = 6
EXTENSION = "beforehand_invitations"
Carry = Callable[[Session, StaffView, str, datetime], bool]


@dataclass(frozen=True, repr=False)
class Invited:
    """What an invitation is made of; nothing of it is kept in clear, so it is shown or sent now or never."""

    token: str
    number: str

    @property
    def path(self) -> str:
        """The link's path."""
        return f"/staff/invited/{self.token}"


def make(db: Session, keys: Keys, staff_id: UUID, now: datetime) -> Invited:
    """A new invitation, inside the caller's transaction; one that stood before is over."""
    drawn = f"{secrets.randbelow(10**FIGURES):0{FIGURES}}"
    made = Invited(secrets.token_hex(TOKEN_BYTES), drawn)
    end(db, staff_id)
    row = Invitation(staff_id=staff_id, made_at=now, token_mac=_token_mac(keys, made.token))
    row.number_mac = _number_mac(keys, staff_id, made.number)
    db.add(row)
    return made


def end(db: Session, staff_id: UUID) -> None:
    """This person's invitation is over."""
    with writing(db):
        db.execute(delete(Invitation).where(Invitation.staff_id == staff_id))


def invited_by(db: Session, keys: Keys, token: str, now: datetime) -> StaffView:
    """Whom this link invites. Raises InvitationOver where it is over, was used, or never was."""
    row = db.scalar(select(Invitation).where(Invitation.token_mac == _token_mac(keys, token)))
    person = db.get(Staff, row.staff_id, populate_existing=True) if row is not None else None
    if row is None or person is None or not believed(keys, person) or person.state is not StaffState.INVITED:
        raise InvitationOver
    if now >= row.made_at + LASTS:
        raise InvitationOver
    return view(person)


def open_with(db: Session, keys: Keys, token: str, number: str, now: datetime) -> StaffView:
    """The link and the number together. Raises InvitationOver, SignInWrong, TryLater, Busy."""
    person = invited_by(db, keys, token, now)
    counted = tries.count(db, keys, f"invited {person.id}", b"", now)
    row = db.get_one(Invitation, person.id)
    typed = "".join(letter for letter in number if letter.isdigit())
    if not hmac.compare_digest(row.number_mac, _number_mac(keys, person.id, typed)):
        raise SignInWrong
    tries.take_back(db, counted)
    return person


def when_somebody_is_invited(app: Flask, carry: Carry) -> None:
    """Have links go to people by this, which says whether it takes one."""
    app.extensions[EXTENSION] = carry


def carried(db: Session, person: StaffView, url: str, now: datetime) -> bool:
    """Send a link to its person; whether something carries it, or it has to be shown."""
    carry: Carry | None = current_app.extensions.get(EXTENSION)
    return carry is not None and carry(db, person, url, now)


def _token_mac(keys: Keys, token: str) -> bytes:
    return hmac.digest(keys.pepper, b"invitation link\n" + token.encode(), sha256)


def _number_mac(keys: Keys, staff_id: UUID, number: str) -> bytes:
    return hmac.digest(keys.pepper, b"invitation number\n" + staff_id.bytes + number.encode(), sha256)
