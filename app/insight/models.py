"""Counted parts on their way to records. Nothing here carries a time, a sequence or a link.

Rows lie in the order of their random ids (SQLite numbers none), so that storage tells no order of arrival.
"""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import DDL, ForeignKey, Index, LargeBinary, String, Text, event
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, UtcDateTime, seal

QUOTE = 300  # letters of a published quote
SAID, DID = 90, 140  # letters of what people said, and of what was changed: both fit on a receipt


class WaitingPart(Base):
    """One counted part, still sealed, waiting for at least nine others. Known by its pool key alone."""

    __tablename__ = "waiting_part"
    __table_args__ = {"sqlite_with_rowid": False}

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    pool_key_id: Mapped[bytes] = mapped_column(LargeBinary(16), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary, info=seal("waiting part:", "id"))


class PoolState(Base):
    """When a pool was last opened: a day, never a moment."""

    __tablename__ = "pool_state"

    pool_key_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    opened_on: Mapped[date]


class PoolRecord(Base):
    """One anonymous record: only what a release may count, sealed under DATA_KEY, all in one size.

    The quarter is that in which its batch was opened: of its time nothing else is known. None is counted that
    has no quarter (from before there were releases).
    """

    __tablename__ = "pool_record"
    __table_args__ = (Index("ix_pool_record_quarter_id", "quarter", "id"), {"sqlite_with_rowid": False})

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    pool_key_id: Mapped[bytes] = mapped_column(LargeBinary(16), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary, info=seal("pool record:", "id"))
    quarter: Mapped[str | None] = mapped_column(String(7))


class Release(Base):
    """The noisy tables of one period, drawn once: a second draw finds the period taken.

    The database itself refuses to change or delete one (`FIXED`), and a MAC under AUDIT_KEY shows if somebody
    did.
    """

    __tablename__ = "release"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    period: Mapped[str] = mapped_column(String(7), unique=True)
    tables: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(String(500))
    drawn_at: Mapped[datetime] = mapped_column(UtcDateTime)
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))


class ReleaseAgreed(Base):
    """One person's yes to publishing a release, once; with a second person's it is published."""

    __tablename__ = "release_agreed"

    release_id: Mapped[UUID] = mapped_column(ForeignKey("release.id"), primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))


class ReleaseWork(Base):
    """How far the counting for a period is, while it runs: in tenths, never in records."""

    __tablename__ = "release_work"

    period: Mapped[str] = mapped_column(String(7), primary_key=True)
    tenths: Mapped[int]
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)


FIXED = {
    "sqlite": tuple(
        f'CREATE TRIGGER {table}_stays_{what.lower()} BEFORE {what} ON "{table}" '
        "BEGIN SELECT RAISE(ABORT, 'a release stays as it was drawn'); END"
        for table in ("release", "release_agreed")
        for what in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION release_stays() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN RAISE EXCEPTION ''a release stays as it was drawn''; END'",
        *(
            f'CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON "{table}" '
            "FOR EACH ROW EXECUTE FUNCTION release_stays()"
            for table in ("release", "release_agreed")
        ),
    ),
}
"""Per database: what makes it refuse to change a release or a yes to it. The migration says the same."""

for _dialect, _statements in FIXED.items():
    for _statement in _statements:
        _made = DDL(_statement).execute_if(dialect=_dialect)  # type: ignore[no-untyped-call]
        event.listen(ReleaseAgreed.__table__, "after_create", _made)


class Tally(Base):
    """How many cases that went had one mark, of one service in one area and quarter. No row is one case's."""

    __tablename__ = "tally"

    service_id: Mapped[UUID] = mapped_column(primary_key=True)
    area_code: Mapped[str] = mapped_column(String(9), primary_key=True)
    quarter_from: Mapped[date] = mapped_column(primary_key=True)
    measure: Mapped[str] = mapped_column(String(8), primary_key=True)
    mark: Mapped[str] = mapped_column(String(20), primary_key=True)
    count: Mapped[int]


class BandTally(Base):
    """The same for groups, of all London in a quarter: by no service and no area, as groups are small."""

    __tablename__ = "band_tally"

    quarter_from: Mapped[date] = mapped_column(primary_key=True)
    band: Mapped[str] = mapped_column(String(20), primary_key=True)
    measure: Mapped[str] = mapped_column(String(8), primary_key=True)
    mark: Mapped[str] = mapped_column(String(20), primary_key=True)
    count: Mapped[int]


class PublishedQuote(Base):
    """What one person edited and a second one approved, for all of London.

    Its only date is the first on which it may be shown; its id is new: nothing leads to where it came from.
    """

    __tablename__ = "published_quote"
    __table_args__ = {"sqlite_with_rowid": False}

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    text: Mapped[str] = mapped_column(String(QUOTE))
    lang: Mapped[str] = mapped_column(String(20))
    translated: Mapped[bool]
    release_on: Mapped[date] = mapped_column(index=True)


class Change(Base):
    """What people said, under one of the themes, and what was changed because of it; in English.

    Of one borough, or of all of London where the area is empty. Shown once a second person published it, and
    until somebody withdraws it.
    """

    __tablename__ = "change_made"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    theme: Mapped[str] = mapped_column(String(3))
    area_code: Mapped[str] = mapped_column(String(9), index=True)
    said: Mapped[str] = mapped_column(String(SAID))
    did: Mapped[str] = mapped_column(String(DID))
    by_id: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by: Mapped[UUID | None]
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_by: Mapped[UUID | None]
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ChangeWords(Base):
    """The same in another language, as a person wrote it; shown once a second person found it right."""

    __tablename__ = "change_words"

    change_id: Mapped[UUID] = mapped_column(ForeignKey("change_made.id"), primary_key=True)
    locale: Mapped[str] = mapped_column(String(20), primary_key=True)
    said: Mapped[str] = mapped_column(String(SAID))
    did: Mapped[str] = mapped_column(String(DID))
    by_id: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    checked_by: Mapped[UUID | None]


class ReleaseAsk(Base):
    """A period that a person asked to be drawn, until the worker drew it; `refused`: why it could not."""

    __tablename__ = "release_ask"

    period: Mapped[str] = mapped_column(String(7), primary_key=True)
    note: Mapped[str] = mapped_column(String(500))
    asked_by: Mapped[UUID]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    refused: Mapped[str] = mapped_column(String(200))
