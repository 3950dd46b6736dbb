"""Ten codes on paper, for the day on which the phone is lost: each follows the password once.

Promise: they are shown once and kept only by a hash keyed with PEPPER and bound to their person. Each holds
53 bits that we drew, so a slow hash would add nothing: without PEPPER there is nothing to try them against.
"""

import hmac
import secrets
from datetime import datetime
from hashlib import sha256
from string import digits
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.models import PrintedCode, Staff
from app.db import writing
from config import Keys

MANY = 10
FIGURES = 16


def renew(db: Session, keys: Keys, staff_id: UUID, now: datetime) -> list[str]:
    """Ten new codes, to be shown once; those from before count no longer."""
    drawn = [_drawn() for _ in range(MANY)]
    with writing(db):
        db.refresh(db.get_one(Staff, staff_id), with_for_update=True)
        forget(db, staff_id)
        macs = [_mac(keys, staff_id, code) for code in drawn]
        db.add_all(PrintedCode(code_mac=mac, staff_id=staff_id, made_at=now) for mac in macs)
        audit.append(db, keys, staff_id, "codes printed", staff_id, now)
    return [" ".join(code[at : at + 4] for at in range(0, FIGURES, 4)) for code in drawn]


def left(db: Session, staff_id: UUID) -> int:
    """How many still count."""
    return db.scalar(select(func.count()).where(PrintedCode.staff_id == staff_id)) or 0


def looks_like(typed: str) -> bool:
    """Whether this reads as a code of ours, and not as a number of an app."""
    return len(plain(typed)) == FIGURES


def take(db: Session, keys: Keys, staff_id: UUID, typed: str) -> bool:
    """Whether it counts; then it does no longer. Within the caller's transaction."""
    this = (PrintedCode.code_mac == _mac(keys, staff_id, plain(typed)), PrintedCode.staff_id == staff_id)
    return db.scalar(delete(PrintedCode).where(*this).returning(PrintedCode.staff_id)) is not None


def forget(db: Session, staff_id: UUID) -> None:
    """All of a person's codes."""
    with writing(db):
        db.execute(delete(PrintedCode).where(PrintedCode.staff_id == staff_id))


def plain(typed: str) -> str:
    """The figures that were typed, in whichever digits: a phone set to Arabic or Bengali types its own."""
    return "".join(str(int(letter)) for letter in typed if letter.isdecimal())


def _drawn() -> str:
    return "".join(secrets.choice(digits) for _ in range(FIGURES))


def _mac(keys: Keys, staff_id: UUID, code: str) -> bytes:
    return hmac.digest(keys.pepper, b"printed code\n" + staff_id.bytes + code.encode(), sha256)
