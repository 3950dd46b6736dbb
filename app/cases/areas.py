"""London's boroughs: the areas that a MARAC belongs to."""

import csv
from functools import cache
from pathlib import Path

AREAS = Path(__file__).parent / "areas.csv"


@cache
def names() -> dict[str, str]:
    """Code to name, in the order of the file."""
    with AREAS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["code"]: row["name"] for row in rows}


def name(code: str) -> str:
    """The area's name; its code where the file does not know it."""
    return names().get(code, code)
