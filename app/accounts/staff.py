"""Services and the people in them, as other rooms may know them.

Promise: a staff row that somebody changed by hand is not believed: its MAC is under DATA_KEY.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts.errors import NotALead
from app.accounts.models import Role, Service, ServiceArea, Staff, StaffSession, StaffState
from config import Keys

MAC_PURPOSE = b"staff row"
LONDON = "london"  # a manager who covers every area


@dataclass(frozen=True)
class StaffView:
    """One person, as other rooms may know them."""

    id: UUID
    service_id: UUID | None
    role: Role
    display_name: str
    email: str
    state: StaffState
    cover_id: UUID | None
    working_time: int | None = None  # per cent of full time, where a lead recorded it
    covers: tuple[str, ...] = ()  # a manager's areas, or LONDON; without any, those of their service


@dataclass(frozen=True)
class ServiceView:
    """One service, its number, and the areas whose meetings it goes to."""

    id: UUID
    name: str
    phone: str
    areas: tuple[str, ...]


def view(row: Staff) -> StaffView:
    """A row as others may know it."""
    who = (row.id, row.service_id, row.role, row.display_name, row.email, row.state)
    return StaffView(*who, row.cover_id, row.working_time, tuple((row.covers or "").split()))


def staff(db: Session, staff_id: UUID) -> StaffView | None:
    """One person by id."""
    row = db.get(Staff, staff_id)
    return view(row) if row else None


def believed_staff(db: Session, keys: Keys, staff_id: UUID) -> StaffView | None:
    """One person by id, by a row that we wrote; None where somebody changed it by hand."""
    row = db.get(Staff, staff_id)
    return view(row) if row is not None and believed(keys, row) else None


def by_email(db: Session, email: str) -> StaffView | None:
    """One person by address."""
    row = db.scalar(select(Staff).where(Staff.email == email.strip().lower()))
    return view(row) if row else None


def people(db: Session, service_id: UUID, role: Role | None = None) -> list[StaffView]:
    """Everyone in a service, by name; with a role only those who are active in it."""
    query = select(Staff).where(Staff.service_id == service_id)
    if role is not None:
        query = query.where(Staff.role == role, Staff.state == StaffState.ACTIVE)
    return [view(row) for row in db.scalars(query.order_by(Staff.display_name, Staff.id))]


def idvas(db: Session, service_id: UUID) -> list[StaffView]:
    """The active IDVAs of a service."""
    return people(db, service_id, Role.IDVA)


def leads(db: Session, service_id: UUID) -> list[StaffView]:
    """The active leads of a service."""
    return people(db, service_id, Role.LEAD)


def technicians(db: Session) -> list[StaffView]:
    """Everyone who looks after the machine."""
    active = select(Staff).where(Staff.role == Role.ADMIN, Staff.state == StaffState.ACTIVE)
    return [view(row) for row in db.scalars(active.order_by(Staff.display_name, Staff.id))]


def covered(db: Session, person: StaffView) -> frozenset[str] | None:
    """The areas whose figures this manager sees; None for all of London.

    Without any of their own, those of their service as they are now; somebody without a service covers none.
    """
    if LONDON in person.covers:
        return None
    own = service_of(db, person.service_id) if person.service_id and not person.covers else None
    return frozenset(own.areas if own else person.covers)


def service_of(db: Session, service_id: UUID) -> ServiceView | None:
    """One service by id."""
    row = db.get(Service, service_id)
    if row is None:
        return None
    areas = db.scalars(
        select(ServiceArea.area_code).where(ServiceArea.service_id == service_id).order_by("area_code")
    )
    return ServiceView(row.id, row.name, row.phone, tuple(areas))


def words_about(db: Session, staff_id: UUID) -> tuple[str, ...]:
    """What anybody knows of a person: their name, their address, their service's name."""
    row = db.get_one(Staff, staff_id)
    own = db.get(Service, row.service_id) if row.service_id else None
    return (row.display_name, row.email, own.name if own else "")


def services(db: Session) -> list[ServiceView]:
    """Every service here, by name."""
    ids = db.scalars(select(Service.id).order_by(Service.name)).all()
    return [view for view in (service_of(db, service_id) for service_id in ids) if view]


def service_named(db: Session, name: str) -> ServiceView | None:
    """One service by its name."""
    found = db.scalar(select(Service.id).where(Service.name == name))
    return service_of(db, found) if found else None


def end_sessions(db: Session, staff_id: UUID) -> None:
    """Sign this person out everywhere."""
    db.execute(delete(StaffSession).where(StaffSession.staff_id == staff_id))


def require_lead(db: Session, keys: Keys, actor_id: UUID, service_id: UUID | None) -> None:
    """Raises NotALead unless this is an active lead of that service, by a row that we wrote."""
    row = db.get(Staff, actor_id)
    good = (
        row is not None and row.role is Role.LEAD and row.state is StaffState.ACTIVE and believed(keys, row)
    )
    if not good or row is None or service_id is None or row.service_id != service_id:
        raise NotALead


def row_mac(keys: Keys, row: Staff) -> bytes:
    """The MAC over what decides who this person is to us."""
    return keys.data.mac(MAC_PURPOSE, _said(row))


def believed(keys: Keys, row: Staff) -> bool:
    """Whether the row is as we wrote it."""
    return keys.data.mac_ok(MAC_PURPOSE, _said(row), row.mac)


def password_context(staff_id: UUID) -> bytes:
    """What binds a kept password to its person."""
    return b"staff password:" + staff_id.bytes


def _said(row: Staff) -> bytes:
    words = [row.id, row.service_id, row.role, row.email, row.state, row.made_by, row.reset_by]
    if row.covers:
        words.append(row.covers)
    return "\n".join(str(word) for word in words).encode()
