"""`make bench`: the product as shipped, measured. One JSON object a line; exit 1 where a budget is broken."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
from playwright.sync_api import sync_playwright

from tests.bench.journeys import first_view, journey, unlock
from tests.bench.relay import Relay
from tests.bench.rows import Row
from tests.bench.set_up import set_up
from tests.live import CHROMIUM_ARGS, find_chromium, start_live


def measured() -> Iterator[Row]:
    """Every row, as it comes."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        live = start_live(Path(folder))
        relay = Relay(0, live.port)
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(CHROMIUM_ARGS))
        try:
            yield from first_view(browser, live, relay)
            yield from journey(browser, live, relay)
            yield from unlock(browser, live)
        finally:
            browser.close()
            relay.close()
            live.stop()
    yield set_up()


def main() -> int:
    """Print the rows, write them where asked, say what broke."""
    parser = argparse.ArgumentParser(description="Measure the product as shipped.")
    parser.add_argument("--write", type=Path, help="also write a table to this file")
    options = parser.parse_args()
    rows = []
    for row in measured():
        click.echo(row.line())
        rows.append(row)
    if options.write:
        options.write.write_text(table(rows), encoding="utf-8")
    broken = [row.name for row in rows if not row.met]
    if broken:
        click.echo(f"over budget: {', '.join(sorted(set(broken)))}", err=True)
    return 1 if broken else 0


def table(rows: list[Row]) -> str:
    """The rows for people."""
    lines = [
        "# Measured",
        "",
        "Written by `make prove`. Two shared cores; bytes are exact, times are noisy.",
        "",
        "| name | value | unit | owed | with |",
        "|---|---|---|---|---|",
    ]
    for row in rows:
        given = ", ".join(f"{name} {value}" for name, value in row.params.items())
        owed = "printed" if row.owed is None else row.owed
        lines.append(f"| {row.name} | {row.value} | {row.unit} | {owed} | {given} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
