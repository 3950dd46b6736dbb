"""Figures as files: CSV and ODS, one row a measure, with a codebook.

Promise: a file holds what the pages show this person, and no more.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from app.insight.book import Book
from safety.coverage import MEASURES

CSV = "text/csv; charset=utf-8"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
Cellular = str | int | float | None
COLUMNS = (
    "quarter",
    "first_day",
    "area",
    "area_codes",
    "of",
    "measure",
    "yes",
    "base",
    "open",
    "share",
    "low",
    "high",
)
CODEBOOK = (
    ("quarter", "Three months of meetings (2030-Q2: April to June 2030), by the date of the meeting"),
    ("first_day", "The quarter’s first day, year-month-day"),
    ("area", "A borough with ten cases or more on its agendas; else what is joined in its command area"),
    ("area_codes", "The boroughs’ codes (Office for National Statistics, E09)"),
    ("of", "agenda: of all cases on the agendas, as coverage; known: of the cases we know of, no coverage"),
    ("measure", "V1 offered, or a reason written down; V2 views came in time; V3 spoken or summarised at the "
     "meeting; V4 answered (of outcomes that are known); V5 told in two working days, V5_5 in five, where "
     "safe; V6 asked how it went. V7 comes from published releases only"),
    ("yes", "How many cases"),
    ("base", "Of how many; without those where an offer (V2 to V6), or telling (V5), was not safe, and those "
     "held back on purpose (V3)"),
    ("open", "Of the base, how many have nothing written down and might have been a yes (V4: beside it)"),
    ("share", "yes divided by base, from 0 to 1; empty where base is 0"),
    ("low", "Lower end of the 95 % range (Wilson’s score interval)"),
    ("high", "Upper end of the 95 % range"),
)  # fmt: skip


def rows(book: Book) -> list[tuple[Cellular, ...]]:
    """Every measure of every cell that this person sees, quarter by quarter, oldest first."""
    found: list[tuple[Cellular, ...]] = []
    for quarter in sorted(book.cells):
        for cell in sorted(book.mine(book.cells[quarter]), key=lambda one: one.name):
            place = (quarter.code, quarter.first.isoformat(), cell.name, " ".join(sorted(cell.areas)))
            of = "known" if cell.total is None else "agenda"
            for code in MEASURES:
                figure = cell.figures[code]
                share = None if figure.share is None else round(figure.share, 4)
                low, high = (round(end, 4) for end in figure.range) if figure.base else (None, None)
                found.append((*place, of, code, figure.yes, figure.base, figure.open, share, low, high))
    return found


def as_csv(head: Sequence[str], body: Iterable[Sequence[Cellular]]) -> bytes:
    """With the mark that makes Excel read UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows(["" if cell is None else cell for cell in row] for row in body)
    return text.getvalue().encode("utf-8-sig")


def as_ods(
    body: Iterable[Sequence[Cellular]],
    head: Sequence[str] = COLUMNS,
    codebook: Sequence[Sequence[str]] = CODEBOOK,
) -> bytes:
    """A workbook of two sheets: the figures, and what their columns mean."""
    from odfdo import Document, Table  # noqa: PLC0415  # a workbook's library loads only when one is made

    document = Document("spreadsheet")
    document.set_language("en-GB")
    document.language = "en-GB"
    document.body.clear()
    for name, first, lines in (("figures", head, body), ("codebook", ("column", "meaning"), codebook)):
        sheet = Table(name)
        sheet.set_values([list(first), *(list(line) for line in lines)])
        document.body.append(sheet)
    whole = io.BytesIO()
    document.save(whole)
    return whole.getvalue()
