"""Everything that can be counted: themes, closed answers, bands, things to do better, and where.

Promise: known before any record is looked at. What is not in it is not counted; the same codes as the form's
(a test compares them). Themes that no chip carries have no cell: they would be noise and nothing else. That a
form was English is kept with a record and is in no table.
"""

import csv
from functools import cache

from app.insight.areas import AREAS
from app.insight.themes import carried
from safety.table_plan import Frame, Place

ANSWERS = {
    "asked": ("yes", "bit", "no"),
    "heard": ("yes", "bit", "no", "unknown"),
    "told": ("yes", "no", "unwanted"),
    "safer": ("safer", "same", "less"),
    "easy": ("yes", "bit", "no"),
    "harm": ("no", "yes", "unsure"),
}
BANDS = {
    "age": ("16-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65-"),
    "gender": ("woman", "man", "neither"),
    "ethnic": ("asian", "black", "mixed", "white", "other"),
    "disabled": ("yes", "no"),
    "lgbt": ("yes", "no"),
}
BETTER = ("tell", "listen", "share", "police", "language", "support", "must")


@cache
def frame() -> Frame:
    """What the build counts over."""
    return Frame(carried(), ANSWERS, BANDS, BETTER, places())


@cache
def places() -> dict[str, Place]:
    """Area code to where it counts, in the order of the file."""
    with AREAS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["code"]: _place(row) for row in rows}


def _place(row: dict[str, str]) -> Place:
    borough = None if row["rolls_up"] == "always" else row["code"]
    return Place(borough, row["command_area"], row["sub_region"])
