"""Whether a person has checked a string: `translations/<code>/review.tsv`, one string a line.

Promise: a state holds for exactly one English text and exactly one translation of it; when
either changes, the string is a draft again, whatever the file says.
"""
from __future__ import annotations

import csv
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

STATES = ("draft", "checked", "approved")
COLUMNS = ("domain", "id", "source", "state", "reviewer", "date")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One line: what is known of one string."""

    domain: str
    id: str  # hash of the English
    source: str  # hash of the English and of the words that were reviewed
    state: str
    reviewer: str  # a pseudonym; empty for a draft
    date: str


def review_path(source: Path) -> Path:
    """Where the review of a catalogue's text lies."""
    return source.parent.parent / "review.tsv"


def read_review(path: Path) -> list[Reviewed]:
    """Every line of a review file; none where there is no file."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as rows:
        return [Reviewed(**row) for row in csv.DictReader(rows, delimiter="\t")]


def write_review(path: Path, lines: list[Reviewed]) -> None:
    """Sorted, so that a change reads as a small patch."""
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, delimiter="\t", lineterminator="\n")
        rows.writerow(COLUMNS)
        for line in sorted(lines, key=lambda line: (line.domain, line.id)):
            rows.writerow([getattr(line, column) for column in COLUMNS])


def approved_strings(source: Path) -> frozenset[str]:
    """The English of each string of a catalogue whose present translation is approved."""
    held = {(line.id, line.source) for line in read_review(review_path(source)) if line.state == "approved"}
    return frozenset(
        singular(message) for message in strings(source) if (id_hash(message), source_hash(message)) in held
    )


def strings(source: Path) -> list[Message]:
    """The strings of a catalogue's text, without its header."""
    with source.open("rb") as opened:
        return [message for message in read_po(opened) if message.id]


def singular(message: Message) -> str:
    """The English that a string is known by."""
    return str(message.id[0]) if isinstance(message.id, list | tuple) else str(message.id)


def id_hash(message: Message) -> str:
    return _short(repr(message.id))


def source_hash(message: Message) -> str:
    return _short(repr((message.id, message.string)))


def _short(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]
