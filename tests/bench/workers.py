"""What more web processes bring, on SQLite and on PostgreSQL: pages, codes, sends and staff pages a second.

Eight phones ask at once, each over a line of its own. Ours and a bare Flask view, which reads the same
request and hands out as many bytes on the same server with as many processes, take turns. The phones, the
database and the worker share the processors with both. Both databases keep what they committed.
Several processes have the limits' server that `docs/operations.md` asks for; loopback is no network, so no
try of these waits.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from uuid import UUID

from playwright.sync_api import Browser

from app.voice import cookie
from app.voice.cookie import Shows
from config import Keys
from safety import wire
from safety.unlocking import ROUNDS as REAL_ROUNDS
from tests import cluster
from tests.bench.beside import beside
from tests.bench.caseload import FEW, OWN, filler, signed_in
from tests.bench.dashboard import PAGES as FIGURES
from tests.bench.grid import Linked, make_links
from tests.bench.load import Taken, at_once, landing, p99, posted, send, staff_page
from tests.bench.processes import pss_kib, web_processes
from tests.bench.rows import Row
from tests.bench.serving import ENGLISH, QUICK, Sent, stored
from tests.live import Live, reached, start_live
from tests.redis import redis

PROCESSES = (1, 2, 4)
PHONES, TURNS, WARMING = 8, 3, 4
LANDINGS, TRIES, SENDS, LOOKS = 60, 5, 40, 5  # of one phone in one turn
DURABLE = ("fsync=on", "synchronous_commit=on", "full_page_writes=on")  # as a service's own is


@dataclass(frozen=True)
class Ask:
    """One request, and whether an answer to it is right."""

    request: bytes
    right: Callable[[Taken], bool]


Turn = list[list[Ask]]  # of each phone, one after the other


@dataclass
class Place:
    """A demonstration over one database, started again and again with other settings."""

    database: str
    folder: Path
    url: str
    idva: str = ""
    manager: str = ""
    links: list[Linked] = field(default_factory=list)

    def fill(self, browser: Browser) -> None:
        """A long caseload; an IDVA and a manager who stay signed in; a link for each phone."""
        with self.running() as live:
            filling = filler(live)
            filling.put(OWN, own=True)
            filling.put(FEW - OWN, own=False)
            filling.settle()
            filling.engine.dispose()
            self.idva, self.manager = (signed_in(browser, live, role) for role in ("idva", "manager"))
            self.links = make_links(live, [ENGLISH] * PHONES, REAL_ROUNDS)

    @contextmanager
    def running(self, **settings: str) -> Iterator[Live]:
        """The product as it is started, over this database."""
        live = start_live(self.folder, self.url, **settings)
        try:
            yield live
        finally:
            live.stop()


@dataclass
class Stage:
    """What the phones ask one running product for; each kind makes what all of them ask in one turn."""

    live: Live
    place: Place
    keys: Keys
    page: bytes
    acknowledged: set[UUID] = field(default_factory=set)

    def landing(self) -> Turn:
        """A link's page, made before, to the letter."""
        request = landing(self.live.port, self.place.links[0].path)
        return [[Ask(request, _shows(self.page))] * LANDINGS] * PHONES

    def unlock(self) -> Turn:
        """The right code, typed without a script: all rounds of it, and what opened is noted."""
        return [[self._try(link)] * TRIES for link in self.place.links]

    def send(self) -> Turn:
        """Words, sealed to those who read them."""
        links = make_links(self.live, [ENGLISH] * PHONES, QUICK)
        return [[self._send(Sent.by(link)) for _ in range(SENDS)] for link in links]

    def caseload(self) -> Turn:
        """An IDVA's first page, of her 500 cases."""
        request = staff_page(self.live.port, "/staff/cases", self.place.idva)
        return [[Ask(request, _shows(b"Page 1 of"))] * LOOKS] * PHONES

    def dashboard(self) -> Turn:
        """A manager's first page."""
        request = staff_page(self.live.port, FIGURES[0], self.place.manager)
        return [[Ask(request, _shows(b"</main>"))] * LOOKS] * PHONES

    def _try(self, link: Linked) -> Ask:
        def opened(taken: Taken) -> bool:
            value = taken.cookie.partition(b";")[0].partition(b"=")[2].decode()
            state = cookie.read(self.keys, link.path, value)
            return taken.status == 303 and state is not None and state.shows is Shows.OPEN_LIVE

        return Ask(posted(self.live.port, link.path, {"q": link.code}), opened)

    def _send(self, one: Sent) -> Ask:
        def acknowledged(taken: Taken) -> bool:
            good = wire.acknowledged(taken.body, one.raw, one.key)
            self.acknowledged |= {one.submission} if good else set()
            return good

        return Ask(send(self.live.port, one.raw), acknowledged)


def _shows(words: bytes) -> Callable[[Taken], bool]:
    return lambda taken: taken.status == 200 and words in taken.body


KINDS: dict[str, Callable[[Stage], Turn]] = {
    "landing page, warm": Stage.landing,
    "unlock by POST": Stage.unlock,
    "sealed send": Stage.send,
    "caseload": Stage.caseload,
    "manager's dashboard": Stage.dashboard,
}


@contextmanager
def places(folder: Path) -> Iterator[list[Place]]:
    """A demonstration over each database, not yet started."""
    found = []
    with tempfile.TemporaryDirectory(prefix="bh-", dir="/tmp") as name:
        cluster.make(Path(name))
        cluster.run(Path(name), *DURABLE)
        try:
            urls = {"SQLite": "", "PostgreSQL": cluster.make_database_in(Path(name), "workers")}
            for database, url in urls.items():
                (own := folder / database).mkdir()
                found.append(Place(database, own, url))
            yield found
        finally:
            cluster.stop(Path(name))


def workers(filled: list[Place], folder: Path) -> Iterator[Row]:
    """Each kind over each database, by so many web processes; what went wrong; what they weigh."""
    with redis() as limits:
        for processes in PROCESSES:
            settings = {"WEB_PROCESSES": str(processes)}
            with beside("tests.bench.bare:sized()", folder / "bare", "/b/1", **settings) as bare:
                for place in filled:
                    shared = {"LIMITS_URL": limits.url} if processes > 1 else {}
                    with place.running(**settings, **shared) as live:
                        told = {"database": place.database, "processes": processes}
                        yield from _served(place, live, bare, told)


def _served(place: Place, live: Live, bare: int, told: dict[str, str | int]) -> Iterator[Row]:
    engine, config = reached(live)
    engine.dispose()
    shown = at_once(live.port, [[landing(live.port, place.links[0].path)]])[1][0].body
    stage, wrong = Stage(live, place, config.keys, shown), {}
    for what, turn in KINDS.items():
        row, wrong[what] = _taken(lambda turn=turn: turn(stage), live.port, bare, {"what": what, **told})
        yield row
    kept = stored(live, stage.acknowledged)
    wrong["lost or doubled"] = sum(kept[one] != 1 for one in stage.acknowledged)
    yield Row("served", sum(wrong.values()), "errors", 0, {**told, **wrong})
    kib = sum(map(pss_kib, web_processes(live.process.pid)))
    yield Row("served", round(kib / 1024, 1), "MB: PSS of all web processes and their parent", None, told)


def _taken(made: Callable[[], Turn], port: int, bare: int, told: dict[str, str | int]) -> tuple[Row, int]:
    """The rate of one kind, and how many answers were not right."""
    turn = made()
    for _ in range(WARMING):  # over new lines, so that every process has answered
        at_once(port, [[own[0].request] for own in turn])
    rates, peers, came = [], [], []
    for _ in range(TURNS):
        turn = made()
        rate, taken = at_once(port, [[one.request for one in own] for own in turn])
        rates.append(rate)
        came += zip((one for own in turn for one in own), taken, strict=True)
        peers.append(at_once(bare, _alike(turn, len(taken[0].body)))[0])
    seconds = [one.seconds for _, one in came]
    figures = {"p50 ms": round(median(seconds) * 1000, 1), "p99 ms": p99(seconds)}
    beside_it = {"phones": PHONES, "asked": len(came), "beside bare Flask": round(median(peers))}
    row = Row("served", round(median(rates), 1), "a second", None, {**told, **figures, **beside_it})
    return row, sum(not ask.right(one) for ask, one in came)


def _alike(turn: Turn, size: int) -> list[list[bytes]]:
    """The same requests for the bare view, as often as it takes to see its rate: so many bytes back."""
    return [[for_bytes(one.request, size) for one in islice(cycle(own), LANDINGS)] for own in turn]


def for_bytes(request: bytes, size: int) -> bytes:
    """This request, at the address at which the bare view answers it with so many bytes."""
    method, _, rest = request.partition(b" ")
    return b"%b /b/%d %b" % (method, size, rest.partition(b" ")[2])
