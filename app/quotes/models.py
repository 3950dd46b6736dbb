"""Words that may become a quote, until reviewers have decided.

No case, link, person, area or moment stands here: a service, because its reviewers hold the keys, and the
month, because the words go when it is six months old. Rows lie in the order of their random ids.
"""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, seal


class WaitingQuote(Base):
    """One text, sealed to the reviewers of its service, with what one of them made of it."""

    __tablename__ = "waiting_quote"
    __table_args__ = {"sqlite_with_rowid": False}

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    service_id: Mapped[UUID] = mapped_column(ForeignKey("service.id"), index=True)
    month: Mapped[date]
    version: Mapped[int]
    edited_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary, info=seal("waiting quote:", "id"))
