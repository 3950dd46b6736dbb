"""What `make bench` printed, as docs/measurements.md. No figure is typed by hand.

Each file holds one or more runs; a run begins with a `bench_run` line that says when, on what and by which
command. Lines that are no JSON objects are what make itself said, and are passed over. The rows are kept
beside the page, in docs/measurements.jsonl, so that anyone can make the page again.
"""

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.bench.budgets import DECIDED, NAMES
from tests.bench.rows import WORST, Row
from tests.bench.standing import DATE, Run, Standing, headline, newest_first, standing, verdict, which

RUN, BESIDE = "bench_run", "beside "
KEPT, PAGE = "measurements.jsonl", "measurements.md"
HEAD = """# Measured

Written by `make measurements` from [the lines](measurements.jsonl) that the benchmarks printed; nothing here
is typed by hand. What holds now stands first; then every run, the newest first.

Bytes are exact, headers and all; times are noisy. *Owed* is what a figure must not exceed, or must reach
where the table says "at least"; where nothing is owed it is only printed. *Beside* is the comparison taken
in the same run; *designed* is what was first hoped for, and the decision that asks less since. To measure
again: `make bench PARTS="…" > lines.jsonl` with the parts that a run names, then
`make measurements LINES=lines.jsonl`, which adds it. What each figure is for stands in
`tests/bench/`; which promise it belongs to, in [promises.md](promises.md).
"""
DOCS = Path(__file__).resolve().parents[2] / "docs"
COLUMNS = ("name", "value", "unit", "owed", "met", "beside", "designed", "with")
NOW = (*COLUMNS[:-1], "which", "measured")


def run_row(command: str, now: datetime) -> Row:
    """The line that begins a run: this machine, this moment, and how much else it had to do."""
    machine = f"{platform.machine()}, Linux {platform.release()}, Python {platform.python_version()}"
    told = {"date": now.strftime(DATE), "machine": machine, "command": command}
    told["load"] = f"{os.getloadavg()[0]:.1f}"
    told |= {"commit": commit} if (commit := _commit()) else {}
    return Row(RUN, os.cpu_count() or 1, "cores", None, told)


def _commit() -> str:
    """Which tree this is, and whether it was changed since; nothing where no git is or no history."""
    command = ["git", "-C", str(DOCS), "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def runs(lines: Iterable[str], undated: Row) -> list[Run]:
    """The runs of one file; `undated` stands before lines that say nothing of their run.

    Raises ValueError, naming the line, where one is cut short, no row, or no date of a run.
    """
    found: list[Run] = []
    for number, line in enumerate(lines, 1):
        if not line.startswith("{"):
            continue
        try:
            row = Row.read(line)
            begun = [Run.begun(row)] if row.name == RUN else []
        except (ValueError, TypeError) as fault:
            raise ValueError(f"line {number}: {fault}") from fault
        found += begun
        if not begun:
            found = found or [Run.begun(undated)]
            found[-1].rows.append(row)
    return found


def read(path: Path) -> list[Run]:
    """The runs of one file; one without a date of its own has the file's. Raises OSError, ValueError."""
    undated = run_row("make bench", datetime.fromtimestamp(path.stat().st_mtime, UTC))
    for of_now in ("load", "commit"):
        undated.params.pop(of_now, None)
    with path.open(encoding="utf-8") as lines:
        return runs(lines, undated)


def page(found: list[Run]) -> str:
    """What holds now, then all runs, as one page."""
    told = (line for run in newest_first(found) for line in _section(run))
    return "\n".join([HEAD, *_now(standing(found)), *told]) + "\n"


def _now(held: list[Standing]) -> Iterable[str]:
    """For whoever reads no further: whether all is met, and what is not."""
    yield "## What holds now"
    yield ""
    yield from _met(held)
    yield "Each is the newest that was measured; what is only printed stands with its run."
    yield ""
    yield from _table(NOW, [_held(one) for one in held])


def _met(held: list[Standing]) -> Iterable[str]:
    """How many are met and how many are not; which these are: each name once."""
    raised = sum(one.raised for one in held)
    less = f"{raised} of them because a decision asks less than was first hoped for."
    broken = [f"`{one.shown.name}`" for one in held if not one.met]
    if not broken:
        yield f"**All {len(held)} owed figures are met**, {less}"
        return
    names = ", ".join(dict.fromkeys(broken))
    yield f"**{len(broken)} of {len(held)} owed figures are not met**, those of {names}; they stand first."
    yield f"{len(held) - len(broken)} are met, {less}"


def _held(one: Standing) -> tuple[Any, ...]:
    cells = _cells(one.shown, one.verdict)[:-1]
    return *cells, _told(which(one.shown)), one.run.told.params["date"]


def _section(run: Run) -> Iterable[str]:
    told, measured = run.told, {row.name for row in run.rows}
    yield f"## {told.params['date']}"
    yield ""
    tree = f" of commit `{told.params['commit']}`" if "commit" in told.params else ""
    yield f"By `{told.params['command']}`{tree}: {told.value} cores, {told.params['machine']}."
    load = f"; {told.params['load']} processes were busy when it began" if "load" in told.params else ""
    yield f"Server, browser and what it is compared with share them{load}."
    yield ""
    figures = run.figures()
    shown = [(row, verdict(row, figure)) for figure in figures for row in headline(figure)]
    yield from _table(COLUMNS, [_cells(*one) for one in shown])
    if missing := [name for name in NAMES if name not in measured]:
        yield f"Not taken in this run: {', '.join(f'`{name}`' for name in missing)}."
        yield ""
    yield "### Every row of this run"
    yield ""
    every = [row for figure in figures for row in figure if WORST not in row.params]
    yield from _table(COLUMNS, [_cells(row, verdict(row, [row])) for row in every])


def _table(columns: Sequence[str], rows: list[tuple[Any, ...]]) -> Iterable[str]:
    yield f"| {' | '.join(columns)} |"
    yield "|---" * len(columns) + "|"
    for row in rows:
        yield f"| {' | '.join(_safe(cell) for cell in row)} |"
    yield ""


def _cells(row: Row, kept: str) -> tuple[Any, ...]:
    beside = {name.removeprefix(BESIDE): at for name, at in row.params.items() if name.startswith(BESIDE)}
    given = {name: at for name, at in row.params.items() if not name.startswith(BESIDE)}
    owed = "printed" if row.owed is None else f"{'at least ' * row.at_least}{row.owed:,}"
    designed = "" if row.designed is None else f"{row.designed:,}{_decided(row.name)}"
    value = f"{row.value:,}"
    return f"`{row.name}`", value, row.unit, owed, kept, _told(beside), designed, _told(given)


def _decided(name: str) -> str:
    """Where it is said why less is asked of a figure."""
    return f" (decision {DECIDED[name]})" if name in DECIDED else ""


def _told(values: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in values.items())


def _safe(cell: object) -> str:
    return " ".join(str(cell).split()).replace("|", "\\|")


def main(arguments: Sequence[str] | None = None) -> int:
    """Add these to rows and page in docs/, each run once; a file cut short or without a row is named."""
    parser = argparse.ArgumentParser(description="Add what the benchmarks printed to the page.")
    parser.add_argument("lines", type=Path, nargs="+", help="files of JSON lines, as make bench prints them")
    parser.add_argument("--into", type=Path, default=DOCS, help="the folder of measurements.md (docs)")
    options = parser.parse_args(arguments)
    kept = options.into / KEPT
    found: dict[str, Run] = {}
    for path in (*options.lines, *([kept] if kept.exists() else [])):
        try:
            found |= {_lines(run): run for run in read(path) if _lines(run) not in found}
        except (OSError, ValueError) as fault:
            sys.stderr.write(f"{path}: {fault}\n")
            return 1
        if not any(run.rows for run in found.values()):
            sys.stderr.write(f"{path}: no row in it: did make bench end?\n")
            return 1
    kept.write_text("\n".join(found) + "\n", encoding="utf-8")
    (options.into / PAGE).write_text(page(list(found.values())), encoding="utf-8")
    return 0


def _lines(run: Run) -> str:
    return "\n".join(row.line() for row in (run.told, *run.rows))


if __name__ == "__main__":
    sys.exit(main())
