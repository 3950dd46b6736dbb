"""The team's leads, who hold its recovery key, and an IDVA who has lost hers."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from app.accounts import keyring, recovery
from app.accounts import service as accounts
from app.accounts.models import KeyState, OwnerKind, Role
from app.db import writing
from app.desk import recovering, wording
from app.desk.models import WhyRecover
from app.desk.recovery_asked import (
    Wanted,
)
from app.desk.service import Reader, open_views
from app.desk.things import sealed_things
from app.desk.wording import Wording
from safety import sealing
from tests.app.desk.team import Team, _person

REFERENCE = "H-2030-014"


@dataclass
class Leads:
    """The team's leads, who hold the recovery key in halves."""

    team: Team
    all: list[accounts.StaffView]

    @property
    def first(self) -> Reader:
        return self.team.reader(self.all[0])

    @property
    def second(self) -> Reader:
        return self.team.reader(self.all[1])

    def wanted(self, **changed) -> Wanted:
        usual = {"references": (REFERENCE,), "reader_id": self.team.idva.id, "why": WhyRecover.LOST}
        return Wanted(**(usual | {"to_id": self.all[1].id} | changed))

    def ask(self, **changed) -> UUID:
        team = self.team
        return recovering.ask(team.db, team.keys, self.wanted(**changed), self.first, team.now)

    def accept(self, asked_id: UUID, by: Reader | None = None, later: timedelta = timedelta()):
        team = self.team
        return recovering.accept(team.db, team.keys, asked_id, by or self.second, team.now + later)


def hold_halves(team: Team, leads: list[accounts.StaffView]) -> str | None:
    """Have the recovery key be these leads'; the half on paper, where it is one."""
    with writing(team.db):
        for one in leads:
            row = keyring.certified(team.db, team.keys, OwnerKind.STAFF, owner_id=one.id)
            row.sealed_private = b"what a password opens"
    return recovery.remake(team.db, team.keys, team.service_id, None, team.now)


def make_leads(team: Team) -> Leads:
    """Two more leads, and the recovery key in halves for each two of the three."""
    people = [team.lead]
    for name in ("Ebo", "Fay"):
        staff_id, team.privates[staff_id] = _person(
            team.db, team.keys, team.service_id, name, Role.LEAD, team.now
        )
        people.append(accounts.staff(team.db, staff_id))
    assert hold_halves(team, people) is None
    return Leads(team, people)


def lose(team: Team, who: accounts.StaffView) -> None:
    """Their key is gone, and they have a new one that a lead certified."""
    private, public = sealing.new_pair()
    with writing(team.db):
        keyring.retire(
            team.keys, keyring.certified(team.db, team.keys, OwnerKind.STAFF, owner_id=who.id), team.now
        )
        row = keyring.new_row(
            team.keys, OwnerKind.STAFF, who.id, team.service_id, public, KeyState.CERTIFIED, team.now
        )
        team.db.add(row)
    team.privates[who.id] = [(row.id.bytes, private)]


def with_views(team: Team, **changed):
    """A case with views and words for the meeting, whose IDVA has lost the key since."""
    case_id, link = team.open(**changed)
    team.send(link)
    opened = open_views(team.db, team.keys, case_id, team.reader(), team.now)
    of = opened.sittings[0].shown.send_id.hex
    wording.keep(team.db, team.keys, case_id, 0, Wording(say={"want": "Locks."}, of=of), team.idva, team.now)
    lose(team, team.idva)
    assert open_views(team.db, team.keys, case_id, team.reader(), team.now).sittings == []
    return case_id


def key_ids(team: Team, case_id: UUID) -> list[frozenset[bytes]]:
    return [frozenset(thing.envelope.key_ids()) for thing in sealed_things(team.db, team.keys, case_id)]


def read(team: Team, case_id: UUID, who: accounts.StaffView):
    return open_views(team.db, team.keys, case_id, team.reader(who), team.now).sittings
