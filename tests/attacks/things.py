"""Rows of a service of ours that nobody of another may reach, as its own people would have made them."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import keyring, passkeys, staffing
from app.accounts.challenges import Answer, Site
from app.accounts.models import Role, Staff
from app.accounts.staff import leads
from app.accounts.staff import staff as person_of
from app.cases.models import Case, ConflictDeclared, HoldWhy, How, LegalHold
from app.cases.remembering import SEALED_BYTES, _context
from app.db import writing
from app.desk.models import HandOver, Recovery, Taking, WhyRecover
from app.desk.recovery_asked import context
from app.entry import service as entry
from app.inbox.models import CommunityLink
from app.insight.models import Change
from app.messaging.models import Channel, Outgoing
from app.voice import service as voice
from app.web.current import utc_now
from config import Config
from safety import sealing
from safety.sealing import Header, Kind
from tests.device import Device

PASSKEY = "the laptop of the first lead"
UNPUBLISHED = "words that nobody published"
OUR_BOROUGH = "E09000030"


def taking(here: Session, case: Case) -> UUID:
    """Views that our IDVA takes down live."""
    row = Taking(id=uuid4(), case_id=case.id, staff_id=case.idva_id, how=How.SPEAKING, lang="en")
    row.started_at = utc_now()
    return _kept(here, row)


def send(here: Session, config: Config, case: Case) -> UUID:
    """Views of a case of ours."""
    link = entry.by_id(here, case.link_id)
    header = Header(link.id.bytes, uuid4().bytes, 1, Kind.FINAL)
    blob = sealing.seal(header, b"{}", entry.facts_of(config.keys, link).recipients)
    voice.store(here, config.keys, link, sealing.parse(blob), blob, duress=False, now=utc_now())
    return voice.sends_in(here, [UUID(bytes=header.submission_id)])[0]


def candidate(here: Session, config: Config, person: Staff) -> UUID:
    """A key of ours that waits to be certified."""
    key_id, _ = keyring.make_candidate(here, config.keys, person.id, person.service_id, bytes(32), utc_now())
    return UUID(bytes=key_id)


def invited(here: Session, config: Config, service: UUID, lead: UUID) -> UUID:
    """Somebody of ours who was invited and has not set up."""
    made, _ = staffing.invite(
        here,
        config.keys,
        role=Role.IDVA,
        email="newcomer@ours.example",
        name="A newcomer of ours",
        service_id=service,
        actor_id=lead,
        now=utc_now(),
    )
    return made


def change(here: Session, writer: UUID) -> UUID:
    """What was written of a borough that is ours alone, and nobody published."""
    row = Change(id=uuid4(), theme="T1", area_code=OUR_BOROUGH, said=UNPUBLISHED, did="d", by_id=writer)
    row.at = utc_now()
    return _kept(here, row)


def _kept(here: Session, row: Any) -> UUID:
    with writing(here):
        here.add(row)
    made: UUID = row.id
    return made


def hold(here: Session, case: Case, owner: UUID) -> UUID:
    """What waits for a second lead of ours."""
    until, asked = utc_now().date() + timedelta(days=9), utc_now()
    row = LegalHold(
        id=uuid4(), case_id=case.id, why=HoldWhy.COURT, until=until, asked_by=owner, asked_at=asked
    )
    with writing(here):
        here.add(row)
    return row.id


def passkey(here: Session, config: Config, owner: UUID) -> UUID:
    site, device = Site.at(config.staff_url), Device(origin=config.staff_url, name="localhost")
    who = person_of(here, owner)
    asked = passkeys.ask_to_add(here, config.keys, site, who, utc_now())
    answer = Answer(asked.challenge, device.make(json.loads(asked.options)))
    return passkeys.add(here, config.keys, site, owner, answer, PASSKEY, utc_now())


def sitting(here: Session, config: Config, service: UUID) -> UUID:
    """What came over a link of ours."""
    ours = select(CommunityLink.link_id).where(CommunityLink.service_id == service)
    link = entry.by_id(here, here.scalars(ours).first())
    header = Header(link.id.bytes, uuid4().bytes, 1, Kind.FINAL)
    blob = sealing.seal(header, b"{}", entry.facts_of(config.keys, link).recipients)
    voice.store(here, config.keys, link, sealing.parse(blob), blob, duress=False, now=utc_now())
    return UUID(bytes=header.submission_id)


def text(here: Session, case: Case) -> UUID:
    """A text of ours that waits."""
    row = Outgoing(id=uuid4(), case_id=case.id, service_id=case.service_id, made_by=case.idva_id)
    row.channel, row.template, row.sealed, row.made_at = Channel.TEXT, "ring", b"", utc_now()
    row.due_at = utc_now() + timedelta(days=1)
    return _kept(here, row)


def offer(here: Session, case: Case) -> UUID:
    """A case of ours that is offered to a colleague of ours."""
    row = HandOver(id=uuid4(), case_id=case.id, from_id=case.idva_id, to_id=case.cover_id)
    row.offered_at = utc_now()
    return _kept(here, row)


def declared(here: Session, config: Config, owner: UUID) -> UUID:
    """A case that a lead of ours must not see, by a reference."""
    row = ConflictDeclared(id=uuid4(), staff_id=owner, until=utc_now().date() + timedelta(days=9))
    row.sealed = config.keys.data.seal(b"H-1".ljust(SEALED_BYTES, b"\0"), _context(row))
    return _kept(here, row)


def recovery(here: Session, config: Config, case: Case, owner: Staff, came: UUID | None = None) -> UUID:
    """One lead of ours asks another, for a case's IDVA, or where something came for whoever is on duty."""
    other = next(one for one in leads(here, case.service_id) if one.id != owner.id)
    row = Recovery(id=uuid4(), service_id=case.service_id, from_id=owner.id, to_id=other.id)
    row.reader_id, row.why, row.asked_at = None if came else case.idva_id, WhyRecover.LOST, utc_now()
    said = {"cases": [(came or case.id).hex], "reader": "00" * 16, "halves": {}}
    row.sealed = config.keys.data.seal(json.dumps(said).encode(), context(row))
    here.add(row)
    here.commit()
    return row.id
