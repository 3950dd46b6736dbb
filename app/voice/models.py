"""What came over a link. Tables that only ever grow until their time is over; nothing replaces anything."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, UtcDateTime, seal
from safety.sealing import Kind

VIEWS = frozenset({Kind.PARTIAL, Kind.FINAL})


class Send(Base):
    """One sealed envelope as it came, sealed once more under DATA_KEY.

    The same (link, submission, sequence, kind) with other bytes is a further version. Under which code it
    came is sealed too.
    """

    __tablename__ = "send"
    __table_args__ = (UniqueConstraint("link_id", "submission_id", "sequence", "kind", "sha256"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    link_id: Mapped[UUID] = mapped_column(ForeignKey("link.id"))
    submission_id: Mapped[UUID]
    sequence: Mapped[int]
    kind: Mapped[int]
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    version: Mapped[int]
    sealed_envelope: Mapped[bytes] = mapped_column(LargeBinary, info=seal("send:", "id"))
    sealed_code: Mapped[bytes] = mapped_column(LargeBinary, info=seal("send code:", "id"))
    urgent: Mapped[bool]
    wants_call: Mapped[bool]
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    late: Mapped[bool]
    apart: Mapped[bool]


class Signal(Base):
    """That a code was used over a link. Which one, and when, is sealed; every used link has one row."""

    __tablename__ = "signal"

    link_id: Mapped[UUID] = mapped_column(ForeignKey("link.id"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary, info=seal("signal:", "link_id"))


class Counted(Base):
    """That one link has given its counted part. No time, and nothing of what was in it."""

    __tablename__ = "counted"

    link_id: Mapped[UUID] = mapped_column(ForeignKey("link.id"), primary_key=True)


class CountedAfter(Base):
    """The same for what was counted after the meeting."""

    __tablename__ = "counted_after"

    link_id: Mapped[UUID] = mapped_column(ForeignKey("link.id"), primary_key=True)


class Reply(Base):
    """What waits for her behind her code: sealed to her, then under DATA_KEY. Empty once she removed it."""

    __tablename__ = "reply"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    link_id: Mapped[UUID] = mapped_column(ForeignKey("link.id"), unique=True)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=seal("reply:", "id"))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Kept(Base):
    """What was typed into a send that failed, sealed, for one more look within ten minutes."""

    __tablename__ = "kept"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
