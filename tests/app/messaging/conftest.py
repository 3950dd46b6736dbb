"""A case that may be texted, a provider to text by, and a worker's hands."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.cases import service as cases
from app.cases.opening import agree_contact
from app.desk import service as desk  # noqa: F401  # its tables are needed by the team
from app.entry import service as entry
from app.messaging import choosing, reach, senders, sending
from app.messaging.choosing import By, Choice, When
from app.messaging.twilio_api import Line, Twilio
from config import Config, Providers
from safety.contact import Window
from tests.app.desk.team import Team, make_team
from tests.twilio import ACCOUNT, TOKEN, Provider, provider

NUMBER = "+447400123456"
ALWAYS = frozenset(Window(day, 0, 1440) for day in range(7))
MONDAY_NOON = frozenset({Window(0, 12 * 60, 14 * 60)})  # the tests' clock stands at 13:00 in London
RING = Choice("ring", "en", When.NEXT)
RING_NOW = Choice("ring", "en", When.NOW)


@dataclass
class House:
    """Everything that a test of messages needs."""

    team: Team
    config: Config
    clock: Any
    provider: Provider

    def by(self) -> By:
        return By(self.team.idva, self.config, self.clock())

    def case(self, **agreed: Any) -> tuple[UUID, entry.NewLink]:
        """A case with what was agreed live, number and times."""
        case_id, link = self.team.open(contact=cases.Contact(cases.How.SPEAKING), duress=True)
        self.reach(case_id, **agreed)
        return case_id, link

    def reach(self, case_id: UUID, **agreed: Any) -> None:
        usual = {"number": NUMBER, "texts": True, "windows": ALWAYS}
        reach.record(
            self.team.db,
            self.config.keys,
            case_id,
            reach.Agreed(**(usual | agreed)),
            self.team.idva,
            self.clock(),
        )

    def agree(self, case_id: UUID) -> None:
        """Contact is agreed afresh, live, now."""
        by = replace(self.team.by(), now=self.clock())
        agree_contact(self.team.db, case_id, cases.Contact(cases.How.SPEAKING), by)

    def send(self, case_id: UUID, choice: Choice = RING, key: UUID | None = None) -> UUID:
        key = key or uuid4()
        choosing.send(self.team.db, key, case_id, choice, self.by())
        return key

    def hands(self) -> sending.Hands:
        line = Line(self.provider.url, (1.0, 1.0))
        carrier = Twilio(ACCOUNT, TOKEN, "https://staff.example/webhooks/twilio/status", line)
        return sending.Hands(self.config, carrier, None, self.clock)

    def work(self, hands: sending.Hands | None = None, steps: int = 20) -> int:
        """A worker's round, until it finds nothing more to do."""
        mine, done = hands or self.hands(), 0
        for _ in range(steps):
            some = sum(step(self.team.db, mine) for step in (sending.send_one, sending.settle_one))
            done += some
            if not some:
                break
        return done


@pytest.fixture
def sms() -> Iterator[Provider]:
    with provider() as running:
        yield running


@pytest.fixture
def house(db, keys, now, clock, config, sms) -> House:
    team = make_team(db, keys, now)
    sms.clock = clock
    config = replace(config, providers=Providers(twilio_account=ACCOUNT, twilio_token=TOKEN))
    senders.set_look(db, keys, senders.Look(name="Reminder", tenths_a_part=45), team.lead, now)
    return House(team, config, clock, sms)


@pytest.fixture
def message(db) -> Callable[[UUID], Any]:
    """A message as it stands in the outbox."""
    from app.messaging.models import Outgoing

    def found(key: UUID) -> Any:
        db.rollback()
        return db.get(Outgoing, key, populate_existing=True)

    return found
