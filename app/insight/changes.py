"""“You said, we did”: written by one person, published by a second one, withdrawn by either.

Promise: what is shown was published by somebody other than who wrote it, and is plain text; in another
language only what a second person found right, else the English. The only writer of its tables.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.db import writing
from app.insight.models import Change, ChangeWords
from app.insight.themes import themes
from app.web.plainly import plain
from safety.errors import SafetyRefusal

ENGLISH = "en"
ON_RECEIPT = 2  # entries that a survivor is shown
PAGE = 20

Trail = Callable[[str, str, str], None]


class NoSuchChange(SafetyRefusal):
    """It is not there, or of an area that this person does not write for."""

    code = "no_such_change"


class SecondPerson(SafetyRefusal):
    """Whoever wrote it does not publish it, or find it right."""

    code = "change_second_person"


class ChangedSince(SafetyRefusal):
    """Somebody published, withdrew or rewrote it meanwhile."""

    code = "change_moved_on"


class WrittenBefore(SafetyRefusal):
    """The same stands there already."""

    code = "change_written_before"


@dataclass(frozen=True)
class Author:
    """Who writes, and for which areas; for all of London (the empty area) everyone does."""

    id: UUID
    areas: frozenset[str]

    def may(self, area: str) -> bool:
        """Whether this person writes for there."""
        return not area or area in self.areas


@dataclass(frozen=True)
class Told:
    """What people said and what was changed."""

    said: str
    did: str

    def plainly(self) -> "Told":
        """As it may go out."""
        return Told(plain(self.said), plain(self.did))


@dataclass(frozen=True)
class Words:
    """One language of an entry: who wrote it, and who found it right."""

    told: Told
    by_id: UUID
    checked_by: UUID | None


@dataclass(frozen=True)
class Entry:
    """One entry as staff see it."""

    id: UUID
    theme: str
    area: str
    told: Told
    by_id: UUID
    at: datetime
    published_by: UUID | None
    published_at: datetime | None
    withdrawn_by: UUID | None
    withdrawn_at: datetime | None
    words: Mapping[str, Words] = field(default_factory=dict)

    @property
    def state(self) -> str:
        """`draft`, `published` or `withdrawn`."""
        return "withdrawn" if self.withdrawn_at else "published" if self.published_at else "draft"

    def in_(self, locale: str) -> tuple[Told, str]:
        """What is shown in a language, and which that is: English where nothing was found right."""
        there = self.words.get(locale)
        ready = there is not None and there.checked_by is not None
        return (there.told.plainly(), locale) if there and ready else (self.told.plainly(), ENGLISH)


def entries(db: Session, author: Author, page: int = 1) -> tuple[Sequence[Entry], bool]:
    """One page of all that this person may write for, the newest first; whether more follow."""
    rows = select(Change).where(Change.area_code.in_(["", *author.areas]))
    first = (max(page, 1) - 1) * PAGE
    found = db.scalars(rows.order_by(Change.at.desc(), Change.id).offset(first).limit(PAGE + 1)).all()
    return _entries(db, found[:PAGE]), len(found) > PAGE


def entry(db: Session, author: Author, change_id: UUID) -> Entry:
    """One of them. Raises NoSuchChange."""
    return _entries(db, [_row(db, author, change_id)])[0]


def shown(db: Session, areas: Sequence[str], most: int = PAGE) -> Sequence[Entry]:
    """What is published of these areas and of London, the areas' own first, the newest first."""
    stands = (Change.published_at.is_not(None), Change.withdrawn_at.is_(None))
    rows = db.scalars(select(Change).where(*stands, Change.area_code.in_(["", *areas]))).all()
    newest = sorted(rows, key=lambda row: (row.area_code != "", row.published_at, row.id), reverse=True)
    return _entries(db, newest[:most])


def write(
    db: Session, author: Author, theme: str, area: str, told: Told, trail: Trail, now: datetime
) -> UUID:
    """A new entry, shown to nobody yet.

    Raises NoSuchChange where this person does not write for there, WrittenBefore where the same stands there.
    """
    if theme not in themes() or not author.may(area):
        raise NoSuchChange
    made = told.plainly()
    row = Change(theme=theme, area_code=area, said=made.said, did=made.did, by_id=author.id, at=now)
    with writing(db):
        same = {"theme": theme, "area_code": area, "said": made.said, "did": made.did, "withdrawn_at": None}
        if db.scalar(select(Change.id).filter_by(**same)):
            raise WrittenBefore
        db.add(row)
        db.flush()
        trail("change written", str(row.id), theme)
    return row.id


def publish(db: Session, author: Author, change_id: UUID, trail: Trail, now: datetime) -> None:
    """A second person's yes. Raises NoSuchChange, SecondPerson, ChangedSince: nothing changed."""
    with writing(db):
        row = _row(db, author, change_id)
        if row.published_at or row.withdrawn_at:
            raise ChangedSince
        if row.by_id == author.id:
            raise SecondPerson
        row.published_by, row.published_at = author.id, now
        trail("change published", str(row.id), row.theme)


def withdraw(db: Session, author: Author, change_id: UUID, trail: Trail, now: datetime) -> None:
    """Shown nowhere from now on. Raises NoSuchChange, ChangedSince."""
    with writing(db):
        row = _row(db, author, change_id)
        if row.withdrawn_at:
            raise ChangedSince
        row.withdrawn_by, row.withdrawn_at = author.id, now
        trail("change withdrawn", str(row.id), row.theme)


def translate(
    db: Session, author: Author, change_id: UUID, locale: str, told: Told, trail: Trail, now: datetime
) -> None:
    """Write it in another language; anew, and it waits to be found right again. Raises NoSuchChange."""
    made = told.plainly()
    with writing(db):
        row = _row(db, author, change_id)
        mine = (ChangeWords.change_id == row.id, ChangeWords.locale == locale)
        db.execute(delete(ChangeWords).where(*mine))
        words = {"said": made.said, "did": made.did, "by_id": author.id, "at": now, "checked_by": None}
        db.add(ChangeWords(change_id=row.id, locale=locale, **words))
        trail("change translated", str(row.id), locale)


def find_right(db: Session, author: Author, change_id: UUID, locale: str, seen: Told, trail: Trail) -> None:
    """A second person who reads the language says that what they saw is right.

    Raises NoSuchChange, SecondPerson, ChangedSince where it reads otherwise by now.
    """
    with writing(db):
        row = _row(db, author, change_id)
        words = db.get(ChangeWords, (row.id, locale), populate_existing=True, with_for_update=True)
        if words is None or Told(words.said, words.did) != seen:
            raise ChangedSince
        if words.by_id == author.id:
            raise SecondPerson
        words.checked_by = author.id
        trail("change found right", str(row.id), locale)


def _row(db: Session, author: Author, change_id: UUID) -> Change:
    row = db.get(Change, change_id, populate_existing=True, with_for_update=True)
    if row is None or not author.may(row.area_code):
        raise NoSuchChange
    return row


def _entries(db: Session, rows: Sequence[Change]) -> list[Entry]:
    found: dict[UUID, dict[str, Words]] = {row.id: {} for row in rows}
    for words in db.scalars(select(ChangeWords).where(ChangeWords.change_id.in_(list(found)))):
        told = Told(words.said, words.did)
        found[words.change_id][words.locale] = Words(told, words.by_id, words.checked_by)
    return [
        Entry(
            row.id,
            row.theme,
            row.area_code,
            Told(row.said, row.did),
            row.by_id,
            row.at,
            row.published_by,
            row.published_at,
            row.withdrawn_by,
            row.withdrawn_at,
            found[row.id],
        )
        for row in rows
    ]
