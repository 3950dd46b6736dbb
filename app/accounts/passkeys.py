"""Passkeys: a second step that a person's own device answers, after it has seen that it is them.

Promise: a passkey answers for one person, on this host, to a question that was asked a few minutes ago and is
answered once. The database alone names no device, and a row that somebody put in or moved answers for nobody.
What is asked and checked stands in `ceremonies`, which is loaded where it is used.
"""

import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts import audit, challenges, tries
from app.accounts.challenges import Answer, Asked, Site
from app.accounts.errors import NoPasskey, NotYourPasskey, PasskeyKnown, SignInWrong, TooManyPasskeys
from app.accounts.models import Passkey, PasskeyChallenge, Staff
from app.accounts.staff import StaffView
from app.db import writing
from config import Keys
from safety.errors import NotOpened

MOST = 8


@dataclass(frozen=True)
class Held:
    """One passkey of a person, as they see it."""

    id: UUID
    name: str
    made_at: datetime
    used_at: datetime | None
    credential: bytes
    public: bytes


def held(db: Session, keys: Keys, staff_id: UUID) -> list[Held]:
    """A person's passkeys, oldest first; rows that we did not write for them are not among them."""
    rows = db.scalars(
        select(Passkey).where(Passkey.staff_id == staff_id).order_by(Passkey.made_at, Passkey.id)
    )
    return list(_opened(keys, rows))


def ask_to_add(db: Session, keys: Keys, site: Site, who: StaffView, now: datetime) -> Asked:
    """A question for a new device. Raises TooManyPasskeys."""
    from app.accounts import ceremonies

    there = held(db, keys, who.id)
    if len(there) >= MOST:
        raise TooManyPasskeys
    challenge = challenges.draw(db, who.id, now)
    return Asked(ceremonies.to_add(site, who, challenge, _ids(there)), challenge)


def add(
    db: Session, keys: Keys, site: Site, staff_id: UUID, answer: Answer, name: str, now: datetime
) -> UUID:
    """Keep a new device. Raises NoPasskey, PasskeyKnown or TooManyPasskeys; then nothing is kept."""
    from app.accounts import ceremonies

    challenges.spend(db, staff_id, answer, now)
    said = ceremonies.added(site, answer)
    row = Passkey(id=uuid4(), staff_id=staff_id, uses=said.sign_count, made_at=now)
    row.credential_mac = _credential_mac(keys, said.credential_id)
    row.sealed = _sealed(keys, row, name, said.credential_id, said.credential_public_key)
    with writing(db):
        db.get_one(Staff, staff_id, with_for_update=True)
        if len(held(db, keys, staff_id)) >= MOST:
            raise TooManyPasskeys
        if db.scalar(select(Passkey.id).where(Passkey.credential_mac == row.credential_mac)):
            raise PasskeyKnown
        db.add(row)
        audit.append(db, keys, staff_id, "passkey added", staff_id, now)
    return row.id


def ask(db: Session, keys: Keys, site: Site, staff_id: UUID, now: datetime) -> Asked:
    """A question for a device that this person has. Raises NoPasskey where they have none."""
    from app.accounts import ceremonies

    there = held(db, keys, staff_id)
    if not there:
        raise NoPasskey
    challenge = challenges.draw(db, staff_id, now)
    return Asked(ceremonies.to_answer(site, challenge, _ids(there)), challenge)


def check(
    db: Session,
    keys: Keys,
    site: Site,
    staff_id: UUID,
    answer: Answer,
    browser: bytes,
    now: datetime,
    action: str = "signed in",
) -> None:
    """The second step, by a device. Raises SignInWrong or TryLater."""
    counted = tries.count(db, keys, db.get_one(Staff, staff_id).email, browser, now)
    try:
        challenges.spend(db, staff_id, answer, now)
        with writing(db):
            _take(db, keys, site, staff_id, answer, now)
            tries.forget(db, counted)
            audit.append(db, keys, staff_id, action, staff_id, now, "passkey")
    except NoPasskey:
        raise SignInWrong from None


def rename(db: Session, keys: Keys, staff_id: UUID, passkey_id: UUID, name: str, now: datetime) -> None:
    """Another name for one's own passkey. Raises NotYourPasskey."""
    with writing(db):
        row, one = own(db, keys, staff_id, passkey_id)
        row.sealed = _sealed(keys, row, name, one.credential, one.public)
        audit.append(db, keys, staff_id, "passkey renamed", staff_id, now)


def own(db: Session, keys: Keys, staff_id: UUID, passkey_id: UUID) -> tuple[Passkey, Held]:
    """One's own passkey, and what is sealed in it. Raises NotYourPasskey."""
    row = db.get(Passkey, passkey_id)
    if row is None or row.staff_id != staff_id:
        raise NotYourPasskey
    for one in _opened(keys, [row]):
        return row, one
    raise NotYourPasskey


def forget(db: Session, staff_id: UUID) -> None:
    """Every device of a person whose account is taken back."""
    with writing(db):
        db.execute(delete(PasskeyChallenge).where(PasskeyChallenge.staff_id == staff_id))
        db.execute(delete(Passkey).where(Passkey.staff_id == staff_id))


def _take(db: Session, keys: Keys, site: Site, staff_id: UUID, answer: Answer, now: datetime) -> None:
    """Find the device among this person's own, check what it said, and count its use."""
    from app.accounts import ceremonies

    mac = _credential_mac(keys, ceremonies.named(answer))
    query = select(Passkey).where(Passkey.staff_id == staff_id, Passkey.credential_mac == mac)
    row = db.scalar(query.with_for_update().execution_options(populate_existing=True))
    one = next(_opened(keys, [row] if row else []), None)
    if row is None or one is None:
        raise NoPasskey
    row.uses, row.used_at = ceremonies.uses(site, answer, one.public, row.uses), now


def _opened(keys: Keys, rows: Iterable[Passkey]) -> Iterator[Held]:
    for row in rows:
        try:
            said = json.loads(keys.data.open(row.sealed, _context(row)))
        except NotOpened:
            continue
        parts = bytes.fromhex(said["credential"]), bytes.fromhex(said["public"])
        yield Held(row.id, said["name"], row.made_at, row.used_at, *parts)


def _sealed(keys: Keys, row: Passkey, name: str, credential: bytes, public: bytes) -> bytes:
    said = {"name": name, "credential": credential.hex(), "public": public.hex()}
    return keys.data.seal(json.dumps(said).encode(), _context(row))


def _context(row: Passkey) -> bytes:
    return b"passkey:" + row.staff_id.bytes + row.id.bytes


def _credential_mac(keys: Keys, credential: bytes) -> bytes:
    return hmac.digest(keys.pepper, b"passkey\n" + credential, sha256)


def _ids(there: list[Held]) -> list[bytes]:
    return [one.credential for one in there]
