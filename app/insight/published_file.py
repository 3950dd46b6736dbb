"""Published releases as a file: what the pages show this person, and no more.

Promise: what is too few to show has its row and no number; a release's note, which may correct an earlier
period, stands before its tables.
"""

from collections.abc import Sequence

from app.insight.published import Part, Published, Row, Section

COLUMNS = (
    *("period", "table", "section", "row", "about", "low", "high"),
    *("percent", "percent_low", "percent_high"),
)
CODEBOOK = (
    ("period", "A quarter (2030-Q2), or a year from April to March (2030-31)"),
    ("table", "What is counted, and where"),
    (
        "section",
        "The part of the table: an area, a question, a group; of a “Note”, with which period it came",
    ),
    (
        "row",
        "What was said; in the table “Note” what whoever drew the release wrote of it or of an earlier one",
    ),
    ("about", "About how many people, to the nearest 5, changed on purpose; empty: too few to show"),
    ("low", "Lower end of the 95 % range"),
    ("high", "Upper end of the 95 % range"),
    ("percent", "Of those who answered (answers) or sent views (themes), where there are enough to say so"),
    ("percent_low", "Lower end of its 95 % range"),
    ("percent_high", "Upper end of its 95 % range"),
)


def rows(found: Sequence[Published]) -> list[tuple[str | int | None, ...]]:
    """Every row of every table that this person sees, for a file."""
    lines: list[tuple[str | int | None, ...]] = []
    for one in found:
        lines += _noted(one)
        whole = [Part("london_themes", one.view.tables["london_themes"].title, (), (one.themes,)), *one.parts]
        total = Part("london_total", one.view.tables["london_total"].title, (), (Section("", (one.sent,)),))
        for part in (total, *whole):
            lines += [
                (one.view.period, part.title, section.name, row.name, *_numbers(row))
                for section in part.sections
                for row in section.rows
            ]
    return lines


def _noted(one: Published) -> list[tuple[str | int | None, ...]]:
    """Notes in marks of quotation, so that no program takes one for a formula."""
    numbers, view = (None,) * (len(COLUMNS) - 4), one.view
    own = [("", view.note)] if view.note else []
    return [
        (view.period, "Note", whence, f"“{note}”", *numbers)
        for whence, note in [*own, *((each.period, each.note) for each in view.said)]
    ]


def _numbers(row: Row) -> tuple[int | None, ...]:
    about = (row.about.count, row.about.low, row.about.high) if row.about else (None, None, None)
    part = (row.part.percent, row.part.low, row.part.high) if row.part else (None, None, None)
    return (*about, *part)
