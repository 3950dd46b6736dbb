"""Proving who one is where there is no browser: the command line, for what takes two people."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts import sign_in
from app.accounts.errors import SignInWrong
from app.accounts.staff import StaffView, believed_staff
from config import Keys


def prove(db: Session, keys: Keys, email: str, password: str, number: str, now: datetime) -> StaffView:
    """Whose password and number these are. Raises SignInWrong, TryLater or Busy, as signing in does."""
    known = sign_in.check_password(db, keys, sign_in.Said(email.strip(), password), now)
    if known.to_set_up:
        raise SignInWrong
    sign_in.check_number(db, keys, known.staff_id, number, b"", now)
    who = believed_staff(db, keys, known.staff_id)
    if who is None:
        raise SignInWrong
    return who
