"""Counted parts on their way to records. Nothing here carries a time, a sequence or a link.

Rows lie in the order of their random ids (SQLite numbers none), so that storage tells no order of arrival.
"""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class WaitingPart(Base):
    """One counted part, still sealed, waiting for at least nine others. Known by its pool key alone."""

    __tablename__ = "waiting_part"
    __table_args__ = {"sqlite_with_rowid": False}

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    pool_key_id: Mapped[bytes] = mapped_column(LargeBinary(16), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class PoolState(Base):
    """When a pool was last opened: a day, never a moment."""

    __tablename__ = "pool_state"

    pool_key_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    opened_on: Mapped[date]


class PoolRecord(Base):
    """One anonymous record: only what a release may count, sealed under DATA_KEY."""

    __tablename__ = "pool_record"
    __table_args__ = {"sqlite_with_rowid": False}

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    pool_key_id: Mapped[bytes] = mapped_column(LargeBinary(16), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


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
