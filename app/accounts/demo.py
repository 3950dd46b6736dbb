"""The people of the demonstration: a made-up service whose passwords and devices come from one secret.

Promise: the same secret gives the same sign-ins on every start; nothing here runs outside a demonstration
or a test.
"""

import base64
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import certify, keyring, passwords, sign_in
from app.accounts import staff as rows
from app.accounts.models import Role, Staff, StaffState
from app.accounts.passwords import Cost
from app.accounts.staffing import TEMPORARY_LETTERS, add_service, name_cover
from app.db import writing
from config import Keys
from safety.drawing import hkdf

SERVICE = "Lantern House Advocacy"
PHONE = "020 7946 0182"  # of the numbers that are kept for drama
AREAS = ("E09000012", "E09000030")
TRUSTEE = "Wren Abiola"
PEOPLE = (
    (Role.LEAD, "lead.one", "Marian Okafor"),
    (Role.LEAD, "lead.two", "Tessa Lindqvist"),
    (Role.LEAD, "lead.three", "Jo Petrakis"),
    (Role.IDVA, "idva.one", "Nadia Rowe"),
    (Role.IDVA, "idva.two", "Sam Whitlock"),
    (Role.COMMUNITY, "community", "Hodan Ali"),
    (Role.TRANSLATOR, "translator", "Leila Haddad"),
    (Role.MANAGER, "manager", "Priya Raman"),
    (Role.ADMIN, "admin", "Colin Marsh"),
)


@dataclass(frozen=True, repr=False)
class DemoPerson:
    """One sign-in of the demonstration."""

    id: UUID
    role: Role
    name: str
    email: str
    password: str
    totp_secret: str
    service: str

    def entry(self) -> dict[str, str]:
        """The person as demo.json tells of them."""
        return {
            "role": self.role.value,
            "email": self.email,
            "password": self.password,
            "totp_secret": self.totp_secret,
            "service": self.service,
        }


@dataclass(frozen=True)
class DemoPeople:
    """The service and everyone in it, leads first."""

    service_id: UUID
    everyone: tuple[DemoPerson, ...]

    def of(self, role: Role) -> list[DemoPerson]:
        """Those with one role, in order."""
        return [person for person in self.everyone if person.role is role]


def make_people(
    db: Session, keys: Keys, secret: bytes, now: datetime, cost: Cost = passwords.COST
) -> DemoPeople:
    """The demonstration's service and people, made where they are missing. Safe to run again."""
    found = rows.service_named(db, SERVICE)
    service_id = found.id if found else add_service(db, keys, SERVICE, PHONE, AREAS, now)
    everyone = tuple(_person(db, keys, secret, service_id, who, now, cost) for who in PEOPLE)
    made = DemoPeople(service_id, everyone)
    _certify_all(db, keys, made, now)
    _cover_each_other(db, keys, made, now)
    return made


def _person(
    db: Session,
    keys: Keys,
    secret: bytes,
    service_id: UUID,
    who: tuple[Role, str, str],
    now: datetime,
    cost: Cost,
) -> DemoPerson:
    role, mailbox, name = who
    email = f"{mailbox}@lantern.example"
    password, device = _password(secret, email), _device(secret, email)
    staff_id = db.scalar(select(Staff.id).where(Staff.email == email))
    if staff_id is None:
        staff_id = _make(
            db, keys, Staff(id=uuid4(), role=role, email=email, display_name=name), service_id, now
        )
        _set_up(db, keys, staff_id, password, device, now, cost)
    return DemoPerson(staff_id, role, name, email, password, device, SERVICE)


def _make(db: Session, keys: Keys, row: Staff, service_id: UUID, now: datetime) -> UUID:
    row.service_id, row.state, row.created_at, row.invited_at = service_id, StaffState.INVITED, now, now
    row.mac = rows.row_mac(keys, row)
    with writing(db):
        db.add(row)
    return row.id


def _set_up(
    db: Session, keys: Keys, staff_id: UUID, password: str, device: str, now: datetime, cost: Cost
) -> None:
    """As the person would have done it themselves."""
    salt = passwords.new_salt(cost)
    key, kept = passwords.wrapping_key(password, salt), passwords.keep(password, cost)
    with writing(db):
        row = db.get_one(Staff, staff_id)
        sign_in.settle(keys, row, kept, salt, device)
        keyring.make_candidate(db, keys, staff_id, row.service_id, key, now)


def _certify_all(db: Session, keys: Keys, made: DemoPeople, now: datetime) -> None:
    """The first lead with a trustee, then everyone by a lead, as the rules ask."""
    first = made.of(Role.LEAD)[0]
    waiting = certify.candidates(db, keys, first.id)
    for one in sorted(waiting, key=lambda candidate: not candidate.yours):
        certify.certify(db, keys, first.id, one.key_id, TRUSTEE, now)


def _cover_each_other(db: Session, keys: Keys, made: DemoPeople, now: datetime) -> None:
    one, two = made.of(Role.IDVA)
    for person, cover in ((one, two), (two, one)):
        row = rows.staff(db, person.id)
        if row is not None and row.cover_id is None:
            name_cover(db, keys, person.id, cover.id, now)


def _password(secret: bytes, email: str) -> str:
    drawn = hkdf(secret, b"demo password " + email.encode(), 16)
    letters = "".join(TEMPORARY_LETTERS[byte % len(TEMPORARY_LETTERS)] for byte in drawn)
    return "-".join(letters[at : at + 4] for at in range(0, 16, 4))


def _device(secret: bytes, email: str) -> str:
    return base64.b32encode(hkdf(secret, b"demo device " + email.encode(), 20)).decode()
