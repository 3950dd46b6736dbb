"""One service with its people and their keys, made without passwords so that a test is quick."""

import base64
import json
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts import keyring
from app.accounts import service as accounts
from app.accounts import staff as people
from app.accounts.models import KeyState, OwnerKind, Role, Staff, StaffState
from app.cases import service as cases
from app.cases.drafts import Draft
from app.cases.meetings import NewMeeting, add_meeting, london
from app.cases.opening import By
from app.db import writing
from app.desk.service import Reader
from app.entry import service as entry
from app.voice import service as voice
from config import Keys
from safety import sealing
from safety.sealing import Header, Kind
from tests.links import QUICK

AREA = "E09000012"
VIEWS: dict[str, Any] = {
    "v": 1,
    "form": 1,
    "lang": "en",
    "how": "send",
    "a": {
        "not": {"c": ["police", "letters"], "t": "Do not come to my work, <b>please</b>."},
        "want": {"c": ["home"], "t": "I want a door that locks."},
        "worry": {"c": ["children"], "t": ""},
    },
    "send": {"soon": True, "call": False, "tell": False, "count": False, "when": "", "say": "all"},
}


@dataclass
class Team:
    """Two IDVAs, a lead and a translator of one service; the first IDVA's cases are covered by the second."""

    db: Session
    keys: Keys
    now: datetime
    service_id: UUID
    idva: accounts.StaffView
    other: accounts.StaffView
    lead: accounts.StaffView
    translator: accounts.StaffView
    privates: dict[UUID, list[tuple[bytes, bytes]]]
    meeting_id: UUID

    def by(self, who: accounts.StaffView | None = None) -> By:
        return By(who or self.idva, self.keys, self.now, rounds=QUICK)

    def reader(self, who: accounts.StaffView | None = None, touched: list[str] | None = None) -> Reader:
        """Someone who reads; `touched` notes whether a key was asked for."""
        person = who or self.idva

        def privates() -> list[tuple[bytes, bytes]]:
            if touched is not None:
                touched.append(person.display_name)
            return self.privates[person.id]

        return Reader(person, privates)

    def draft(self, **changed: Any) -> Draft:
        usual = {"reference": "H-2030-014", "meeting_id": self.meeting_id, "cover_id": self.other.id}
        return Draft(**(usual | changed))

    def open(self, **changed: Any) -> tuple[UUID, entry.NewLink]:
        """A case with its link."""
        case_id = uuid4()
        version = cases.save_draft(self.db, self.keys, case_id, self.idva, self.draft(**changed), 0, self.now)
        return case_id, cases.open_case(self.db, case_id, version, self.by())

    def send(
        self,
        link: entry.NewLink,
        views: Any = None,
        *,
        kind: Kind = Kind.FINAL,
        sequence: int = 1,
        submission: UUID | None = None,
        duress: bool = False,
        at: datetime | None = None,
    ) -> None:
        """What the phone would send, sealed to the link's own recipients."""
        found = entry.by_id(self.db, link.link_id)
        header = Header(found.id.bytes, (submission or uuid4()).bytes, sequence, kind)
        content = json.dumps(VIEWS if views is None else views).encode()
        blob = sealing.seal(header, content, entry.facts_of(self.keys, found).recipients)
        when = at or self.now
        voice.store(self.db, self.keys, found, sealing.parse(blob), blob, duress=duress, now=when)

    def sign_in(self, client: FlaskClient, who: accounts.StaffView) -> None:
        """A browser of theirs, with their keys opened."""
        held = {key_id.hex(): base64.b64encode(key).decode() for key_id, key in self.privates[who.id]}
        set_to = client.application.config
        proved = int(set_to["CLOCK"]().timestamp())
        with client.session_transaction(base_url=set_to["BEFOREHAND"].staff_url) as session:
            session.update({"who": str(who.id), "step": "in", "privates": held, "proved": proved})


def make_team(db: Session, keys: Keys, now: datetime) -> Team:
    service_id = accounts.add_service(db, keys, f"Harbour {uuid4()}", "020 7946 0001", [AREA], now)
    made = {name: _person(db, keys, service_id, name, role, now) for name, role in _PEOPLE.items()}
    with writing(db):
        recovery = sealing.new_pair()
        db.add(_row(keys, OwnerKind.RECOVERY, None, service_id, recovery[1], now))
    views = {name: accounts.staff(db, staff_id) for name, (staff_id, _) in made.items()}
    privates = dict(made.values())
    on = london(now).date() + timedelta(days=10)
    meeting_id = add_meeting(db, service_id, NewMeeting(AREA, on, time(9, 30)))
    idva, other, lead, translator = (views[name] for name in _PEOPLE)
    assert idva and other and lead and translator
    return Team(db, keys, now, service_id, idva, other, lead, translator, privates, meeting_id)


_PEOPLE = {"Amal": Role.IDVA, "Bea": Role.IDVA, "Cleo": Role.LEAD, "Dina": Role.TRANSLATOR}


def _person(
    db: Session, keys: Keys, service_id: UUID, name: str, role: Role, now: datetime
) -> tuple[UUID, list[tuple[bytes, bytes]]]:
    row = Staff(
        id=uuid4(),
        service_id=service_id,
        role=role,
        email=f"{uuid4()}@example.org",
        display_name=name,
        state=StaffState.ACTIVE,
        created_at=now,
        totp_last_step=0,
        mac=b"",
    )
    row.mac = people.row_mac(keys, row)
    private, public = sealing.new_pair()
    with writing(db):
        db.add(row)
        db.flush()
        key = _row(keys, OwnerKind.STAFF, row.id, service_id, public, now)
        db.add(key)
    return row.id, [(key.id.bytes, private)]


def _row(
    keys: Keys, kind: OwnerKind, owner: UUID | None, service_id: UUID, public: bytes, now: datetime
) -> Any:
    return keyring.new_row(keys, kind, owner, service_id, public, KeyState.CERTIFIED, now)


def uncertify(team: Team, who: accounts.StaffView) -> None:
    """Take a person's certified key out of use."""
    row = keyring.certified(team.db, team.keys, OwnerKind.STAFF, owner_id=who.id)
    assert row is not None
    with writing(team.db):
        keyring.retire(team.keys, row, team.now)


def client_for(app: Flask, team: Team, who: accounts.StaffView) -> FlaskClient:
    """A signed-in browser on the staff host."""
    from tests.conftest import client_of

    client = client_of(app, team.db)
    team.sign_in(client, who)
    return client
