"""Who is on duty on which day, and until when something is read.

Promise: two people at least are on a rota, all of them IDVAs at work here whose keys are certified. What
comes is sealed to the people of the rota and to the service's recovery key, and to nobody else. A rota that
is not as a lead saved it gives nobody the duty key who does not hold it already.
"""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.inbox.models import DutyDay, DutyInstead, DutySetting
from config import Keys
from safety.errors import SafetyRefusal

WEEKDAYS = 5
LEAST = 2  # so that somebody can look a second time
DAY = timedelta(days=1)


class RotaTooSmall(SafetyRefusal):
    """Fewer than two people, or a day without anyone."""

    code = "rota_too_small"


class NotOnRota(SafetyRefusal):
    """Only who is on the rota opens what came."""

    code = "not_on_rota"


@dataclass(frozen=True)
class Rota:
    """A service's rota: who on each weekday, from Monday on."""

    days: tuple[UUID, ...]
    reads_by: str
    route: str
    mac: bytes | None = field(default=None, repr=False, compare=False)

    def on(self, day: date) -> UUID:
        """Who reads on that working day."""
        return self.days[day.weekday()]


def rota_of(db: Session, service_id: UUID) -> Rota | None:
    """The rota as it stands; None where nobody made one yet."""
    setting = db.get(DutySetting, service_id, populate_existing=True)
    days = select(DutyDay.staff_id).where(DutyDay.service_id == service_id).order_by(DutyDay.weekday)
    return Rota(tuple(db.scalars(days)), setting.reads_by, setting.route, setting.mac) if setting else None


def save_rota(db: Session, keys: Keys, rota: Rota, by: accounts.StaffView, now: datetime) -> None:
    """Write down who is on duty, and have the duty key be theirs. Raises RotaTooSmall: nothing changed."""
    assert by.service_id is not None
    service_id, able = by.service_id, {each.id for each in can_be_on_duty(db, keys, by.service_id)}
    people = set(rota.days)
    if len(rota.days) != WEEKDAYS or len(people) < LEAST or not people <= able:
        raise RotaTooSmall
    with writing(db):
        db.execute(delete(DutyDay).where(DutyDay.service_id == service_id))
        rows = (DutyDay(service_id=service_id, weekday=at, staff_id=who) for at, who in enumerate(rota.days))
        db.add_all(rows)
        stands = replace(rota, mac=_mac(keys, service_id, rota))
        db.merge(DutySetting(service_id=service_id, reads_by=rota.reads_by, route=rota.route, mac=stands.mac))
        accounts.append(db, keys, by.id, "rota changed", service_id, now)
        keep_key(db, keys, service_id, stands, by.id, now)


def keep_key(
    db: Session, keys: Keys, service_id: UUID, rota: Rota, actor_id: UUID | None, now: datetime
) -> bool:
    """The duty key is the rota's people's who can be on duty now; whether it was made anew. Where the rota is
    not as it was saved, it stays with those of them who hold it.
    """
    able = {each.id for each in can_be_on_duty(db, keys, service_id)}
    saved = as_saved(keys, service_id, rota)
    theirs = set(rota.days) if saved else accounts.vouched_for(db, keys, service_id)
    return accounts.keep_group(db, keys, service_id, able & theirs, actor_id, now)


def as_saved(keys: Keys, service_id: UUID, rota: Rota) -> bool:
    """Whether a lead saved it as it stands, by a row of ours."""
    return rota.mac is not None and hmac.compare_digest(rota.mac, _mac(keys, service_id, rota))


def rotas_standing(db: Session, keys: Keys) -> Iterator[tuple[str, bool, str]]:
    """For `beforehand doctor`, of each service with a rota: whether it stands as it was saved."""
    mend = (
        "It was saved by an older version, or changed outside the pages. Until a lead looks who is on it, "
        "and saves it again under Duty inbox, nobody else is given the duty key."
    )
    for service in accounts.services(db):
        rota = rota_of(db, service.id)
        if rota is not None:
            what = f"{service.name}: its rota stands as a lead saved it"
            yield what, as_saved(keys, service.id, rota), mend


def can_be_on_duty(db: Session, keys: Keys, service_id: UUID) -> list[accounts.StaffView]:
    """The IDVAs at work here, by rows that we wrote, whose keys are certified."""
    able = {accounts.Role.IDVA}
    people = accounts.idvas(db, service_id)
    return [one for one in people if accounts.recipient_in(db, keys, one.id, service_id, able)]


def require_on_rota(db: Session, staff: accounts.StaffView) -> None:
    """Raises NotOnRota for anyone else."""
    rota = rota_of(db, staff.service_id) if staff.service_id else None
    if rota is None or staff.id not in rota.days:
        raise NotOnRota


def on_duty(db: Session, keys: Keys, service_id: UUID, day: date) -> accounts.StaffView | None:
    """Who is on duty on this working day and can be; None where nobody is.

    Whoever stands in has to be on the rota still: the key is the rota's.
    """
    rota = rota_of(db, service_id)
    if rota is None:
        return None
    able = {each.id: each for each in can_be_on_duty(db, keys, service_id)}
    other = db.get(DutyInstead, (service_id, day), populate_existing=True)
    return able.get(other.staff_id if other and other.staff_id in rota.days else rota.on(day))


def works(day: date) -> bool:
    """Whether it is a working day."""
    return cases.working_days_after(day - DAY, day) == 1


def due(came: datetime, rota: Rota) -> datetime:
    """Until when something is read: that time of the next working day."""
    day = cases.london(came).date() + DAY
    while not works(day):
        day += DAY
    return cases.from_london(day, time.fromisoformat(rota.reads_by))


def _mac(keys: Keys, service_id: UUID, rota: Rota) -> bytes:
    said = [str(service_id), [str(one) for one in rota.days], rota.reads_by, rota.route]
    return accounts.audit.keyed(keys, b"duty rota", said)
