"""The demonstration's case whose meeting was: which it is, who reads it, and what is to be said of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import keyring
from app.accounts import service as accounts
from app.accounts.models import Staff
from app.accounts.passwords import wrapping_key
from app.cases.models import Case, Meeting
from app.desk import notes, outcomes
from app.desk import service as desk
from app.desk.sheet import Sheet, sheet
from config import Keys
from safety.standard import Heard, Told, Wish


def past(db: Session, now: datetime) -> list[Any]:
    """The cases whose meeting was, and when: the latest first."""
    db.expire_all()
    rows = select(Case, Meeting.starts_at).join(Meeting, Meeting.id == Case.meeting_id)
    return list(db.execute(rows.where(Meeting.starts_at < now).order_by(Meeting.starts_at.desc())))


def reader_of(db: Session, keys: Keys, told: dict[str, Any], case: Case) -> desk.Reader:
    """Its IDVA, with what the password opens that `demo.json` tells."""
    person, row = accounts.staff(db, case.idva_id), db.get_one(Staff, case.idva_id)
    assert person is not None
    (password,) = (each["password"] for each in told["staff"] if each["email"] == person.email)
    opened = keyring.open_all(db, keys, person.id, wrapping_key(password, row.kdf_salt))
    return desk.Reader(person, lambda: list(opened.items()))


def spoken_of(db: Session, keys: Keys, case: Case, reader: desk.Reader, now: datetime) -> Sheet:
    """The sheet to speak from, of what was confirmed with her and may be said."""
    opened = desk.open_views(db, keys, case.id, reader, now)
    return sheet(opened.sittings, agreed=False, confirmed=desk.confirmations(db, case.id))


def told_of(db: Session, keys: Keys, case: Case, reader: desk.Reader, now: datetime) -> Told | None:
    """How she was told what came of it, once it is written down and a note may wait."""
    what = outcomes.What(Heard.READ_OUT, {"home": Wish(action=True)})
    outcomes.write(db, keys, case.id, 0, what, reader.staff, now)
    assert notes.agreed(db, keys, case, now)
    outcomes.tell_by_note(db, keys, case.id, reader.staff, now)
    return outcomes.of_case(db, case.id).told
