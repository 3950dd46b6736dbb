"""Phones whose pages send through the proxy, again and again until each send is acknowledged."""

import threading
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from app.accounts.demo import DemoPeople
from app.entry import service as entry
from safety import sealing, wire
from safety.sealing import Header, Kind, Recipient
from safety.unlocking import send_key
from tests.house import House as People
from tests.many.house import House
from tests.many.person import SURVIVORS, Person
from tests.nginx import Proxy
from tests.waiting import until

WORDS = "canary heron mallow sedge"
BETWEEN, ENOUGH = 6, 240


@dataclass(frozen=True)
class Link:
    """A case's open link: what its page authorises sends with, and whom they are sealed to."""

    case_id: UUID
    id: UUID
    key: bytes
    readers: list[Recipient]


def make_link(db: Session, built: House, people: DemoPeople, now: datetime) -> Link:
    """A case with its open link."""
    case_id, new = People(db, built.config.keys, now, people).open_case()
    link = entry.by_id(db, new.link_id)
    live_key, _ = entry.send_keys(built.config.keys, link)
    readers = list(entry.facts_of(built.config.keys, link).recipients)
    return Link(case_id, link.id, send_key(live_key), readers)


class Phones:
    """All of them, each over a link of its own, from now until they are ended."""

    def __init__(self, front: Proxy, links: list[Link]) -> None:
        self.acknowledged: list[UUID] = []
        self.again = 0
        self.over = threading.Event()
        self.threads = [threading.Thread(target=self._send, args=(front, link)) for link in links]
        for one in self.threads:
            one.start()

    def more(self, count: int = BETWEEN) -> None:
        """Wait until so many more were acknowledged."""
        before = len(self.acknowledged)
        until(lambda: len(self.acknowledged) >= before + count, ENOUGH)

    def end(self) -> None:
        self.over.set()
        for one in self.threads:
            one.join(ENOUGH)

    def _send(self, front: Proxy, link: Link) -> None:
        phone = Person(front.port, front.folder, SURVIVORS)
        while not self.over.is_set():
            submission = uuid4()
            header = Header(link.id.bytes, submission.bytes, 1, Kind.FINAL)
            blob = sealing.seal(header, b'{"n": "%s"}' % WORDS.encode(), link.readers)
            raw = wire.build(link.id.bytes, Kind.FINAL, blob, link.key)
            kind = {"Content-Type": wire.CONTENT_TYPE}
            while not self.over.is_set():
                answer = phone.ask("POST", "/s", data=raw, headers=kind)
                if wire.acknowledged(answer.content, raw, link.key):
                    self.acknowledged.append(submission)
                    break
        self.again += phone.again
