"""`make bench`: the product as shipped, measured. One JSON object a line; exit 1 where a budget is broken."""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
from playwright.sync_api import Browser, sync_playwright

from tests.bench.caseload import caseload_growth
from tests.bench.dashboard import dashboard_growth
from tests.bench.grid import looks, make_links
from tests.bench.journeys import first_view, journeys
from tests.bench.leaving import exit_cover
from tests.bench.opening import seal, unlock
from tests.bench.outbox import outbox_exact
from tests.bench.peer import peer
from tests.bench.relay import Relay
from tests.bench.releases import releases
from tests.bench.rows import Row
from tests.bench.set_up import set_up
from tests.bench.usable import usable_form
from tests.forensics.rows import exit_traces
from tests.live import CHROMIUM_ARGS, Live, find_chromium, start_live

CACHED = ["--disable-back-forward-cache"]  # what Playwright turns off and people have on


def measured(playwright_browser: Browser, live: Live, relay: Relay, address: str) -> Iterator[Row]:
    """Every row that a running demonstration is measured by, as it comes."""
    browser, links = playwright_browser, make_links(live, looks())
    yield from first_view(browser, links, relay)
    yield from journeys(browser, links, relay)
    opening = unlock(browser, live)
    yield from opening
    yield seal(browser, address)
    yield from usable_form(browser, live, relay, address, opening[0].value)
    yield from exit_cover(browser, live, address)


def every_row(*, full: bool) -> Iterator[Row]:
    """All of them: the demonstration's, then a newcomer's; `full` where there is time."""
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        peer(Path(folder)) as address,
    ):
        live = start_live(Path(folder))
        relay = Relay(0, live.port)
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=list(CHROMIUM_ARGS), ignore_default_args=CACHED
        )
        try:
            yield from measured(browser, live, relay, address)
            yield exit_traces(playwright, live)
            (filled := Path(folder) / "filled").mkdir()
            yield from caseload_growth(browser, filled)
            (figures := Path(folder) / "figures").mkdir()
            yield from dashboard_growth(browser, figures)
        finally:
            browser.close()
            relay.close()
            live.stop()
    yield outbox_exact()
    yield from releases(full=full)
    yield set_up()


def main() -> int:
    """Print the rows, write them where asked, say what broke."""
    parser = argparse.ArgumentParser(description="Measure the product as shipped.")
    parser.add_argument("--write", type=Path, help="also write a table to this file")
    options = parser.parse_args()
    rows = []
    for row in every_row(full=options.write is not None):
        click.echo(row.line())
        rows.append(row)
    if options.write:
        options.write.write_text(table(rows, datetime.now(UTC)), encoding="utf-8")
    broken = [row.name for row in rows if not row.met]
    if broken:
        click.echo(f"over budget: {', '.join(sorted(set(broken)))}", err=True)
    return 1 if broken else 0


def table(rows: list[Row], now: datetime) -> str:
    """The rows for people, with what they were measured on."""
    lines = [
        "# Measured",
        "",
        f"Written on {now:%d %B %Y} by `python -m tests.bench --write docs/measurements.md` (`make prove`).",
        f"Machine: {os.cpu_count()} cores, {platform.machine()}, Linux {platform.release()}, "
        f"Python {platform.python_version()}; server, browser and peer share it.",
        "",
        "Bytes are exact, headers and all; times are noisy. *Owed* is what a row must not exceed (shares",
        "must reach it), in bold where it failed; *beside* is the comparison of the same run; *designed* is",
        "what was first hoped for, where a decision raised it since.",
        "",
        "| name | value | unit | owed | beside | designed | with |",
        "|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *(row.cells() for row in rows)]) + "\n"


if __name__ == "__main__":
    sys.exit(main())
