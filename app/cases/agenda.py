"""An agenda as spreadsheets write it: read in memory, row by row, each fault with what to do. Pure.

Promise: whatever a file holds, the answer is rows or sentences; nothing in a cell is run, followed or kept.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.cases import areas
from app.cases.models import REFERENCE_MAX
from app.cases.wording import one_line, reference_faults

MOST_BYTES, MOST_ROWS = 128 << 10, 500
COLUMNS = ("reference", "area", "meeting date", "worker")
NEEDED = COLUMNS[:3]
TEMPLATE = "\ufeff" + ",".join(COLUMNS) + "\r\n"  # the mark makes Excel read UTF-8
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
BOTH_BYTES = (b"\xff\xfe", b"\xfe\xff")
DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d/%m/%y")


class Unreadable(Exception):
    """The file as a whole is nothing that rows can be read from; says what to do."""


@dataclass(frozen=True)
class Line:
    """One row of the file, as typed; `faults` say what to put right."""

    number: int
    reference: str
    area_code: str
    on: date | None
    worker: str
    faults: tuple[str, ...] = ()


def text_of(raw: bytes) -> str:
    """The letters of a file, however a spreadsheet wrote them. Raises Unreadable."""
    if len(raw) > MOST_BYTES:
        raise Unreadable(
            "The file is too large. 128 kB and 500 rows are the most: send one meeting at a time."
        )
    if raw.startswith(WORKBOOKS):
        raise Unreadable("This is a workbook. In Excel choose Save as, then “CSV UTF-8”, and send that file.")
    encodings = ("utf-16",) if raw.startswith(BOTH_BYTES) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable("The letters of this file cannot be read. Save it as “CSV UTF-8” and send it again.")


def read(text: str, shapes: Sequence[str] = ()) -> list[Line]:
    """Every row that says something; `shapes` as in `reference_faults`. Raises Unreadable."""
    rows = _rows(text)
    _, heads = next(rows, (0, []))
    named = [_head(cell) for cell in heads]
    places = {head: at for at, head in enumerate(named) if head in COLUMNS}
    missing = [name for name in NEEDED if name not in places]
    if missing:
        raise Unreadable(
            f"The first row must name the columns; not found: {', '.join(missing)}. Start from the template."
        )
    if twice := [name for name in COLUMNS if named.count(name) > 1]:
        raise Unreadable(f"Two columns have the same name: {', '.join(twice)}. Take one of them out.")
    found = [
        _beyond(
            _line(at, {name: _cell(row, place) for name, place in places.items()}, shapes), row[len(heads) :]
        )
        for at, row in rows
    ]
    if not found:
        raise Unreadable("There is no row under the names of the columns.")
    if len(found) > MOST_ROWS:
        raise Unreadable("There are more than 500 rows. Send one meeting at a time.")
    return found


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, each with its number in the file."""
    declared = re.match(r"\s*sep=(.)\r?\n", text)  # Excel's own first line
    body = text[declared.end() :] if declared else text
    head = body.lstrip().partition("\n")[0]
    between = declared.group(1) if declared else max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=between, strict=True)
    first = 2 if declared else 1
    try:
        yield from ((at, row) for at, row in enumerate(reader, first) if any(cell.strip() for cell in row))
    except csv.Error:
        raise Unreadable("The file breaks off inside a cell. Save it as CSV again and send it.") from None


def _head(cell: str) -> str:
    return _seen(one_line(cell)).casefold().replace("_", " ")


def _cell(row: list[str], place: int) -> str:
    """One cell; Excel's way of keeping a number as text (="0123") is taken off."""
    text = one_line(row[place]) if place < len(row) else ""
    quoted = re.fullmatch(r'="([^"]*)"', text)
    return quoted.group(1) if quoted else text


def _seen(cell: str) -> str:
    """Without the letters that nobody sees; in a reference they are refused beside this."""
    return "".join(letter for letter in cell if letter.isprintable())


def _line(number: int, cells: dict[str, str], shapes: Sequence[str]) -> Line:
    typed, cells = cells["reference"], {name: _seen(cell) for name, cell in cells.items()}
    reference, on, code = cells["reference"], _date(cells["meeting date"]), _area(cells["area"])
    faults = [
        *_reference_faults(typed, shapes),
        *([] if code else ["Write the area as its borough is called, for example Hackney."]),
        *([] if on else ["Write the meeting’s date as 2030-06-13 or 13/06/2030."]),
    ]
    return Line(number, reference[:REFERENCE_MAX], code, on, cells.get("worker", ""), tuple(faults))


def _beyond(line: Line, cells: list[str]) -> Line:
    """A row that goes on beyond the columns was cut in the wrong place: nobody knows which cell is which."""
    if not any(cell.strip() for cell in cells):
        return line
    said = "This row has more cells than columns. Put a cell that holds a comma or semicolon in quotes."
    return replace(line, faults=(*line.faults, said))


def _reference_faults(reference: str, shapes: Sequence[str]) -> list[str]:
    if not reference:
        return ["Give your own case number."]
    if len(reference) > REFERENCE_MAX:
        return [f"The case number is too long: {REFERENCE_MAX} letters are the most."]
    return reference_faults(reference, shapes)


def _date(text: str) -> date | None:
    """As it is written here: the day before the month. A time beside it is Excel's and is dropped."""
    day = re.sub(r"[ T]\d{1,2}:\d{2}(:\d{2})?$", "", text)
    for form in DATES:
        try:
            return datetime.strptime(day, form).date()  # noqa: DTZ007  # a day, not a moment
        except ValueError:
            continue
    return None


def _area(text: str) -> str:
    """The area's code, from its code or its name; empty where it is neither."""
    wanted = text.casefold().removeprefix("london borough of ")
    known = areas.names()
    return next((code for code, name in known.items() if wanted in (code.casefold(), name.casefold())), "")
