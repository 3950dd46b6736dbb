"""Making and taking back accounts: services, invitations, resets, suspensions.

Promise: a reset takes the private key away, and whoever asks for it is told so first. A change among the
leads makes a new recovery key.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts import audit, invitations, keyring, passkeys, printed_codes, recovery
from app.accounts.errors import NameTaken, NotYours
from app.accounts.invitations import Invited
from app.accounts.leaving import Follows, lose_keys
from app.accounts.models import Role, Service, ServiceArea, Staff, StaffState
from app.accounts.staff import end_sessions, require_lead, row_mac, service_named
from app.db import writing
from config import Keys


@dataclass(frozen=True)
class TakenBack:
    """After a reset: the new invitation, and the printed recovery half where one was made. Shown once."""

    invited: Invited
    printed_half: str | None


def add_service(db: Session, keys: Keys, name: str, phone: str, areas: Iterable[str], now: datetime) -> UUID:
    """A new service with its pool key; its recovery key comes with its first certified lead."""
    if service_named(db, name):
        raise NameTaken
    service = Service(id=uuid4(), name=name, phone=phone, created_at=now)
    with writing(db):
        db.add(service)
        db.flush()
        db.add_all(ServiceArea(service_id=service.id, area_code=code) for code in sorted(set(areas)))
        keyring.make_pool(db, keys, service.id, now)
        audit.append(db, keys, None, "service added", service.id, now)
    return service.id


def invite(
    db: Session,
    keys: Keys,
    *,
    role: Role,
    email: str,
    name: str,
    service_id: UUID | None,
    actor_id: UUID | None,
    now: datetime,
    covers: Iterable[str] = (),
) -> tuple[UUID, Invited]:
    """A new account and its invitation, handed out now or never. A lead invites into their own service only.

    `covers`: a manager's areas, or LONDON; without any, the areas of their service.
    """
    if actor_id is not None:
        require_lead(db, keys, actor_id, service_id)
    address = email.strip().lower()
    if db.scalar(select(Staff.id).where(Staff.email == address)):
        raise NameTaken
    row = Staff(
        id=uuid4(),
        role=role,
        email=address,
        display_name=name.strip(),
        service_id=service_id,
        made_by=actor_id,
        state=StaffState.INVITED,
        invited_at=now,
        created_at=now,
        totp_last_step=0,
        covers=" ".join(sorted(covers)) or None,
        mac=b"",
    )
    row.mac = row_mac(keys, row)
    return row.id, _add(db, keys, row, actor_id, now)


def _add(db: Session, keys: Keys, row: Staff, actor_id: UUID | None, now: datetime) -> Invited:
    """Raises NameTaken where somebody else was quicker."""
    try:
        with writing(db):
            db.add(row)
            db.flush()
            audit.append(db, keys, actor_id, "staff invited", row.id, now, row.role)
            return invitations.make(db, keys, row.id, now)
    except IntegrityError:
        raise NameTaken from None


def reset(db: Session, keys: Keys, staff_id: UUID, actor_id: UUID | None, now: datetime) -> TakenBack:
    """Take an account back to its invitation. What was sealed to its keys is lost to it from here on."""
    with writing(db):
        row = _theirs(db, keys, staff_id, actor_id)
        row.state, row.reset_by, row.invited_at = StaffState.INVITED, actor_id, now
        row.password_sealed, row.kdf_salt, row.totp_sealed = None, None, None
        row.mac = row_mac(keys, row)
        keyring.lose(db, [row.id])
        passkeys.forget(db, row.id)
        printed_codes.forget(db, row.id)
        end_sessions(db, row.id)
        audit.append(db, keys, actor_id, "staff reset", row.id, now)
        invited = invitations.make(db, keys, row.id, now)
        return TakenBack(invited, _leads_changed(db, keys, row, actor_id, now))


def invite_again(db: Session, keys: Keys, staff_id: UUID, actor_id: UUID | None, now: datetime) -> Invited:
    """Another link and number for somebody who has not set up; the ones before are over. Raises NotYours."""
    with writing(db):
        row = _theirs(db, keys, staff_id, actor_id)
        if row.state is not StaffState.INVITED:
            raise NotYours
        row.reset_by, row.invited_at = actor_id, now
        row.mac = row_mac(keys, row)
        end_sessions(db, row.id)
        audit.append(db, keys, actor_id, "staff invited again", row.id, now)
        return invitations.make(db, keys, row.id, now)


def suspend(
    db: Session,
    keys: Keys,
    staff_id: UUID,
    actor_id: UUID | None,
    now: datetime,
    follows: Follows | None = None,
) -> str | None:
    """End someone's access at once, destroy what only they could open, and do what follows of it, or nothing
    of all this; gives a printed recovery half where one had to be made.
    """
    with writing(db):
        row = _theirs(db, keys, staff_id, actor_id)
        row.state = StaffState.SUSPENDED
        invitations.end(db, row.id)
        row.mac = row_mac(keys, row)
        end_sessions(db, row.id)
        lose_keys(db, row.id)
        audit.append(db, keys, actor_id, "staff suspended", row.id, now)
        half = _leads_changed(db, keys, row, actor_id, now)
        if follows is not None:
            db.flush()
            follows(db, keys, staff_id, now)
        return half


def name_cover(db: Session, keys: Keys, staff_id: UUID, cover_id: UUID | None, now: datetime) -> None:
    """Who covers for this person unless a case says otherwise: an IDVA of the same service."""
    with writing(db):
        row, cover = db.get_one(Staff, staff_id), db.get(Staff, cover_id) if cover_id else None
        if cover_id and (cover is None or cover.service_id != row.service_id or cover.id == row.id):
            raise NotYours
        row.cover_id = cover_id
        audit.append(db, keys, staff_id, "cover named", staff_id, now)


def record_working_time(
    db: Session, keys: Keys, staff_id: UUID, per_cent: int | None, actor_id: UUID, now: datetime
) -> None:
    """Which share of full time this person works, as their lead says; None is full time."""
    with writing(db):
        row = _theirs(db, keys, staff_id, actor_id)
        row.working_time = per_cent
        audit.append(db, keys, actor_id, "working time recorded", staff_id, now)


def _theirs(db: Session, keys: Keys, staff_id: UUID, actor_id: UUID | None) -> Staff:
    """The row, locked together with that of whoever does it: of two leads who end each other's access at one
    moment, the second is a lead no longer. A lead reaches only into their own service and not to themselves.
    """
    both = select(Staff).where(Staff.id.in_([one for one in (staff_id, actor_id) if one])).order_by(Staff.id)
    rows = db.scalars(both.with_for_update().execution_options(populate_existing=True)).all()
    row = next((one for one in rows if one.id == staff_id), None)
    if row is None or staff_id == actor_id:
        raise NotYours
    if actor_id is not None:
        require_lead(db, keys, actor_id, row.service_id)
    return row


def _leads_changed(db: Session, keys: Keys, row: Staff, actor_id: UUID | None, now: datetime) -> str | None:
    if row.role is not Role.LEAD or row.service_id is None:
        return None
    return recovery.remake(db, keys, row.service_id, actor_id, now)
