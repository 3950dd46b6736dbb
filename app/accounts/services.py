"""What a service is called, and the number that its people answer.

Promise: a number can be dialled as it stands, a name can be read as it stands, and both fit where they are
kept. A change reaches open links with the next day's pages, all together.
"""

import re
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts import staff as people
from app.accounts.errors import NameTaken
from app.accounts.models import Service
from app.db import writing
from config import Keys
from safety.letters import hidden

NAME_MOST, NUMBER_MOST = 80, 40
_DIALLED = re.compile(r"\+?[0-9][0-9 ()-]*[0-9]")


def name_fault(name: str) -> str:
    """What is wrong with a service's name, as a sentence; empty where nothing is."""
    if not 0 < len(name) <= NAME_MOST or name != name.strip():
        return f"From 1 to {NAME_MOST} letters, please, and no spaces around them."
    return "There is a letter in it that nobody can see. Write it again." if hidden(name) else ""


def number_fault(number: str) -> str:
    """The same for its number."""
    if len(number) <= NUMBER_MOST and _DIALLED.fullmatch(number) and number.isascii():
        return ""
    return f"Figures and spaces, please, such as 020 7946 0182; {NUMBER_MOST} signs at most."


def change(db: Session, keys: Keys, service_id: UUID, name: str, number: str, now: datetime) -> None:
    """Another name or number from now on. Raises NameTaken; then nothing changed."""
    with writing(db):
        row = db.get_one(Service, service_id, with_for_update=True)
        other = people.service_named(db, name)
        if other is not None and other.id != service_id:
            raise NameTaken
        changed = {"name": row.name != name, "number": row.phone != number}
        row.name, row.phone = name, number
        told = ", ".join(what for what, is_so in changed.items() if is_so)
        audit.append(db, keys, None, "service changed", service_id, now, told)
