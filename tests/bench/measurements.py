"""What `make bench` printed, as docs/measurements.md. No figure is typed by hand.

Each file holds one or more runs; a run begins with a `bench_run` line that says when, on what and by which
command. Lines that are no JSON objects are what make itself said, and are passed over. The rows are kept
beside the page, in docs/measurements.jsonl, so that anyone can make the page again.
"""

import argparse
import os
import platform
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from tests.bench.budgets import NAMES
from tests.bench.rows import Row

RUN, BESIDE, WORST = "bench_run", "beside ", "heaviest of"
KEPT, PAGE = "measurements.jsonl", "measurements.md"
HEAD = """# Measured

Written by `make measurements` from [the lines](measurements.jsonl) that the benchmarks printed; nothing here
is typed by hand.

Bytes are exact, headers and all; times are noisy. *Owed* is what a figure must not exceed, or must reach
where the table says "at least"; where nothing is owed it is only printed. *Beside* is the comparison taken
in the same run; *designed* is what was first hoped for, where a decision raised it since. What each figure is
for stands in `tests/bench/`; which promise it belongs to, in [promises.md](promises.md).
"""
DOCS = Path(__file__).resolve().parents[2] / "docs"
COLUMNS = ("name", "value", "unit", "owed", "met", "beside", "designed", "with")


@dataclass(frozen=True)
class Run:
    """What was printed by one command, and the line that says when and where."""

    told: Row
    rows: list[Row] = field(default_factory=list)


def run_row(command: str, now: datetime) -> Row:
    """The line that begins a run: this machine, this moment, and how much else it had to do."""
    machine = f"{platform.machine()}, Linux {platform.release()}, Python {platform.python_version()}"
    told = {"date": f"{now:%d %B %Y, %H:%M} UTC", "machine": machine, "command": command}
    told["load"] = f"{os.getloadavg()[0]:.1f}"
    return Row(RUN, os.cpu_count() or 1, "cores", None, told)


def runs(lines: Iterable[str], undated: Row) -> list[Run]:
    """The runs of one file; `undated` stands before lines that say nothing of their run.

    Raises ValueError, naming the line, where one is cut short or no row.
    """
    found: list[Run] = []
    for number, line in enumerate(lines, 1):
        if not line.startswith("{"):
            continue
        try:
            row = Row.read(line)
        except (ValueError, TypeError) as fault:
            raise ValueError(f"line {number}: {fault}") from fault
        if row.name == RUN:
            found.append(Run(row))
        else:
            found = found or [Run(undated)]
            found[-1].rows.append(row)
    return found


def read(path: Path) -> list[Run]:
    """The runs of one file; one without a date of its own has the file's. Raises OSError, ValueError."""
    undated = run_row("make bench", datetime.fromtimestamp(path.stat().st_mtime, UTC))
    undated.params.pop("load")
    with path.open(encoding="utf-8") as lines:
        return runs(lines, undated)


def page(found: list[Run]) -> str:
    """All runs as one page."""
    return "\n".join([HEAD, *(line for run in found for line in _section(run))]) + "\n"


def _section(run: Run) -> Iterable[str]:
    told, measured = run.told, {row.name for row in run.rows}
    yield f"## {told.params['date']}"
    yield ""
    yield f"By `{told.params['command']}`: {told.value} cores, {told.params['machine']}."
    load = f"; {told.params['load']} processes were busy when it began" if "load" in told.params else ""
    yield f"Server, browser and what it is compared with share them{load}."
    yield ""
    groups = [list(group) for _, group in groupby(sorted(run.rows, key=_place), key=_kind)]
    yield from _table([(row, _verdict(row, group)) for group in groups for row in _headline(group)])
    if missing := [name for name in NAMES if name not in measured]:
        yield f"Not taken in this run: {', '.join(f'`{name}`' for name in missing)}."
        yield ""
    yield "### Every row of this run"
    yield ""
    every = [row for group in groups for row in group if WORST not in row.params]
    yield from _table([(row, _verdict(row, [row])) for row in every])


def _kind(row: Row) -> tuple[str, str]:
    return row.name, row.unit


def _place(row: Row) -> tuple[int, str, str]:
    known = NAMES.index(row.name) if row.name in NAMES else len(NAMES)
    return known, row.name, row.unit


def _headline(group: list[Row]) -> list[Row]:
    """What stands for all rows of one figure: the worst, where it was named; else what is owed; else all."""
    worst = [row for row in group if WORST in row.params]
    return worst or [row for row in group if row.owed is not None] or group


def _verdict(row: Row, group: list[Row]) -> str:
    """Whether what is owed was kept; of the worst of many, by each of them."""
    if row.owed is None:
        return ""
    if WORST not in row.params:
        return "yes" if row.met else "**no**"
    broken = [one for one in group if WORST not in one.params and not one.met]
    return f"**no: {len(broken)} of {row.params[WORST]}**" if broken else "yes"


def _table(rows: list[tuple[Row, str]]) -> Iterable[str]:
    yield f"| {' | '.join(COLUMNS)} |"
    yield "|---" * len(COLUMNS) + "|"
    for row, verdict in rows:
        yield f"| {' | '.join(_safe(cell) for cell in _cells(row, verdict))} |"
    yield ""


def _cells(row: Row, verdict: str) -> tuple[Any, ...]:
    beside = {name.removeprefix(BESIDE): at for name, at in row.params.items() if name.startswith(BESIDE)}
    given = {name: at for name, at in row.params.items() if not name.startswith(BESIDE)}
    owed = "printed" if row.owed is None else f"{'at least ' * row.at_least}{row.owed:,}"
    designed = "" if row.designed is None else f"{row.designed:,}"
    value = f"{row.value:,}"
    return f"`{row.name}`", value, row.unit, owed, verdict, _told(beside), designed, _told(given)


def _told(values: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in values.items())


def _safe(cell: object) -> str:
    return " ".join(str(cell).split()).replace("|", "\\|")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write rows and page of these files into docs/; a file that is cut, and no row at all, are named."""
    parser = argparse.ArgumentParser(description="Render what the benchmarks printed.")
    parser.add_argument("lines", type=Path, nargs="+", help="files of JSON lines, as make bench prints them")
    parser.add_argument("--into", type=Path, default=DOCS, help="the folder of measurements.md (docs)")
    options = parser.parse_args(arguments)
    found: list[Run] = []
    for path in options.lines:
        try:
            found += read(path)
        except (OSError, ValueError) as fault:
            sys.stderr.write(f"{path}: {fault}\n")
            return 1
    if not any(run.rows for run in found):
        sys.stderr.write("no row in these files: did make bench end?\n")
        return 1
    kept = [row.line() for run in found for row in (run.told, *run.rows)]
    (options.into / KEPT).write_text("\n".join(kept) + "\n", encoding="utf-8")
    (options.into / PAGE).write_text(page(found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
