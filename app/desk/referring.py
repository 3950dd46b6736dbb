"""Which cases a lead means by what they typed: each on a line, or with commas, semicolons or spaces between.

Promise: a reference that itself holds such a sign is taken whole first, so that nobody's case is meant by
parts of another's. A case that a lead must not see is as one that is not there.
"""

import re
from collections.abc import Callable, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from app.cases import service as cases
from app.desk.recovery_asked import MOST
from safety.errors import SafetyRefusal

PARTED = re.compile(r"[,;\s]+")
MOST_WORDS = 4 * MOST  # a reference of four words is a long one
Look = Callable[[str], list[cases.Case]]
Meant = dict[str, list[cases.Case]]


class NoSuchReference(SafetyRefusal):
    """The service has no such case, or a lead who must not see it took part. Which of them is never said."""

    code = "no_such_reference"

    def __init__(self, references: Sequence[str]) -> None:
        super().__init__()
        self.references = tuple(references)


class TooManyNamed(SafetyRefusal):
    """More references than are looked at in one request."""

    code = "too_many_named"


def named(db: Session, service_id: UUID, lines: Sequence[str], leads: frozenset[UUID]) -> list[UUID]:
    """The service's cases that are meant, each once.

    Raises NoSuchReference with what names none; TooManyNamed.
    """

    def look(text: str) -> list[cases.Case]:
        there = cases.with_reference(db, service_id, text)
        return [case for case in there if not leads & cases.conflicts_of(db, case.id)]

    if sum(len(PARTED.split(line)) for line in lines) > MOST_WORDS:
        raise TooManyNamed
    meant = _merged([_read(line, look) for line in lines])
    missing = [text for text, rows in meant.items() if not rows]
    if missing or not meant:
        raise NoSuchReference(missing)
    if len(meant) > MOST:
        raise TooManyNamed
    return list(dict.fromkeys(case.id for rows in meant.values() for case in rows))


def _read(line: str, look: Look) -> Meant:
    """What a line names: itself, else each part between commas and semicolons."""
    if _whole(line, rows := look(line)):
        return {line: rows}
    parts = [part for one in re.split("[,;]", line) if (part := one.strip())]
    return _merged([_read_words(part, look) for part in parts]) or {line: []}


def _read_words(text: str, look: Look) -> Meant:
    """The same of a part without those: itself, else its words, where they name something."""
    rows, words = look(text), text.split()
    if _whole(text, rows) or len(words) == 1:
        return {text: rows}
    apart = {word: look(word) for word in words}
    return apart if all(apart.values()) or (any(apart.values()) and not rows) else {text: rows}


def _whole(text: str, rows: list[cases.Case]) -> bool:
    """Whether some case has just this reference, sign by sign."""
    return any(row.reference.casefold() == text.casefold() for row in rows)


def _merged(some: list[Meant]) -> Meant:
    return {text: rows for one in some for text, rows in one.items()}
