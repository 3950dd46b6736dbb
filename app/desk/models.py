"""What the desk did with a case: who read, what was confirmed live, who covers. No word of hers."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, LargeBinary, String, false
from sqlalchemy.orm import Mapped, mapped_column

from app.cases.service import INTERPRETER_MAX, How
from app.db import Base, UtcDateTime, words


class Why(StrEnum):
    """Why a colleague opens another's case. A closed list: free words could say too much."""

    LEAVE = "leave"
    SICK = "sick"
    COURT = "court"
    URGENT = "urgent"
    LEFT = "left"


class Confirmation(Base):
    """One send was read back to her live, and it was she who had sent it."""

    __tablename__ = "confirmation"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    send_id: Mapped[UUID] = mapped_column(ForeignKey("send.id"), index=True)
    how: Mapped[How] = mapped_column(words(How))
    interpreter: Mapped[str] = mapped_column(String(INTERPRETER_MAX), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))


class Reading(Base):
    """One person opened what had arrived by then."""

    __tablename__ = "reading"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    send_id: Mapped[UUID] = mapped_column(ForeignKey("send.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class CoverRecord(Base):
    """Who covers, why and until when. Without it the desk refuses, without touching a key."""

    __tablename__ = "cover_record"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    why: Mapped[Why] = mapped_column(words(Why))
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Taking(Base):
    """Views taken live: one conversation, in which her words were written down as they were spoken.

    Its id is the submission that every answer of it is kept under. Only what has such a row counts as spoken:
    what a page says of itself does not.
    """

    __tablename__ = "taking"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    how: Mapped[How] = mapped_column(words(How))
    interpreter: Mapped[str] = mapped_column(String(INTERPRETER_MAX), default="")
    lang: Mapped[str] = mapped_column(String(20))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CaseThemes(Base):
    """The themes that her chips carry, confirmed by who reads for her and sealed. They stay with the case."""

    __tablename__ = "case_themes"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))


class ReadingWay(Base):
    """How one person reads: with her words hidden until they are ready, unless they chose otherwise."""

    __tablename__ = "reading_way"

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    at_once: Mapped[bool] = mapped_column(default=False, server_default=false())
