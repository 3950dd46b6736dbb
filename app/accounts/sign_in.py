"""Signing in: a password always, then a number from the person's own device; and setting both up.

Promise: a wrong try slows the next one and never bars; nothing tells whether an address is known; a
number that was used once is not taken again.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import pyotp
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import (
    audit,
    guessable,
    invitations,
    keyring,
    monthly,
    passwords,
    printed_codes,
    renewing,
    tries,
)
from app.accounts import staff as people
from app.accounts.errors import SetUpOver, SignInWrong
from app.accounts.models import Staff, StaffState
from app.accounts.passwords import COST, Cost
from app.db import writing
from config import Keys
from safety.errors import NotOpened

STEP_S = 30


@dataclass(frozen=True)
class Known:
    """Whose password it was; whether they still have to set up; the private keys that it opened."""

    staff_id: UUID
    to_set_up: bool
    privates: dict[bytes, bytes]


@dataclass(frozen=True, repr=False)
class Said:
    """What somebody typed, and the browser that they typed it in, if it is known."""

    address: str
    password: str
    browser: bytes = b""


@dataclass(frozen=True, repr=False)
class OwnSecrets:
    """What a person brings to their set-up: a password, a device's secret, and a number that it showed."""

    password: str
    secret: str
    number: str


def check_password(db: Session, keys: Keys, said: Said, now: datetime, cost: Cost = COST) -> Known:
    """The first step; a password that was kept at less than this cost is kept at it from here on, and a key
    that is a month old is made anew.

    Raises SignInWrong, TryLater or Busy, after as much work whoever it is about.
    """
    address, password = said.address, said.password
    counted = tries.count(db, keys, address, said.browser, now)
    row = db.scalar(select(Staff).where(Staff.email == address))
    if not _right(keys, row, password, cost) or row is None or not _open_to(keys, row):
        raise SignInWrong
    tries.take_back(db, counted)
    assert row.kdf_salt is not None
    wrapping_key = passwords.wrapping_key(password, row.kdf_salt)
    privates = keyring.open_all(db, keys, row.id, wrapping_key)
    privates = monthly.renew(db, keys, row.id, wrapping_key, privates, now)
    if renewing.due(keys, row, cost):
        renewing.renew(db, keys, row.id, password, wrapping_key, cost)
    return Known(row.id, False, privates)


def check_again(db: Session, keys: Keys, staff_id: UUID, password: str, now: datetime) -> None:
    """Whether the person who is signed in knows their password. Raises SignInWrong, TryLater or Busy."""
    row = db.get_one(Staff, staff_id)
    counted = tries.count(db, keys, row.email, str(staff_id).encode(), now)
    if not _right(keys, row, password):
        raise SignInWrong
    with writing(db):
        tries.take_back(db, counted)
        audit.append(db, keys, staff_id, "proved", staff_id, now, "password")


def check_number(
    db: Session,
    keys: Keys,
    staff_id: UUID,
    number: str,
    browser: bytes,
    now: datetime,
    action: str = "signed in",
) -> None:
    """The second step: a number, or a code from paper. Raises SignInWrong or TryLater."""
    row = db.get_one(Staff, staff_id)
    counted = tries.count(db, keys, row.email, browser, now)
    with writing(db):
        db.refresh(row, with_for_update=True)
        how = _took(db, keys, row, number, now)
        tries.forget(db, counted)
        audit.append(db, keys, staff_id, action, staff_id, now, how)


def set_up(
    db: Session, keys: Keys, staff_id: UUID, own: OwnSecrets, now: datetime, cost: Cost = COST
) -> dict[bytes, bytes]:
    """An invited person's own password, number device and key pair, in one go; their private keys.

    Raises Guessable, SetUpOver or SignInWrong (the number did not fit the secret); then nothing changed.
    """
    guessable.require(own.password, people.words_about(db, staff_id))
    step = matching_step(own.secret, own.number, now)
    if step is None:
        raise SignInWrong
    salt = passwords.new_salt(cost)
    key, kept = passwords.wrapping_key(own.password, salt), passwords.keep(own.password, cost)
    with writing(db):
        row = db.get_one(Staff, staff_id, with_for_update=True)
        if row.state is not StaffState.INVITED:
            raise SetUpOver
        settle(keys, row, kept, salt, own.secret)
        invitations.end(db, row.id)
        row.totp_last_step = step
        audit.append(db, keys, staff_id, "set up", staff_id, now)
        if row.service_id is None:
            return {}
        key_id, private = keyring.make_candidate(db, keys, row.id, row.service_id, key, now)
        return {key_id: private}


def settle(keys: Keys, row: Staff, kept: bytes, salt: bytes, secret: str) -> None:
    """Make a row active with its own password and number device."""
    row.state, row.kdf_salt, row.invited_at = StaffState.ACTIVE, salt, None
    row.password_sealed = keys.data.seal(kept, people.password_context(row.id))
    row.totp_sealed = sealed_secret(keys, row.id, secret)
    row.mac = people.row_mac(keys, row)


def sealed_secret(keys: Keys, staff_id: UUID, secret: str) -> bytes:
    """A number device's secret, for this person's row alone."""
    return keys.data.seal(secret.encode(), _totp_context(staff_id))


def change_password(
    db: Session, keys: Keys, staff_id: UUID, old: str, new: str, now: datetime, cost: Cost = COST
) -> dict[bytes, bytes]:
    """A new password; the private keys are laid under it, and every browser is signed out.

    Raises Guessable, SignInWrong or TryLater.
    """
    guessable.require(new, people.words_about(db, staff_id))
    row = db.get_one(Staff, staff_id)
    counted = tries.count(db, keys, row.email, str(staff_id).encode(), now)
    if not _right(keys, row, old) or row.kdf_salt is None:
        raise SignInWrong
    tries.take_back(db, counted)
    before, salt = row.kdf_salt, passwords.new_salt(cost)
    opens = passwords.wrapping_key(old, before)
    key, kept = passwords.wrapping_key(new, salt), passwords.keep(new, cost)
    with writing(db):
        db.refresh(row, with_for_update=True)
        if row.kdf_salt != before:  # changed, or kept at another cost, in another browser meanwhile
            raise SignInWrong
        privates = keyring.open_all(db, keys, staff_id, opens)
        row.kdf_salt, row.password_sealed = salt, keys.data.seal(kept, people.password_context(staff_id))
        keyring.rewrap(db, keys, privates, staff_id, key)
        people.end_sessions(db, staff_id)
        audit.append(db, keys, staff_id, "password changed", staff_id, now)
    return privates


def matching_step(secret: str, number: str, now: datetime) -> int | None:
    """The step of thirty seconds whose number this is: now, the one before or the one after."""
    typed = printed_codes.plain(number)
    current = int(now.timestamp()) // STEP_S
    totp = pyotp.TOTP(secret)
    for step in (current, current - 1, current + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), typed.encode()):
            return step
    return None


def _took(db: Session, keys: Keys, row: Staff, typed: str, now: datetime) -> str:
    """Take a code or a number, which then counts no longer; how the trail calls it. Raises SignInWrong."""
    if printed_codes.looks_like(typed):
        if not printed_codes.take(db, keys, row.id, typed):
            raise SignInWrong
        return "printed code"
    step = matching_step(_secret(keys, row), typed, now)
    if step is None or step <= row.totp_last_step:
        raise SignInWrong
    row.totp_last_step = step
    return ""


def _right(keys: Keys, row: Staff | None, password: str, cost: Cost = COST) -> bool:
    """Whether it is this person's password; as dear where there is none to compare with."""
    try:
        kept = keys.data.open(row.password_sealed or b"", people.password_context(row.id)) if row else b""
    except NotOpened:
        kept = b""
    if not kept:
        passwords.waste(password, cost)
        return False
    return passwords.matches(kept, password)


def _open_to(keys: Keys, row: Staff) -> bool:
    """Whether they work here and have set up, by a row that we wrote."""
    return row.state is StaffState.ACTIVE and row.kdf_salt is not None and people.believed(keys, row)


def _secret(keys: Keys, row: Staff) -> str:
    try:
        return keys.data.open(row.totp_sealed or b"", _totp_context(row.id)).decode()
    except NotOpened:
        raise SignInWrong from None


def _totp_context(staff_id: UUID) -> bytes:
    return b"staff totp:" + staff_id.bytes
