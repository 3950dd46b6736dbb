"""Two services of the demonstration that share an area, what is one's in them, and whoever tries it."""

import hashlib
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import AuditEntry, RecipientKey, Service, Staff
from app.cases.models import Case
from app.community.models import Kit, Organisation
from app.db import Base
from app.inbox.models import CommunityLink
from app.quotes.models import WaitingQuote
from config import Config
from tests.attacks.things import (
    PASSKEY,
    UNPUBLISHED,
    candidate,
    change,
    declared,
    hold,
    invited,
    offer,
    passkey,
    recovery,
    send,
    sitting,
    taking,
    text,
)

OURS, THEIRS = "Lantern House Advocacy", "Quayside Advocacy"
PASSING = {"staff_session", "sign_in_try", "passkey_challenge"}


@dataclass(frozen=True)
class Person:
    """Somebody of the demonstration, as demo.json tells of them."""

    email: str
    password: str
    totp_secret: str
    role: str
    service: str


@dataclass
class Town:
    """Both services, what is ours in them, and browsers of whoever tries."""

    app: Flask
    here: Session
    everyone: list[Person]
    things: dict[str, Any]
    words: list[str]

    def who(self, service: str, role: str, which: int = 0) -> Person:
        return [one for one in self.everyone if (one.service, one.role) == (service, role)][which]

    def person(self, service: str, role: str) -> Staff:
        """The same as the database has them."""
        return self.here.scalars(select(Staff).where(Staff.email == self.who(service, role).email)).one()

    def stranger(self) -> Person:
        """An IDVA of ours who neither has the case nor covers for it."""
        case = self.here.get_one(Case, self.things["case_id"])
        near = {self.here.get_one(Staff, one).email for one in (case.idva_id, case.cover_id) if one}
        return next(one for one in self.everyone if one.role == "idva" and one.email not in near)

    def rows(self) -> dict[str, str]:
        """Every table, by a hash of all that it holds but what each sign-in writes."""
        self.here.rollback()
        tables = [table for table in Base.metadata.sorted_tables if table.name not in PASSING]
        asked = {
            table.name: select(*(one for one in table.c if one.name != "totp_last_step")) for table in tables
        }
        asked["audit_entry"] = asked["audit_entry"].where(AuditEntry.action != "signed in")
        return {name: _hash(self.here.execute(query).all()) for name, query in asked.items()}


def things_of(town: Town, config: Config) -> tuple[dict[str, Any], list[str]]:
    """One of ours of each kind that a page can name, and what they are called."""
    here = town.here
    service = here.scalars(select(Service.id).where(Service.name == OURS)).one()
    owner = town.person(OURS, "lead")
    case = here.scalars(select(Case).where(Case.service_id == service)).first()
    organisation = here.scalars(select(Organisation).where(Organisation.service_id == service)).first()
    kit = here.scalars(select(Kit).where(Kit.organisation_id == organisation.id)).first()
    came = sitting(here, config, service)
    found = {
        "case_id": case.id,
        "meeting_id": case.meeting_id,
        "staff_id": owner.id,
        "key_id": here.scalars(select(RecipientKey.id).where(RecipientKey.owner_id == owner.id)).first(),
        "organisation_id": organisation.id,
        "kit_id": kit.id,
        "link_id": here.scalars(select(CommunityLink.link_id).where(CommunityLink.kit_id == kit.id)).first(),
        "quote_id": here.scalars(select(WaitingQuote.id)).first(),
        "passkey_id": passkey(here, config, owner.id),
        "hold_id": hold(here, case, owner.id),
        "asked_id": recovery(here, config, case, owner),
        "duty_asked_id": recovery(here, config, case, owner, came),
        "sitting_id": came,
        "taking_id": taking(here, case),
        "send_id": send(here, config, case),
        "change_id": change(here, owner.id),
        "invited_id": invited(here, config, service, owner.id),
        "waiting_key_id": candidate(here, config, owner),
        "message_id": text(here, case),
        "offer_id": offer(here, case),
        "declared_id": declared(here, config, owner.id),
    }
    assert None not in found.values()
    return found, [case.reference, organisation.name, owner.display_name, PASSKEY, UNPUBLISHED]


def _hash(rows: Any) -> str:
    return hashlib.sha256(repr(sorted(map(repr, rows))).encode()).hexdigest()
