"""What one web process does in a second, beside a bare Flask view on the same server; its weight; its start.

Ours and the bare one take turns, so that a noisy minute falls on both.
"""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import schema
from app.entry.service import Looks
from app.voice.models import Send
from safety import sealing, wire
from safety.sealing import Header, Kind
from tests.bench.bare import PAGE, STORE
from tests.bench.beside import answers, beside
from tests.bench.budgets import (
    ACCEPT_DESIGNED,
    ACCEPT_SHARE,
    ASKING,
    COLD_DESIGNED,
    LANDING_ASKING,
    LANDING_COLD,
    LANDING_WARM,
    RSS_MB,
    START_S,
    WARM_DESIGNED,
)
from tests.bench.grid import Linked, make_links
from tests.bench.load import Taken, at_once, landing, p99, send
from tests.bench.processes import megabytes, web_process
from tests.bench.rows import Row
from tests.live import Live, free_port, reached, start_live
from tests.many.processes import settings_in, start
from tests.waiting import until

QUICK = 1000  # rounds of the slow step, which no page and no send takes here
ROUNDS, PHONES, LOADS, COLD = 5, 4, 100, 240
WRITERS, SENDS, A_LINK = 8, 60, 40
STARTS, STARTS_WITHIN = 5, 300
ASKING_PATH = "/l/x"
ENGLISH = Looks("plain", "en", "en")
WORDS = b'{"a": {"want": {"t": "' + b"Please do not come to the flat. " * 8 + b'"}}}'
Rates = tuple[list[float], ...]


@dataclass(frozen=True)
class Sent:
    """One send as a page makes it, and how its answer is known to be the server's own."""

    submission: UUID
    raw: bytes
    key: bytes

    @classmethod
    def by(cls, link: Linked) -> "Sent":
        """A new one over this link, sealed to those who read it."""
        submission = uuid4()
        header = Header(link.link_id.bytes, submission.bytes, 1, Kind.FINAL)
        blob = sealing.seal(header, WORDS, link.readers)
        return cls(submission, wire.build(link.link_id.bytes, Kind.FINAL, blob, link.key), link.key)


def serving(folder: Path) -> Iterator[Row]:
    """Every row about the server, from one running demonstration."""
    live = start_live(folder)
    try:
        yield from _loaded(live, folder)
    finally:
        live.stop()
    yield _start(folder / "start")


def _loaded(live: Live, folder: Path) -> Iterator[Row]:
    web = web_process(live.process.pid)
    before = megabytes(web)
    sends = ROUNDS * WRITERS * SENDS
    links = make_links(live, [ENGLISH] * (1 + COLD + sends // A_LINK), QUICK)
    at_once(live.port, [[landing(live.port, links[0].path)] * 5])  # the head that all pages share
    shown = at_once(live.port, [[landing(live.port, links[0].path)]])[1][0].body
    (folder / "page").write_bytes(shown)
    settings = {PAGE: str(folder / "page"), STORE: str(folder / "bare.db")}
    with beside("tests.bench.bare:entry()", folder / "bare", "/k/x", **settings) as bare:
        warm, cold = _warm(live.port, bare, links[0].path), _cold(live.port, bare, links[1 : COLD + 1])
        yield _landing("warm", warm, LANDING_WARM, WARM_DESIGNED)
        yield Row("landing_ratio", round(median(warm[0]) / median(warm[2]), 2), ASKING, LANDING_ASKING)
        yield _landing("cold", cold, LANDING_COLD, COLD_DESIGNED)
        yield from _accepting(live, bare, links[COLD + 1 :])
    told = {"before": before, "pages": 2 * PHONES * LOADS * ROUNDS, "sends": sends}
    yield Row("web_rss_mb", megabytes(web), "MB", RSS_MB, told | {"of it files": megabytes(web, "RssFile")})


def _warm(port: int, bare: int, path: str) -> Rates:
    ours, theirs, asking = (_phones([one] * PHONES * LOADS) for one in (path, path, ASKING_PATH))
    return _turns([((port, ours), (bare, theirs), (bare, asking))] * ROUNDS)


def _cold(port: int, bare: int, links: list[Linked]) -> Rates:
    """Each link's page once: it is made while the phone waits."""
    parts = [_phones([link.path for link in links[at::ROUNDS]]) for at in range(ROUNDS)]
    asking = _phones([ASKING_PATH] * (len(links) // ROUNDS))
    return _turns([((port, part), (bare, part), (bare, asking)) for part in parts])


def _phones(paths: list[str]) -> list[list[str]]:
    return [paths[at::PHONES] for at in range(PHONES)]


def _turns(rounds: list[tuple[tuple[int, list[list[str]]], ...]]) -> Rates:
    """Pages a second of each, in turns: ours, the bare one, and the bare one that asks its database."""
    rates: Rates = ([], [], [])
    for turn in rounds:
        for kept, (port, phones) in zip(rates, turn, strict=True):
            rate, answers_ = at_once(port, [[landing(port, path) for path in paths] for paths in phones])
            assert {answer.status for answer in answers_} == {200}
            kept.append(rate)
    return rates


def _landing(how: str, rates: Rates, owed: float, designed: float) -> Row:
    mine, bare = (median(each) for each in rates[:2])
    told = {
        "pages a second": round(mine),
        "phones": PHONES,
        "rounds": ROUNDS,
        "beside bare Flask": round(bare),
    }
    return Row("landing_ratio", round(mine / bare, 2), how, owed, told, designed)


def _accepting(live: Live, bare: int, links: list[Linked]) -> Iterator[Row]:
    sent = [Sent.by(links[at // A_LINK]) for at in range(ROUNDS * WRITERS * SENDS)]
    mine, peers, came = [], [], []
    for part in (sent[at::ROUNDS] for at in range(ROUNDS)):
        for rates, port in ((mine, live.port), (peers, bare)):
            by_writer = [part[at::WRITERS] for at in range(WRITERS)]
            rate, taken = at_once(port, [[send(port, one.raw) for one in own] for own in by_writer])
            rates.append(rate)
            if port == live.port:
                came += zip((one for own in by_writer for one in own), taken, strict=True)
    told = {"writers": WRITERS, "sends a second": round(median(mine)), "bytes": len(sent[0].raw)}
    ratio = round(median(mine) / median(peers), 2)
    told |= {"beside bare Flask": round(median(peers))}
    yield Row("accept_ratio", ratio, "ratio", ACCEPT_SHARE, told, ACCEPT_DESIGNED)
    yield from _waited(live, came)


def _waited(live: Live, came: list[tuple[Sent, Taken]]) -> Iterator[Row]:
    """How long a send waits among eight; and what went wrong with any of them, which is nothing."""
    seconds = [taken.seconds for _, taken in came]
    told = {"p50 ms": round(median(seconds) * 1000, 1), "writers": WRITERS, "sends": len(came)}
    yield Row("accept_p99_ms", p99(seconds), "ms", None, told)
    good = [one for one, taken in came if wire.acknowledged(taken.body, one.raw, one.key)]
    kept = stored(live, {one.submission for one, _ in came})
    wrong = {
        "errors": len(came) - len(good),
        "lost": sum(kept[one.submission] == 0 for one in good),
        "doubled": sum(many > 1 for many in kept.values()),
    }
    beside = {"beside p99 ms": p99(seconds)}
    yield Row("accept_p99_ms", sum(wrong.values()), "errors, lost or doubled", 0, wrong | beside)


def stored(live: Live, wanted: set[UUID]) -> Counter[UUID]:
    """How often each of these submissions is in the database."""
    engine, _ = reached(live)
    with Session(engine) as db:
        found = Counter(one for one in db.scalars(select(Send.submission_id)) if one in wanted)
    engine.dispose()
    return found


def _start(folder: Path) -> Row:
    """Seconds from `beforehand serve` to the first everyday page: no demonstration, a database that is there.

    Once before it counts: what Python compiles is kept, as on a machine where the service was set up.
    """
    folder.mkdir()
    url = f"sqlite:///{folder / 'beforehand.db'}"
    schema.upgrade(url)
    settings = settings_in(folder, url)
    _started(folder, settings)
    times = [_started(folder, settings) for _ in range(STARTS)]
    told = {"rounds": STARTS, "slowest": round(max(times), 2)}
    return Row("start_s", round(median(times), 2), "s", START_S, told)


def _started(folder: Path, settings: dict[str, str]) -> float:
    port = free_port()
    start_at = time.perf_counter()
    process = start({**settings, "PORT": str(port)}, folder / "start.log", "serve")
    try:
        until(lambda: answers(port) or process.poll() is not None, STARTS_WITHIN)
        taken = time.perf_counter() - start_at
        assert process.poll() is None, "serve ended"
    finally:
        process.terminate()
        process.wait(STARTS_WITHIN)
    return taken
