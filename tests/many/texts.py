"""Texts to survivors while everything dies: chosen, handed over once, told of through nginx, and deleted."""

from collections import Counter
from datetime import UTC, datetime
from functools import partial
from itertools import cycle
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from twilio.request_validator import RequestValidator

from app.accounts import service as accounts
from app.accounts.demo import DemoPeople
from app.accounts.models import Role
from app.cases import service as cases
from app.cases.opening import By, agree_contact
from app.messaging import choosing, reach, senders
from app.messaging.hooks import STATUS
from app.messaging.models import Outgoing, State
from safety.contact import DAY_MINUTES, Window
from tests.app.lived import at
from tests.many.house import House
from tests.many.person import STAFF, Person
from tests.nginx import Proxy
from tests.twilio import BROKEN, BUSY, OK, SLOW, TAKEN_AND_LOST, TOKEN, Provider
from tests.waiting import until

ALWAYS = frozenset(Window(day, 0, DAY_MINUTES) for day in range(7))
RING = choosing.Choice("ring", "en", choosing.When.NEXT)
NUMBERS = "+4474005510"
AT_ONCE, ENOUGH = 4, 240
FAULTS = (TAKEN_AND_LOST, OK, SLOW, OK, BROKEN, OK, BUSY, OK)  # how one hand-over after the other goes


def misbehaving() -> "partial[str]":
    """What happens to each hand-over to the provider, in turn."""
    return partial(next, cycle(FAULTS))


class Texts:
    """What was chosen for which number, and what the provider has of it."""

    def __init__(self, built: House, db: Session, people: DemoPeople, case_ids: list[UUID]) -> None:
        self.built, self.cases = built, case_ids
        self.idva, lead = (accounts.staff(db, people.of(role)[0].id) for role in (Role.IDVA, Role.LEAD))
        self.wanted: Counter[str] = Counter()
        self.keys: list[UUID] = []
        now = datetime.now(UTC)
        senders.set_look(db, built.config.keys, senders.Look(name="Reminder"), lead, now)
        for place, case_id in enumerate(case_ids):
            self._agree(db, case_id, _number(place), now)

    @property
    def provider(self) -> Provider:
        return self.built.provider

    def _agree(self, db: Session, case_id: UUID, number: str, now: datetime) -> None:
        keys = self.built.config.keys
        agree_contact(db, case_id, cases.Contact(cases.How.SPEAKING), By(self.idva, keys, now))
        agreed = reach.Agreed(number=number, texts=True, windows=ALWAYS, on_holidays=True)
        reach.record(db, keys, case_id, agreed, self.idva, now)

    def more(self) -> None:
        """Choose a few, and come back in the moment in which the provider has taken another one."""
        before = len(self.provider.taken)
        by = choosing.By(self.idva, self.built.config, datetime.now(UTC))
        with at(self.built.config.database_url) as db:
            for _ in range(AT_ONCE):
                place, key = len(self.keys) % len(self.cases), uuid4()
                choosing.send(db, key, self.cases[place], RING, by)
                self.wanted[_number(place)] += 1
                self.keys.append(key)
        until(lambda: len(self.provider.taken) > before, ENOUGH)

    def settle(self, front: Proxy) -> None:
        """All went; each one's last status comes through nginx; then the provider holds nothing of any."""
        until(self._all_went, ENOUGH)
        twilio = Person(front.port, front.folder, STAFF)
        for one in self.provider.taken:
            told = {"MessageSid": one.sid, "MessageStatus": "delivered"}
            signed = RequestValidator(TOKEN).compute_signature(f"https://{STAFF}{STATUS}", told)
            answer = twilio.ask("POST", STATUS, data=told, headers={"X-Twilio-Signature": signed})
            assert answer.status_code == 204
        until(lambda: all(one.gone for one in self.provider.taken), ENOUGH)

    def judge(self) -> None:
        """Each was accepted once, none twice and none unknown; what was deleted had been emptied."""
        taken = self.provider.taken
        assert Counter(one.to for one in taken) == self.wanted
        assert {one.body for one in taken} == {""}
        with at(self.built.config.database_url) as db:
            ours = list(db.scalars(select(Outgoing.sid).where(Outgoing.id.in_(self.keys))))
        assert sorted(ours) == sorted(one.sid for one in taken)

    def _all_went(self) -> bool:
        with at(self.built.config.database_url) as db:
            went = select(func.count()).where(Outgoing.id.in_(self.keys), Outgoing.state == State.SENT)
            return db.scalar(went) == len(self.keys)


def _number(place: int) -> str:
    return f"{NUMBERS}{place:02}"
