"""The first view over real TCP: in how many flights it comes, and how long until its form can be typed in.

A flight is what a server sends without waiting to hear: on a line that takes seconds there and back, each
further one costs her that long. Linux sends ten packets in the first; that our first view fits in them is
what its budget in bytes is for, and is counted here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from random import randrange
from statistics import median
from typing import TypeVar

from playwright.sync_api import Browser, Page

from app.entry.service import Looks
from safety.unlocking import ROUNDS as STRETCHED
from tests.bench.budgets import FORM_SHARE
from tests.bench.grid import Linked, make_links, weighty
from tests.bench.lines import phone, slower
from tests.bench.opening import SLOWER, STRETCH
from tests.bench.rows import Row, heaviest
from tests.bench.shaper import CLEAR, Crossing, Quality, Shaper
from tests.bench.usable import PATIENCE_MS, ours, theirs
from tests.live import Live

ROUNDS, MORE_ROUNDS = 3, 5  # more where packets are lost
APART = 0.7  # of a round trip: what comes so much later was waited for
FLAWLESS = Quality(1_000, 0.4)
SLOW = Quality(50, 1)
ENGLISH = Looks("plain", "en", "en")
LINES = (SLOW, Quality(50, 1, 0.02), Quality(50, 1, 0.05), Quality(400, 0.15, 0.02))


Took = TypeVar("Took", float, tuple[float, float])


@dataclass(frozen=True)
class Answer:
    """What the server gave to the line for one page: packets, their payload, in how many flights; and how
    many seconds after the phone's first packet all of it was there, if nothing was lost.
    """

    packets: int
    size: int
    flights: int
    seconds: float


def answer(given: list[Crossing], round_trip: float) -> Answer:
    """Of all that was given: what the server said for the first time."""
    new = [one for one in given if not one.packet.up and one.packet.size and not one.again]
    gaps = [second.at - first.at for first, second in pairwise(new)]
    return Answer(
        len(new),
        sum(one.packet.size for one in new),
        bool(new) + sum(gap >= APART * round_trip for gap in gaps),
        max((one.due for one in new), default=given[0].at) - given[0].at,
    )


def flights(browser: Browser, live: Live, line: Shaper) -> Iterator[Row]:
    """English and the heaviest look of each everyday app; and one on the slow line, where a round trip is
    longer than the second after which TCP begins to ask again.
    """
    links = make_links(live, [*weighty(), ENGLISH])
    rows = [_flown(browser, live, line, link, FLAWLESS) for link in links[:-1]]
    rows.append(_flown(browser, live, line, links[-1], SLOW))
    yield from (*rows, heaviest(sorted(rows, key=lambda row: -row.params["bytes in them"])))


def _flown(browser: Browser, live: Live, line: Shaper, link: Linked, quality: Quality) -> Row:
    line.begin(quality)
    with phone(browser, link.looks.cover_locale) as page:
        page.goto(live.survivor_url + link.path, wait_until="networkidle", timeout=PATIENCE_MS)
        came = answer(line.seen.given, 2 * quality.delay)
    told = {**link.params, "line": quality.said, "packets": came.packets, "bytes in them": came.size}
    return Row(
        "first_view_flights", came.flights, "flights", 1, {**told, "there after s": round(came.seconds, 1)}
    )


def forms(browser: Browser, live: Live, address: str, line: Shaper) -> Iterator[Row]:
    """Ours beside GOV.UK's on each line; its share is owed where nothing is lost."""
    [link] = make_links(live, [ENGLISH], STRETCHED)
    mine = live.survivor_url + link.path
    line.begin(CLEAR)
    with phone(browser) as page:
        page.goto(mine)
        stretch = median(page.evaluate(STRETCH, STRETCHED) for _ in range(ROUNDS))
    for quality in LINES:
        rounds, seed = MORE_ROUNDS if quality.loss else ROUNDS, randrange(1 << 32) if quality.loss else 0
        took, seen = _rounds(line, quality, rounds, seed, lambda: ours(browser, mine, link.code, _slower))
        peers, theirs_seen = _rounds(line, quality, rounds, seed, lambda: theirs(browser, address, _slower))
        painted, usable = (list(each) for each in zip(*peers, strict=True))
        took_ms = round(median(took) + (SLOWER - 1) * stretch)
        told = {
            "line": quality.said,
            "cpu": f"{SLOWER}x slower",
            "rounds": rounds,
            "seed": seed,
            "webcrypto_ms": round(stretch),
        }
        counts = {**seen, **{f"beside GOV.UK's {name}": number for name, number in theirs_seen.items()}}
        spread = {"slowest": round(max(took) + (SLOWER - 1) * stretch)}
        peer = {"beside GOV.UK's ms": round(median(usable)), "beside GOV.UK's slowest": round(max(usable))}
        peer |= {"beside GOV.UK's first paint": round(median(painted))}
        yield Row("line_form_ms", took_ms, "ms", None, {**told, **counts, **spread, **peer})
        share = round(took_ms / median(usable), 2)
        yield Row("line_form_share", share, "of GOV.UK's", None if quality.loss else FORM_SHARE, told)


def _rounds(
    line: Shaper, quality: Quality, rounds: int, seed: int, once: Callable[[], Took]
) -> tuple[list[Took], dict[str, int]]:
    """How long it took each time, and what became of the packets of all rounds."""
    took, told = [], {"packets": 0, "lost": 0, "sent again": 0}
    for number in range(rounds):
        line.begin(quality, seed + number)
        took.append(once())
        told = {name: told[name] + count for name, count in line.seen.told.items()}
    return took, told


def _slower(page: Page) -> None:
    slower(page.context.new_cdp_session(page), SLOWER)
