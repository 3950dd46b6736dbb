"""The people of the demonstration: two made-up services whose passwords and devices come from one secret.

Promise: the same secret gives the same sign-ins on every start; nothing here runs outside a demonstration
or a test.
"""

import base64
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from app.accounts import certify, keyring, passwords, sign_in
from app.accounts import staff as rows
from app.accounts.models import Role, Staff, StaffState
from app.accounts.passwords import Cost
from app.accounts.staffing import add_service, name_cover
from app.db import writing
from config import Keys
from safety.drawing import hkdf

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # of passwords that are read from a screen and typed
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


@dataclass(frozen=True)
class Cast:
    """One made-up service, and who plays in it."""

    service: str
    phone: str
    areas: tuple[str, ...]
    domain: str
    people: tuple[tuple[Role, str, str], ...]


OURS = Cast(SERVICE, PHONE, AREAS, "lantern.example", PEOPLE)
NEIGHBOURS = Cast(  # to whom a case can be handed over
    "Quayside Advocacy",
    "020 7946 0183",
    ("E09000012",),
    "quayside.example",
    (
        (Role.LEAD, "lead", "Agnes Boateng"),
        (Role.IDVA, "idva", "Ruth Calloway"),
        (Role.IDVA, "idva.two", "Owen Sharpe"),
    ),
)
ELSEWHERE = Cast(  # in figures alone
    "Nine Bridges Advocacy",
    "020 7946 0184",
    (),
    "bridges.example",
    (
        (Role.IDVA, "idva", "Fay Underhill"),
        (Role.IDVA, "idva.two", "Joan Marlow"),
        (Role.IDVA, "idva.three", "Tom Ellery"),
    ),
)
SERVICES = frozenset(cast.service for cast in (OURS, NEIGHBOURS, ELSEWHERE))


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
    db: Session, keys: Keys, secret: bytes, now: datetime, cost: Cost = passwords.COST, cast: Cast = OURS
) -> DemoPeople:
    """One service of the demonstration and its people, made where they are missing. Safe to run again.

    Whoever was suspended or reset meanwhile can sign in again; a password that somebody changed stays.
    """
    found = rows.service_named(db, cast.service)
    service_id = found.id if found else add_service(db, keys, cast.service, cast.phone, cast.areas, now)
    everyone = tuple(_person(secret, db, cast, who) for who in cast.people)
    made = DemoPeople(service_id, everyone)
    for person in everyone:
        _stands(db, keys, made, person, now, cost)
    _certify_all(db, keys, made, now)
    _cover_each_other(db, keys, made, now)
    return made


def _person(secret: bytes, db: Session, cast: Cast, who: tuple[Role, str, str]) -> DemoPerson:
    role, mailbox, name = who
    email = f"{mailbox}@{cast.domain}"
    found = rows.by_email(db, email)
    password, device = _password(secret, email), _device(secret, email)
    return DemoPerson(found.id if found else uuid4(), role, name, email, password, device, cast.service)


def _stands(db: Session, keys: Keys, made: DemoPeople, person: DemoPerson, now: datetime, cost: Cost) -> None:
    """Have this person active, with the password and device that are told."""
    row = db.get(Staff, person.id)
    if row is None:
        row = _invited(db, keys, made.service_id, person, now)
    if row.state is not StaffState.ACTIVE:
        _set_up(db, keys, row, person, now, cost)


def _invited(db: Session, keys: Keys, service_id: UUID, person: DemoPerson, now: datetime) -> Staff:
    row = Staff(
        id=person.id,
        role=person.role,
        email=person.email,
        display_name=person.name,
        service_id=service_id,
        state=StaffState.INVITED,
        created_at=now,
        invited_at=now,
        covers=rows.LONDON if person.role is Role.MANAGER else None,
    )
    row.mac = rows.row_mac(keys, row)
    with writing(db):
        db.add(row)
    return row


def _set_up(db: Session, keys: Keys, row: Staff, person: DemoPerson, now: datetime, cost: Cost) -> None:
    """As the person would have done it themselves. Their salt is steady, so that older keys open again."""
    salt = cost.to_bytes() + hkdf(person.totp_secret.encode(), b"demo salt", passwords.SALT_BYTES)
    key, kept = passwords.wrapping_key(person.password, salt), passwords.keep(person.password, cost)
    with writing(db):
        sign_in.settle(keys, row, kept, salt, person.totp_secret)
        if not keyring.open_all(db, keys, row.id, key):
            keyring.make_candidate(db, keys, row.id, row.service_id, key, now)


def _certify_all(db: Session, keys: Keys, made: DemoPeople, now: datetime) -> None:
    """The first lead with a trustee, then everyone by a lead who may: as the rules ask."""
    ours = {person.id for person in made.everyone}
    for lead in made.of(Role.LEAD):
        waiting = certify.candidates(db, keys, lead.id)
        for one in sorted(waiting, key=lambda candidate: not candidate.yours):
            if one.owner.id in ours and not one.needs_other_lead:
                certify.certify(db, keys, lead.id, one.key_id, TRUSTEE, now)


def _cover_each_other(db: Session, keys: Keys, made: DemoPeople, now: datetime) -> None:
    """Each by the next IDVA; one who is alone, by a lead."""
    idvas = made.of(Role.IDVA)
    others = [*idvas[1:], idvas[0]] if len(idvas) > 1 else made.of(Role.LEAD)
    for person, cover in zip(idvas, others, strict=False):
        row = rows.staff(db, person.id)
        if row is not None and row.cover_id is None:
            name_cover(db, keys, person.id, cover.id, now)


def _password(secret: bytes, email: str) -> str:
    drawn = hkdf(secret, b"demo password " + email.encode(), 16)
    letters = "".join(LETTERS[byte % len(LETTERS)] for byte in drawn)
    return "-".join(letters[at : at + 4] for at in range(0, 16, 4))


def _device(secret: bytes, email: str) -> str:
    return base64.b32encode(hkdf(secret, b"demo device " + email.encode(), 20)).decode()
