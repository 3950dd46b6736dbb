"""What two leads can have given: cases to a colleague; or, from the room that has it, what came for
whoever is on duty.

Promise: whatever is given goes the one way: two leads, or one and the paper, the trail before a key is
touched, and a key that lives for one transaction.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Flask, current_app
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.desk.recovery_asked import Given, Said, Wanted
from config import Keys

EXTENSION = "beforehand_duty_recovery"


@dataclass(frozen=True)
class Found:
    """What is to be given, by its ids, and the id of the key that is to open it."""

    ids: list[UUID]
    key_id: bytes


@dataclass(frozen=True)
class Deed:
    """Whose recovery it is: the service, who completes it, for whom, and which leads had a part in it."""

    service_id: UUID
    by_id: UUID
    reader_id: UUID | None
    leads: frozenset[UUID]


@dataclass(frozen=True)
class Way:
    """One kind of what is given: its name in the trail, how the first lead finds it, how it is given."""

    name: str
    find: Callable[[Session, Keys, accounts.StaffView, Wanted, datetime], Found]
    give: Callable[[Session, Keys, Said, Deed, Iterable[tuple[bytes, bytes]], datetime], Given]


@dataclass(frozen=True)
class Came:
    """What came and today's duty key does not open: when; and the names of whoever would open it. Of a
    request: whether the key that was named is still that of the rota as it stands.
    """

    at: list[datetime]
    readers: list[str]
    stands: bool = True


@dataclass(frozen=True)
class DutyWay:
    """The way of what came, and what its pages show: of a request, or of what could be asked now."""

    way: Way
    shown: Callable[[Session, Keys, UUID, Said | None], Came]


def recovers_duty(app: Flask, duty: DutyWay) -> None:
    """Have what came for whoever is on duty be recovered this way."""
    app.extensions[EXTENSION] = duty


def duty_way() -> Way:
    """That way."""
    return _put_in().way


def shown(db: Session, keys: Keys, service_id: UUID, said: Said | None) -> Came:
    """What its pages show."""
    return _put_in().shown(db, keys, service_id, said)


def _put_in() -> DutyWay:
    duty: DutyWay = current_app.extensions[EXTENSION]
    return duty
