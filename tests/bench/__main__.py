"""`make bench`: the product as shipped, measured. One JSON object a line; exit 1 where a budget is broken."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.bench.caseload import caseload_growth
from tests.bench.crashing import KILLS, MANY_KILLS, acked_lost
from tests.bench.cutting import cut_sends
from tests.bench.dashboard import dashboard_growth
from tests.bench.grid import looks, make_links, weighty
from tests.bench.journeys import first_view, journeys
from tests.bench.lasting import MANY_REQUESTS, REQUESTS, floods, soak
from tests.bench.leaving import exit_cover
from tests.bench.measurements import run_row
from tests.bench.opening import seal, unlock
from tests.bench.outbox import outbox_exact
from tests.bench.over_tcp import flights, forms
from tests.bench.peer import peer, walked, weighed
from tests.bench.relay import Relay
from tests.bench.releases import releases
from tests.bench.rows import Row
from tests.bench.serving import serving
from tests.bench.set_up import set_up
from tests.bench.tun import NoLine, line
from tests.bench.usable import usable_form
from tests.bench.workers import places, workers
from tests.forensics.rows import exit_traces
from tests.live import CHROMIUM_ARGS, Live, find_chromium, start_live

CACHED = ["--disable-back-forward-cache"]  # what Playwright turns off and people have on


@contextmanager
def chromium(path: str = "") -> Iterator[tuple[Playwright, Browser]]:
    """A real browser, and what drives it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path or find_chromium(), args=list(CHROMIUM_ARGS), ignore_default_args=CACHED
        )
        try:
            yield playwright, browser
        finally:
            browser.close()


@contextmanager
def running(folder: Path) -> Iterator[tuple[Live, Relay]]:
    """A running demonstration, and a wire to it on which bytes are counted."""
    live = start_live(folder)
    relay = Relay(0, live.port)
    try:
        yield live, relay
    finally:
        relay.close()
        live.stop()


def on_the_wire(folder: Path, *, full: bool) -> Iterator[Row]:
    """What every everyday app weighs in every language; whatever else is busy changes no byte of it.

    Whole journeys of all of them take an hour: without `--full` the heaviest by a reckoning are walked.
    """
    with chromium() as (_, browser), peer(folder) as address, running(folder) as (live, relay):
        yield from first_view(browser, make_links(live, looks()), relay, weighed(browser, address))
        ways = {"journey_bytes": True, "journey_bytes_nojs": False}
        beside = {name: walked(browser, address, script=script) for name, script in ways.items()}
        yield from journeys(browser, make_links(live, looks() if full else weighty()), relay, beside)


def on_a_phone(folder: Path, *, full: bool) -> Iterator[Row]:
    """How fast it is on a slow phone, and what is left there."""
    with chromium() as (playwright, browser), peer(folder) as address, running(folder) as (live, relay):
        opening = unlock(browser, live)
        yield from opening
        yield seal(browser, address)
        yield from usable_form(browser, live, relay, address, opening[0].value)
        yield from exit_cover(browser, live, address)
        yield exit_traces(playwright, live)


def on_a_line(folder: Path, *, full: bool) -> Iterator[Row]:
    """How it fares over real TCP, slow, lossy and cut; where no line can be made, a row says why."""
    with ExitStack() as stack:
        try:
            made = stack.enter_context(line())
        except NoLine as why:
            yield Row("line_not_taken", 1, "part", None, {"not taken": str(why)})
            return
        _, browser = stack.enter_context(chromium(made.browser(folder)))
        address = stack.enter_context(peer(folder))
        live, _ = stack.enter_context(running(folder))
        yield from flights(browser, live, made.shaper)
        yield from cut_sends(browser, live, made)
        yield from forms(browser, live, address, made.shaper)


def on_a_server(folder: Path, *, full: bool) -> Iterator[Row]:
    """What the server does in a second, what it weighs, when it is there, what survives its being killed."""
    yield from serving(folder)
    yield from acked_lost(folder, kills=MANY_KILLS if full else KILLS, full=full)


def on_a_desk(folder: Path, *, full: bool) -> Iterator[Row]:
    """How staff pages take it when there is much."""
    with chromium() as (_, browser):
        (filled := folder / "filled").mkdir()
        yield from caseload_growth(browser, filled)
        (figures := folder / "figures").mkdir()
        yield from dashboard_growth(browser, figures)


def by_processes(folder: Path, *, full: bool) -> Iterator[Row]:
    """What more web processes bring, on either database."""
    with places(folder) as filled:
        with chromium() as (_, browser):
            for place in filled:
                place.fill(browser)
        yield from workers(filled, folder)


def for_long(folder: Path, *, full: bool) -> Iterator[Row]:
    """What it weighs after thousands of requests, and how sends fare while others flood it."""
    live = start_live(folder)
    try:
        yield soak(live, MANY_REQUESTS if full else REQUESTS)
        yield from floods(live)
    finally:
        live.stop()


def of_messages(folder: Path, *, full: bool) -> Iterator[Row]:
    """What became of texts."""
    yield outbox_exact()


def of_figures(folder: Path, *, full: bool) -> Iterator[Row]:
    """What is published."""
    yield from releases(full=full)


def of_a_newcomer(folder: Path, *, full: bool) -> Iterator[Row]:
    """From nothing to a running demonstration."""
    yield set_up()


PARTS = {
    "weight": on_the_wire,
    "phone": on_a_phone,
    "line": on_a_line,
    "server": on_a_server,
    "desk": on_a_desk,
    "workers": by_processes,
    "lasting": for_long,
    "messages": of_messages,
    "figures": of_figures,
    "newcomer": of_a_newcomer,
}


def main() -> int:
    """Print the rows as they come, say what broke."""
    parser = argparse.ArgumentParser(description="Measure the product as shipped.")
    parser.add_argument("parts", nargs="*", metavar="part", help=f"{', '.join(PARTS)}; none is all")
    parser.add_argument("--full", action="store_true", help="a million records, 300 kills, every journey")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    command = " ".join(["python -m tests.bench", *options.parts, *["--full"] * options.full])
    click.echo(run_row(command, datetime.now(UTC)).line())
    broken = set()
    for part in options.parts or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            for row in PARTS[part](Path(folder), full=options.full):
                click.echo(row.line())
                broken |= set() if row.met else {row.name}
    if broken:
        click.echo(f"over budget: {', '.join(sorted(broken))}", err=True)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
