"""One service with real passwords, and what each person in it can open."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from app.accounts import keyring
from app.accounts import service as accounts
from app.accounts.demo import DemoPeople, DemoPerson
from app.accounts.models import Role
from app.accounts.models import Staff as StaffRow
from app.accounts.passwords import wrapping_key
from app.cases import service as cases
from app.cases.drafts import Draft
from app.cases.meetings import NewMeeting, add_meeting, london, meetings_ahead
from app.cases.opening import By
from app.entry import service as entry
from config import Keys
from safety import sealing
from safety.errors import NotOpened
from safety.sealing import Header, Kind
from tests.links import QUICK

WORDS = b'{"a": {"want": {"t": "a door that locks"}}}'


@dataclass
class House:
    """One service with real passwords, and a case of its first IDVA."""

    db: Session
    keys: Keys
    now: datetime
    people: DemoPeople

    def who(self, role: Role, place: int = 0) -> DemoPerson:
        return self.people.of(role)[place]

    def privates(self, person: DemoPerson) -> dict[bytes, bytes]:
        """Everything that the person's own password opens."""
        salt = self.db.get_one(StaffRow, person.id).kdf_salt
        return keyring.open_all(self.db, self.keys, person.id, wrapping_key(person.password, salt))

    def open_case(self, cover_id: UUID | None = None) -> tuple[UUID, entry.NewLink]:
        by, meeting = self.by(), self.meeting()
        cover = cover_id or self.who(Role.IDVA, 1).id
        draft = Draft(reference="H-2030-014", meeting_id=meeting, cover_id=cover)
        case_id = uuid4()
        version = cases.save_draft(self.db, self.keys, case_id, by.staff, draft, 0, self.now)
        return case_id, cases.open_case(self.db, case_id, version, by)

    def meeting(self) -> UUID:
        """Ten days ahead: made once, and then every case's."""
        there = meetings_ahead(self.db, self.people.service_id, self.now)
        on = london(self.now).date() + timedelta(days=10)
        new = NewMeeting("E09000012", on, time(9, 30))
        return there[0].id if there else add_meeting(self.db, self.people.service_id, new)

    def by(self) -> By:
        """Her IDVA, doing a step."""
        idva = accounts.staff(self.db, self.who(Role.IDVA).id)
        assert idva is not None
        return By(idva, self.keys, self.now, rounds=QUICK)

    def envelope(self, new: entry.NewLink) -> sealing.Envelope:
        """What her phone makes: sealed to whom the link names."""
        link = entry.by_id(self.db, new.link_id)
        header = Header(link.id.bytes, uuid4().bytes, 1, Kind.FINAL)
        return sealing.parse(sealing.seal(header, WORDS, entry.facts_of(self.keys, link).recipients))

    def opens(self, envelope: sealing.Envelope, privates: dict[bytes, bytes]) -> bool:
        """Whether any of these keys opens it, under its own name or any name in the envelope."""
        for name in (*envelope.key_ids(), *privates):
            for private in privates.values():
                try:
                    return sealing.open_with(envelope, name, private) == WORDS
                except NotOpened:
                    continue
        return False
