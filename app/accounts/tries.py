"""Wrong tries at signing in: each slows the next, none bars.

Promise: an address that we do not know is slowed as one that we know. A browser in which its person has
signed in before is counted apart, so that a stranger who tries all day does not keep them out.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.errors import Busy, TryLater
from app.accounts.models import SignInTry
from app.db import writing
from config import Keys

FREE = 4
FIRST_WAIT_S = 5
LONGEST_WAIT_S = 900
FORGET_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Counted:
    """A try that was counted as wrong before it was looked at, and what stood before."""

    name: bytes
    failures: int
    failed_at: datetime


def count(db: Session, keys: Keys, address: str, browser: bytes, now: datetime) -> Counted:
    """Count this try as wrong, so that many at once do not slip by.

    Raises TryLater, uncounted, while the next try does not count yet.
    """
    name = name_of(keys, address, browser)
    try:
        with writing(db):
            db.execute(delete(SignInTry).where(SignInTry.failed_at < now - FORGET_AFTER))
            row = db.get(SignInTry, name, with_for_update=True)
            if row is None:
                row = SignInTry(name_mac=name, failures=0, failed_at=now)
                db.add(row)
            until = row.failed_at + wait_after(row.failures)
            if now < until:
                raise TryLater(until)
            before = Counted(name, row.failures, row.failed_at)
            row.failures, row.failed_at = row.failures + 1, now
            return before
    except IntegrityError:  # two first tries in the same moment
        raise Busy from None


def take_back(db: Session, counted: Counted) -> None:
    """The try was right: what stood before stands again; others' tries meanwhile stay counted."""
    with writing(db):
        row = db.get(SignInTry, counted.name, with_for_update=True)
        if row is None:
            return
        row.failures = max(0, row.failures - 1)
        if row.failures == counted.failures:
            row.failed_at = counted.failed_at


def forget(db: Session, counted: Counted) -> None:
    """Both steps were right."""
    with writing(db):
        db.execute(delete(SignInTry).where(SignInTry.name_mac == counted.name))


def wait_after(failures: int) -> timedelta:
    """How long after so many wrong tries the next one counts: nothing at first, then twice as long each."""
    if failures < FREE:
        return timedelta()
    return timedelta(seconds=min(FIRST_WAIT_S << min(failures - FREE, 10), LONGEST_WAIT_S))


def name_of(keys: Keys, address: str, browser: bytes = b"") -> bytes:
    """An address as the table of tries knows it, in one known browser or in all others."""
    return hmac.digest(keys.pepper, b"sign in\n" + browser + b"\n" + address.encode(), sha256)
