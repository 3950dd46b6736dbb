"""What waits for a translator, and what came back. No case, link or reference is named in these tables."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, UtcDateTime, seal


class TranslationJob(Base):
    """Texts that one translator is asked to put into English, until their time is over.

    `about_id` is a number that says nothing here. Both sealed parts go as soon as the job is done, given back
    or over. `sealed_back` is the server's own: what each text is called, and to whom the English is sealed.
    """

    __tablename__ = "translation_job"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    about_id: Mapped[UUID] = mapped_column(index=True)
    translator_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    given_back: Mapped[bool] = mapped_column(default=False)
    sealed_texts: Mapped[bytes | None] = mapped_column(LargeBinary, info=seal("translation texts:", "id"))
    sealed_back: Mapped[bytes | None] = mapped_column(LargeBinary, info=seal("translation back:", "id"))


class Translation(Base):
    """The English of some texts, sealed to those who may read the texts themselves."""

    __tablename__ = "translation"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    about_id: Mapped[UUID] = mapped_column(index=True)
    translator_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    sealed: Mapped[bytes] = mapped_column(LargeBinary, info=seal("translation:", "id"))
