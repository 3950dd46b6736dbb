"""What the desk did with a case: who read, what was confirmed live, who covers. No word of hers."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String
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
