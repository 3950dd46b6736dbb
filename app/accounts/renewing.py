"""A password's cost rises with what is set: laid anew at the sign-in that shows the password. And MACs
under today's DATA_KEY, once it was renewed.

Promise: the person notices nothing; their private keys lie under the dearer password before it counts. A row
that does not carry a MAC of ours gets none.
"""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import keyring, passwords
from app.accounts import staff as people
from app.accounts.models import RecipientKey, Staff
from app.accounts.passwords import Cost
from app.accounts.staff import password_context
from app.db import writing
from config import Keys
from safety.errors import NotOpened


def due(keys: Keys, row: Staff, cost: Cost) -> bool:
    """Whether what is kept of this password was cheaper to try than is set now."""
    try:
        kept = keys.data.open(row.password_sealed or b"", password_context(row.id))
        return any(one.cheaper_than(cost) for one in (Cost.of(kept), Cost.of_salt(row.kdf_salt or b"")))
    except NotOpened:
        return False


def renew(db: Session, keys: Keys, staff_id: UUID, password: str, opens: bytes, cost: Cost) -> None:
    """Keep the password, and the private keys that lie under it, at this cost; unless somebody was quicker.

    `opens`: the key that the password made until now.
    """
    row = db.get_one(Staff, staff_id)
    before, salt = row.password_sealed, passwords.new_salt(cost)
    key, kept = passwords.wrapping_key(password, salt), passwords.keep(password, cost)
    with writing(db):
        db.refresh(row, with_for_update=True)
        if row.password_sealed != before:
            return
        row.kdf_salt, row.password_sealed = salt, keys.data.seal(kept, password_context(staff_id))
        keyring.rewrap(db, keys, keyring.open_all(db, keys, staff_id, opens), staff_id, key)


def renew_macs(db: Session, keys: Keys) -> int:
    """Give rows that carry our MAC under an older DATA_KEY one under today's; how many."""
    with writing(db):
        staff = [one for one in db.scalars(select(Staff)) if one.mac != people.row_mac(keys, one)]
        rows = [one for one in db.scalars(select(RecipientKey)) if one.mac != keyring.row_mac(keys, one)]
        ours = [one for one in staff if people.believed(keys, one)]
        trusted = [one for one in rows if keyring.trusted(keys, one)]
        for person in ours:
            person.mac = people.row_mac(keys, person)
        for row in trusted:
            row.mac = keyring.row_mac(keys, row)
    return len(ours) + len(trusted)


def macs_under(db: Session, under: Keys) -> int:
    """How many rows carry a MAC of these keys."""
    staff = sum(people.believed(under, one) for one in db.scalars(select(Staff)))
    return staff + sum(keyring.trusted(under, one) for one in db.scalars(select(RecipientKey)))
