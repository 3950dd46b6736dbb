"""Areas as figures are cut: boroughs in police command areas."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

AREAS = Path(__file__).with_name("areas.csv")


@dataclass(frozen=True)
class Area:
    """One borough; `alone` says whether it may ever be shown by itself."""

    code: str
    name: str
    command: str
    alone: bool


@cache
def areas() -> dict[str, Area]:
    """All of them by their codes."""
    with AREAS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {
            row["code"]: Area(row["code"], row["name"], row["command_area"], not row["rolls_up"])
            for row in rows
        }


def named(codes: frozenset[str]) -> str:
    """Areas by name, as a sentence lists them."""
    names = sorted(areas()[code].name for code in codes)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
