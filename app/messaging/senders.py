"""How a service's messages look: whose name a text comes from, and when its staff are left alone."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, time
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.messaging.models import Sender
from config import Config, Keys
from safety.sender import tells

DEMO_NAME = "Reminder"
_NAME = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}|\+[1-9]\d{6,14}")
_MESSAGING_SERVICE = re.compile(r"MG[0-9a-f]{32}")


@dataclass(frozen=True)
class Look:
    """How one service's messages look. `ready`: texts can be sent. `tells`: its name says what this is."""

    name: str = ""
    messaging_service: str = ""
    tenths_a_part: int = 0
    soon: bool = False
    opens: time = time(9)
    closes: time = time(17)
    ready: bool = False
    tells: bool = False

    def faults(self, service: str, others: tuple[str, ...] = ()) -> list[str]:
        """The fields that cannot be kept as they are, for a service of that name, beside other names."""
        dull = _NAME.fullmatch(self.name) and not tells(self.name, service, others)
        found = [] if not self.name or dull else ["name"]
        group = self.messaging_service
        found += [] if not group or _MESSAGING_SERVICE.fullmatch(group) else ["messaging_service"]
        return found + ([] if self.opens < self.closes else ["closes"])


def look_of(db: Session, config: Config, service_id: UUID | None) -> Look:
    """One service's, with the usual hours where nothing was set.

    Its name is judged each time: rules grow, and a service may be renamed. Who came to work there since
    stops no text.
    """
    row = db.get(Sender, service_id, populate_existing=True) if service_id else None
    look = _look(row) if row else Look()
    if config.demo:
        look = replace(look, name=look.name or DEMO_NAME, messaging_service="")
    telling = not look.messaging_service and bool(tells(look.name, service_name(db, service_id)))
    able = config.demo or bool(config.providers.twilio_account and (look.name or look.messaging_service))
    return replace(look, ready=able and not telling, tells=telling)


def service_name(db: Session, service_id: UUID | None) -> str:
    """What a service calls itself; empty where there is none."""
    found = accounts.service_of(db, service_id) if service_id else None
    return found.name if found else ""


def names_nearby(db: Session) -> tuple[str, ...]:
    """Whose name a text must not bear either: every service, who works there, every borough."""
    services = accounts.services(db)
    people = [one.display_name for service in services for one in accounts.people(db, service.id)]
    return (*(service.name for service in services), *people, *cases.area_names().values())


def set_look(db: Session, keys: Keys, look: Look, by: accounts.StaffView, now: datetime) -> None:
    """Keep it, for the lead's own service."""
    assert by.service_id is not None and not look.faults(service_name(db, by.service_id), names_nearby(db))
    with writing(db):
        db.merge(
            Sender(
                service_id=by.service_id,
                name=look.name,
                messaging_service=look.messaging_service,
                tenths_a_part=look.tenths_a_part,
                soon=look.soon,
                opens=_minutes(look.opens),
                closes=_minutes(look.closes),
            )
        )
        accounts.append(db, keys, by.id, "messages set up", by.service_id, now)


def _look(row: Sender) -> Look:
    hours = _time(row.opens), _time(row.closes)
    return Look(row.name, row.messaging_service, row.tenths_a_part, row.soon, *hours)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
