"""Who checks translations, in which languages, and what each of them said of a string.

Steps are only ever added: taking one back is one more. No word of a survivor's stands here.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, UtcDateTime, words

CODE, HASH, DOMAIN, ALIAS = 20, 16, 40, 17
MOST_NOTE = 600


class Did(StrEnum):
    """What somebody did to a string."""

    WROTE = "wrote"  # other words, which they stand by
    AGREED = "agreed"
    ASKED = "asked"
    TOOK_BACK = "took_back"


class Reviewer(Base):
    """Somebody who checks translations, and the drawn name under which the public files know them."""

    __tablename__ = "reviewer"
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    alias: Mapped[str] = mapped_column(String(ALIAS), unique=True)


class ReviewRight(Base):
    """One language that somebody may check."""

    __tablename__ = "review_right"
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("reviewer.staff_id"), primary_key=True)
    locale: Mapped[str] = mapped_column(String(CODE), primary_key=True)


class ReviewStep(Base):
    """One thing that one person did to one string of one language; numbered from one for each string."""

    __tablename__ = "review_step"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    locale: Mapped[str] = mapped_column(String(CODE))
    domain: Mapped[str] = mapped_column(String(DOMAIN))
    name: Mapped[str] = mapped_column(String(HASH))  # of the English
    number: Mapped[int] = mapped_column(Integer)
    alias: Mapped[str] = mapped_column(ForeignKey("reviewer.alias"), index=True)
    did: Mapped[Did] = mapped_column(words(Did))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    base: Mapped[str] = mapped_column(String(HASH))  # of the catalogue's words then, with the English
    of: Mapped[str] = mapped_column(String(HASH))  # of the words that it is about, with the English
    said: Mapped[str] = mapped_column(Text)  # the words, a JSON list of plural forms; empty unless written
    note: Mapped[str] = mapped_column(String(MOST_NOTE))
    back: Mapped[int | None]  # the number of the step that this one takes back
    __table_args__ = (UniqueConstraint("locale", "domain", "name", "number"),)
