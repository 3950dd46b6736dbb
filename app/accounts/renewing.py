"""A password's cost rises with what is set: laid anew at the sign-in that shows the password.

Promise: the person notices nothing; their private keys lie under the dearer password before it counts.
"""

from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import keyring, passwords
from app.accounts.models import Staff
from app.accounts.passwords import Cost
from app.accounts.staff import password_context
from app.db import writing
from config import Keys
from safety.errors import NotOpened

Privates = dict[bytes, bytes]


def due(keys: Keys, row: Staff, cost: Cost) -> bool:
    """Whether what is kept of this password was cheaper to try than is set now."""
    try:
        kept = keys.data.open(row.password_sealed or b"", password_context(row.id))
        return any(one.cheaper_than(cost) for one in (Cost.of(kept), Cost.of_salt(row.kdf_salt or b"")))
    except NotOpened:
        return False


def renew(db: Session, keys: Keys, staff_id: UUID, password: str, privates: Privates, cost: Cost) -> None:
    """Keep the password, and the private keys that it opened, at this cost; unless somebody was quicker."""
    row = db.get_one(Staff, staff_id)
    before, salt = row.password_sealed, passwords.new_salt(cost)
    key, kept = passwords.wrapping_key(password, salt), passwords.keep(password, cost)
    with writing(db):
        db.refresh(row, with_for_update=True)
        if row.password_sealed != before:
            return
        row.kdf_salt, row.password_sealed = salt, keys.data.seal(kept, password_context(staff_id))
        keyring.rewrap(db, keys, privates, staff_id, key)
