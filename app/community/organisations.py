"""Organisations: made by a lead, renewed and ended by one, and who belongs to them.

Promise: an organisation has access for a year at a time. Ended, its people see nothing but that; its kits
stay, because cards are in people's pockets. What was ended can be renewed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.community.errors import (
    AccessEnded,
    NoOrganisation,
    NoSuchOrganisation,
    NotOfCommunity,
    OrganisationNamed,
)
from app.community.models import Organisation, OrganisationMember
from app.db import writing
from config import Keys
from safety.naming import one_name

ACCESS = timedelta(days=365)
SOON = timedelta(days=30)


@dataclass(frozen=True)
class OrganisationView:
    """One organisation as pages show it."""

    id: UUID
    service_id: UUID
    name: str
    languages: tuple[str, ...]
    areas: tuple[str, ...]
    ends_at: datetime

    def ended(self, now: datetime) -> bool:
        """Whether its access is over."""
        return self.ends_at <= now

    def ends_soon(self, now: datetime) -> bool:
        """Whether a lead should think of renewing it."""
        return now < self.ends_at <= now + SOON


@dataclass(frozen=True)
class About:
    """What a lead writes down of an organisation."""

    name: str
    languages: tuple[str, ...]
    areas: tuple[str, ...]


@dataclass(frozen=True)
class Viewer:
    """Who looks at kits: a lead at the whole service's, a member at their own organisation's."""

    staff: accounts.StaffView
    organisation: OrganisationView | None = None

    @property
    def service_id(self) -> UUID:
        """Whose service it is."""
        return service_of(self.staff)


def viewer(db: Session, staff: accounts.StaffView, now: datetime) -> Viewer:
    """Somebody who is signed in, as kits know them. Raises NoOrganisation or AccessEnded."""
    if staff.role is accounts.Role.LEAD:
        return Viewer(staff)
    own = organisation_of(db, staff.id)
    if own is None or own.service_id != staff.service_id or staff.role is not accounts.Role.COMMUNITY:
        raise NoOrganisation
    if own.ended(now):
        raise AccessEnded
    return Viewer(staff, own)


def service_of(staff: accounts.StaffView) -> UUID:
    """Whose service somebody is of. Raises NoOrganisation for nobody's."""
    if staff.service_id is None:
        raise NoOrganisation
    return staff.service_id


def organisation_of(db: Session, staff_id: UUID) -> OrganisationView | None:
    """The organisation that somebody belongs to."""
    member = db.get(OrganisationMember, staff_id)
    row = db.get(Organisation, member.organisation_id) if member else None
    return _view(row) if row else None


def organisations(db: Session, service_id: UUID) -> list[OrganisationView]:
    """A service's organisations, by name."""
    rows = select(Organisation).where(Organisation.service_id == service_id)
    return [_view(row) for row in db.scalars(rows.order_by(Organisation.name, Organisation.id))]


def organisation(db: Session, service_id: UUID, organisation_id: UUID) -> OrganisationView:
    """One of them. Raises NoSuchOrganisation, for another service's too."""
    return _view(_row(db, service_id, organisation_id))


def members(db: Session, service_id: UUID, organisation_id: UUID) -> list[accounts.StaffView]:
    """Who belongs to it, by name."""
    ids = set(
        db.scalars(
            select(OrganisationMember.staff_id).where(OrganisationMember.organisation_id == organisation_id)
        )
    )
    return [one for one in accounts.people(db, service_id) if one.id in ids]


def unplaced(db: Session, service_id: UUID) -> list[accounts.StaffView]:
    """People of the service whose role is a community organisation's, and who belong to none yet."""
    placed = set(db.scalars(select(OrganisationMember.staff_id)))
    people = accounts.people(db, service_id)
    return [one for one in people if one.role is accounts.Role.COMMUNITY and one.id not in placed]


def make_organisation(db: Session, keys: Keys, by: accounts.StaffView, about: About, now: datetime) -> UUID:
    """A new organisation with a year's access. Raises OrganisationNamed."""
    assert by.service_id is not None
    row = Organisation(id=uuid4(), service_id=by.service_id, made_at=now, ends_at=now + ACCESS)
    with writing(db):
        _write(db, row, about)
        db.add(row)
        accounts.append(db, keys, by.id, "organisation added", row.id, now)
    return row.id


def change_organisation(
    db: Session, keys: Keys, by: accounts.StaffView, organisation_id: UUID, about: About, now: datetime
) -> None:
    """Another name, other languages or areas. Raises NoSuchOrganisation, OrganisationNamed."""
    with writing(db):
        _write(db, _row(db, by.service_id, organisation_id), about)
        accounts.append(db, keys, by.id, "organisation changed", organisation_id, now)


def renew(db: Session, keys: Keys, by: accounts.StaffView, organisation_id: UUID, now: datetime) -> None:
    """Access for a year from now, whether it had ended or not."""
    with writing(db):
        _row(db, by.service_id, organisation_id).ends_at = now + ACCESS
        accounts.append(db, keys, by.id, "organisation renewed", organisation_id, now)


def end(db: Session, keys: Keys, by: accounts.StaffView, organisation_id: UUID, now: datetime) -> None:
    """Its people see nothing any more; its kits stay as they are."""
    with writing(db):
        row = _row(db, by.service_id, organisation_id)
        row.ends_at = min(row.ends_at, now)
        accounts.append(db, keys, by.id, "organisation ended", organisation_id, now)


def invite_member(
    db: Session,
    keys: Keys,
    by: accounts.StaffView,
    organisation_id: UUID,
    name: str,
    email: str,
    now: datetime,
) -> tuple[UUID, accounts.Invited]:
    """A new account in this organisation, and its invitation, handed out now or never. Raises NameTaken."""
    _row(db, by.service_id, organisation_id)
    with writing(db):
        staff_id, made = accounts.invite(
            db,
            keys,
            role=accounts.Role.COMMUNITY,
            email=email,
            name=name,
            service_id=by.service_id,
            actor_id=by.id,
            now=now,
        )
        take_in(db, keys, by, organisation_id, staff_id, now)
    return staff_id, made


def take_in(
    db: Session, keys: Keys, by: accounts.StaffView, organisation_id: UUID, staff_id: UUID, now: datetime
) -> None:
    """Somebody who has an account belongs to this organisation from now on. Raises NotOfCommunity."""
    with writing(db):
        row, person = _row(db, by.service_id, organisation_id), accounts.believed_staff(db, keys, staff_id)
        if person is None or (person.service_id, person.role) != (row.service_id, accounts.Role.COMMUNITY):
            raise NotOfCommunity
        if db.get(OrganisationMember, staff_id) is not None:
            raise NotOfCommunity
        db.add(OrganisationMember(staff_id=staff_id, organisation_id=row.id))
        accounts.append(db, keys, by.id, "organisation joined", staff_id, now)


def _row(db: Session, service_id: UUID | None, organisation_id: UUID) -> Organisation:
    row = db.get(Organisation, organisation_id)
    if row is None or row.service_id != service_id:
        raise NoSuchOrganisation
    return row


def _write(db: Session, row: Organisation, about: About) -> None:
    others = (Organisation.service_id == row.service_id, Organisation.id != row.id)
    if one_name(about.name) in map(one_name, db.scalars(select(Organisation.name).where(*others))):
        raise OrganisationNamed
    row.name = about.name
    row.languages, row.areas = " ".join(about.languages), " ".join(about.areas)


def _view(row: Organisation) -> OrganisationView:
    languages, areas = tuple(row.languages.split()), tuple(row.areas.split())
    return OrganisationView(row.id, row.service_id, row.name, languages, areas, row.ends_at)
