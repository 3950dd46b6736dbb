"""`acked_lost`: the web server, the worker, and PostgreSQL are killed at random while eight phones send.

A phone repeats a send until it is acknowledged, as the page does. Afterwards each that was acknowledged is
kept exactly once and opens, by the key of somebody it was sealed to, to the very words.
"""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.entry.service import Looks
from app.voice.models import Send
from app.voice.storing import send_context
from safety import sealing, wire
from safety.errors import SafetyRefusal
from safety.sealing import Header, Kind, Recipient
from tests.bench.grid import Linked, make_links
from tests.bench.load import Line, send
from tests.bench.processes import Ended, alive, beneath, web_process, worker_process
from tests.crash.postgresql import Database
from tests.live import Demonstration, Live, reached, start_live
from tests.waiting import until

PHONES, QUICK = 8, 1000
A_LINK = 40  # sends over one link before the next is taken: a person's are few
MOMENT, ENOUGH, PAUSE = 0.3, 120.0, 0.02
BETWEEN = 20  # acknowledged sends between one kill and the next, at least
ANSWERING, WORKER, ALL = "what answers", "the worker", "everything"


@dataclass
class Seen:
    """What came of one run."""

    seed: int
    kills: int = 0
    acknowledged: int = 0
    repeated: int = 0
    missing: int = 0
    doubled: int = 0
    unreadable: int = 0
    ended: int = 0  # how often it ended by itself and was started again

    @property
    def wrong(self) -> int:
        return self.missing + self.doubled + self.unreadable


@dataclass(frozen=True)
class Kept:
    """A send that the server said it had stored."""

    submission: UUID
    words: bytes


@dataclass
class Phones:
    """Eight phones, each with words of its own, and somebody besides the usual readers to open them."""

    port: int
    links: list[Linked]
    private: bytes
    reader: Recipient
    acknowledged: list[Kept] = field(default_factory=list)
    repeated: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def start(self) -> list[threading.Thread]:
        """All of them, sending until it is over."""
        threads = [threading.Thread(target=self._send, args=(at,), daemon=True) for at in range(PHONES)]
        for thread in threads:
            thread.start()
        return threads

    def _send(self, at: int) -> None:
        count = 0
        while not self.over.is_set():
            link = self.links[(at + PHONES * (count // A_LINK)) % len(self.links)]
            kept = Kept(uuid4(), f'{{"n": "{at}-{count}"}}'.encode())
            header = Header(link.link_id.bytes, kept.submission.bytes, 1, Kind.FINAL)
            blob = sealing.seal(header, kept.words, [*link.readers, self.reader])
            if self._until_acknowledged(wire.build(link.link_id.bytes, Kind.FINAL, blob, link.key), link.key):
                self.acknowledged.append(kept)
            count += 1

    def _until_acknowledged(self, raw: bytes, key: bytes) -> bool:
        while not self.over.is_set():
            with suppress(OSError, EOFError, ValueError, IndexError):
                line = Line(self.port)
                try:
                    if wire.acknowledged(line.ask(send(self.port, raw)).body, raw, key):
                        return True
                finally:
                    line.close()
            self.repeated += 1
            time.sleep(PAUSE)
        return False


def phones_of(service: Demonstration) -> Phones:
    """Phones with links of this service, which send nothing yet."""
    links = make_links(service, [Looks("plain", "en", "en")] * PHONES * 2, QUICK)
    private, public = sealing.new_pair()
    return Phones(service.port, links, private, Recipient(os.urandom(16), public))


@contextmanager
def sending(phones: Phones) -> Iterator[Phones]:
    """The phones, sending for as long as it lasts."""
    threads = phones.start()
    try:
        yield phones
    finally:
        phones.over.set()
        for thread in threads:
            thread.join(ENOUGH)


def run(folder: Path, kills: int, database: Database | None = None, seed: int | None = None) -> Seen:
    """Let the phones send and the server die, and before each time the database, if given; then look."""
    seen = Seen(random.randrange(1 << 32) if seed is None else seed)
    url = database.url if database else ""
    chance, live = random.Random(seen.seed), start_live(folder, url)
    try:
        with sending(phones_of(live)) as phones:
            while seen.kills < kills:
                if database:
                    live = _in_the_middle(live, folder, phones, seen, chance)
                    database.kill(chance)
                live = _in_the_middle(live, folder, phones, seen, chance)
                live = _killed(live, folder, url, chance)
                seen.kills += 1
            live = _more_of(live, folder, phones, seen)
        judge(live, phones, seen)
    finally:
        live.stop()
    return seen


def _killed(live: Live, folder: Path, url: str, chance: random.Random) -> Live:
    """Kill what answers, the worker, or everything; the service that runs afterwards.

    One that lost its worker asks its other processes to finish, and ends, to be started again.
    """
    who, service = chance.choice((ANSWERING, WORKER, ALL)), live.process.pid
    everything = (service, *beneath(service))
    for pid in everything if who == ALL else _one(who, service):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    if who == ANSWERING:
        return live
    live.process.wait(ENOUGH)
    until(lambda: not any(map(alive, everything)))  # the port is free again
    return start_live(folder, url, live.port)


def _one(who: str, service: int) -> Iterator[int]:
    """That process; none where it has ended by itself a moment ago: then the service is ending with it."""
    with suppress(Ended):
        yield web_process(service) if who == ANSWERING else worker_process(service)


def _in_the_middle(live: Live, folder: Path, phones: Phones, seen: Seen, chance: random.Random) -> Live:
    """Somewhere between two sends: what is killed next is doing something."""
    live = _more_of(live, folder, phones, seen)
    time.sleep(chance.uniform(0, MOMENT))
    return live


def _more_of(live: Live, folder: Path, phones: Phones, seen: Seen) -> Live:
    """Wait until so many more were acknowledged; a service that ends by itself is started again meanwhile.

    One whose worker was only starting when its database was killed does end: whatever keeps it running
    starts it again (docs/deploy).
    """
    enough = len(phones.acknowledged) + BETWEEN
    until(lambda: len(phones.acknowledged) >= enough or live.process.poll() is not None, ENOUGH)
    if live.process.poll() is not None:
        seen.ended += 1
        live = start_live(folder, live.database_url, live.port)
        until(lambda: len(phones.acknowledged) >= enough, ENOUGH)
    return live


def more(phones: Phones) -> None:
    """Wait until so many more were acknowledged."""
    before = len(phones.acknowledged)
    until(lambda: len(phones.acknowledged) >= before + BETWEEN, ENOUGH)


def judge(service: Demonstration, phones: Phones, seen: Seen) -> None:
    """Look for everything that was acknowledged."""
    engine, config = reached(service)
    kept: dict[UUID, list[bytes]] = defaultdict(list)
    with Session(engine) as db:
        for row in db.scalars(select(Send)):
            kept[row.submission_id].append(config.keys.data.open(row.sealed_envelope, send_context(row.id)))
    engine.dispose()
    seen.acknowledged, seen.repeated = len(phones.acknowledged), phones.repeated
    for one in phones.acknowledged:
        blobs = kept[one.submission]
        seen.missing += not blobs
        seen.doubled += len(blobs) > 1
        seen.unreadable += any(_words(blob, phones) != one.words for blob in blobs)


def _words(blob: bytes, phones: Phones) -> bytes | None:
    try:
        return sealing.open_with(sealing.parse(blob), phones.reader.key_id, phones.private)
    except SafetyRefusal:
        return None
