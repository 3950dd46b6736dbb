"""What one web process does in a second, beside a bare Flask view on the same server; its weight; its start.

Ours and the bare one take turns, so that a noisy minute falls on both.
"""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.entry.service import Looks
from app.parent import PARENT
from app.voice.models import Send
from safety import sealing, wire
from safety.sealing import Header, Kind
from tests.bench.bare import PAGE, STORE
from tests.bench.beside import answers, beside
from tests.bench.budgets import ACCEPT_SHARE, LANDING_COLD, LANDING_WARM, RSS_MB, START_S
from tests.bench.grid import Linked, make_links
from tests.bench.load import Taken, at_once, landing, p99, send
from tests.bench.processes import megabytes, web_process
from tests.bench.rows import Row
from tests.live import ROOT, Live, free_port, reached, start_live
from tests.waiting import until

QUICK = 1000  # rounds of the slow step, which no page and no send takes here
ROUNDS, PHONES, LOADS, COLD = 5, 4, 100, 240
WRITERS, SENDS, A_LINK = 8, 60, 40
STARTS, STARTS_WITHIN = 5, 300
ENGLISH = Looks("plain", "en", "en")
WORDS = b'{"a": {"want": {"t": "' + b"Please do not come to the flat. " * 8 + b'"}}}'
Rates = tuple[list[float], list[float]]


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
    yield _start(live)


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
        yield _landing("warm", _warm(live.port, bare, links[0].path), LANDING_WARM, len(shown))
        yield _landing("cold", _cold(live.port, bare, links[1 : COLD + 1]), LANDING_COLD, len(shown))
        yield from _accepting(live, bare, links[COLD + 1 :])
    told = {"before": before, "pages": 2 * PHONES * LOADS * ROUNDS, "sends": sends}
    yield Row("web_rss_mb", megabytes(web), "MB", RSS_MB, told | {"of it files": megabytes(web, "RssFile")})


def _warm(port: int, bare: int, path: str) -> Rates:
    ours, theirs = _phones(port, [path] * PHONES * LOADS), _phones(bare, [path] * PHONES * LOADS)
    return _turns([ours] * ROUNDS, [theirs] * ROUNDS, port, bare)


def _cold(port: int, bare: int, links: list[Linked]) -> Rates:
    """Each link's page once: it is made while the phone waits."""
    paths = [link.path for link in links]
    parts = [paths[at::ROUNDS] for at in range(ROUNDS)]
    return _turns(
        [_phones(port, part) for part in parts], [_phones(bare, part) for part in parts], port, bare
    )


def _phones(port: int, paths: list[str]) -> list[list[bytes]]:
    return [[landing(port, path) for path in paths[at::PHONES]] for at in range(PHONES)]


def _turns(ours: list[list[list[bytes]]], theirs: list[list[list[bytes]]], port: int, bare: int) -> Rates:
    mine, peers = [], []
    for own, other in zip(ours, theirs, strict=True):
        for rates, at, requests in ((mine, port, own), (peers, bare, other)):
            rate, answers_ = at_once(at, requests)
            assert {answer.status for answer in answers_} == {200}
            rates.append(rate)
    return mine, peers


def _landing(how: str, rates: Rates, owed: float, size: int) -> Row:
    mine, peers = map(median, rates)
    told = {"pages a second": round(mine), "bytes": size, "phones": PHONES, "rounds": ROUNDS}
    return Row("landing_ratio", round(mine / peers, 2), how, owed, told | {"beside bare Flask": round(peers)})


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
    yield Row(
        "accept_ratio", ratio, "ratio", ACCEPT_SHARE, told | {"beside bare Flask": round(median(peers))}
    )
    yield from _waited(live, came)


def _waited(live: Live, came: list[tuple[Sent, Taken]]) -> Iterator[Row]:
    """How long a send waits among eight; and what went wrong with any of them, which is nothing."""
    seconds = [taken.seconds for _, taken in came]
    told = {"p50 ms": round(median(seconds) * 1000, 1), "writers": WRITERS, "sends": len(came)}
    yield Row("accept_p99_ms", p99(seconds), "ms", None, told)
    good = [one for one, taken in came if wire.acknowledged(taken.body, one.raw, one.key)]
    kept = _kept(live, {one.submission for one, _ in came})
    wrong = {
        "errors": len(came) - len(good),
        "lost": sum(kept[one.submission] == 0 for one in good),
        "doubled": sum(many > 1 for many in kept.values()),
    }
    yield Row("accept_p99_ms", sum(wrong.values()), "errors, lost or doubled", 0, wrong)


def _kept(live: Live, wanted: set[UUID]) -> Counter[UUID]:
    engine, _ = reached(live)
    with Session(engine) as db:
        found = Counter(one for one in db.scalars(select(Send.submission_id)) if one in wanted)
    engine.dispose()
    return found


def _start(live: Live) -> Row:
    """Seconds from `beforehand serve`, over a database that is there, to the first 200."""
    times = [_started(live) for _ in range(STARTS)]
    told = {"rounds": STARTS, "slowest": round(max(times), 2)}
    return Row("start_s", round(median(times), 2), "s", START_S, told)


def _started(live: Live) -> float:
    port = free_port()
    named = {"DEMO": "1", "PORT": str(port), "VAR_DIR": str(live.var_dir), PARENT: str(os.getpid())}
    command = [sys.executable, "-m", "app.cli", "serve"]
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **named}, stdout=subprocess.DEVNULL)
    try:
        until(lambda: answers(port) or process.poll() is not None, STARTS_WITHIN)
        taken = time.perf_counter() - start
        assert process.poll() is None, "serve ended"
    finally:
        process.terminate()
        process.wait(STARTS_WITHIN)
    return taken
