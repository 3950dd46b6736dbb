"""Whether a person has checked a string: `translations/<code>/review.tsv`, one string a line.

Promise: a state holds for exactly one English text and exactly one translation of it; when
either changes, the string is a draft again, whatever the file says. "checked" needs one
reviewer's record in records.tsv beside it, "approved" a second reviewer's.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from app.web import catalogues

COLUMNS = ("domain", "id", "source", "state", "reviewer", "date")
NEEDED = {"draft": 0, "checked": 1, "approved": 2}  # how many different people have to say so
# A name has one spelling only, so that one person cannot pass for two.
REVIEWER = re.compile("[a-z0-9]{1,40}")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One line: what is known of one string, or, in records.tsv, what one person said of it."""

    domain: str
    id: str  # hash of the English
    source: str  # hash of the English and of the words that were reviewed
    state: str
    reviewer: str  # a pseudonym; empty for a draft
    date: str

    @property
    def name(self) -> tuple[str, str]:
        return self.domain, self.id


def review_path(source: Path) -> Path:
    """Where the review of a catalogue's text lies."""
    return source.parent.parent / "review.tsv"


def records_path(source: Path) -> Path:
    """Where the reviewers' records of a catalogue's text lie."""
    return source.parent.parent / "records.tsv"


def read_lines(path: Path) -> list[Reviewed]:
    """Every line of a review or of records; none where there is no file."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as rows:
        return [Reviewed(**row) for row in csv.DictReader(rows, delimiter="\t")]


def write_lines(path: Path, lines: list[Reviewed]) -> None:
    """Sorted, so that a change reads as a small patch."""
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, delimiter="\t", lineterminator="\n")
        rows.writerow(COLUMNS)
        for line in sorted(lines, key=lambda line: (line.name, line.state, line.reviewer)):
            rows.writerow([getattr(line, column) for column in COLUMNS])


def approved_strings(source: Path) -> frozenset[str]:
    """The English of each string of a catalogue whose present translation is approved."""
    lines = {line.name: line for line in read_lines(review_path(source))}
    return frozenset(
        singular(message)
        for message in strings(source)
        if _state(message, lines.get((source.stem, id_hash(message)))) == "approved"
    )


def _state(message: Message, line: Reviewed | None) -> str:
    return line.state if line and line.source == source_hash(message) else "draft"


def renew(source: Path, domain: str) -> None:
    """A line for every string; a state is carried over only where nothing changed."""
    held = {line.name: line for line in read_lines(review_path(source))}
    others = [line for line in held.values() if line.domain != domain]
    write_lines(review_path(source), [*others, *(_renewed(one, domain, held) for one in strings(source))])


def _renewed(message: Message, domain: str, held: dict[tuple[str, str], Reviewed]) -> Reviewed:
    line = held.get((domain, id_hash(message)))
    if line and line.source == source_hash(message):
        return line
    return Reviewed(domain, id_hash(message), source_hash(message), "draft", "", "")


def unrecorded(lines: list[Reviewed], records: list[Reviewed]) -> list[Reviewed]:
    """The lines whose state was not given by as many people as it needs."""
    never = len(records) + 1
    return [line for line in lines if len(_reviewers(line, records)) < NEEDED.get(line.state, never)]


def _reviewers(line: Reviewed, records: list[Reviewed]) -> set[str]:
    return {
        record.reviewer
        for record in records
        if record.name == line.name
        and record.source == line.source
        and REVIEWER.fullmatch(record.reviewer)
        and NEEDED.get(record.state, 0) > 0
    }


def strings(source: Path) -> list[Message]:
    """The strings of a catalogue's text, without its header."""
    with source.open("rb") as opened:
        catalogue: Catalog = read_po(opened)
        return [message for message in catalogue if message.id]


def singular(message: Message) -> str:
    """The English that a string is known by."""
    return str(message.id[0]) if isinstance(message.id, list | tuple) else str(message.id)


def id_hash(message: Message) -> str:
    return _short(repr(message.id))


def hash_of(said: catalogues.Said) -> str:
    """The same of a string as the source says it."""
    return _short(repr(said))


def source_hash(message: Message) -> str:
    return _short(repr((message.id, message.string)))


def _short(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]
