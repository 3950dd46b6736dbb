"""How much was deleted: days, kinds and numbers. Nothing here leads to what it was or whose."""

from datetime import date
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, words


class Kind(StrEnum):
    """What went."""

    CASES = "cases"
    LINKS = "links"
    SENDS = "sends"
    ERASED = "erased"
    REPLIES = "replies"
    TRANSLATIONS = "translations"
    ARRIVALS = "arrivals"
    QUOTES = "quotes"
    DECLARED = "declared"
    TALLIES = "tallies"
    EVENTS = "events"


class Deletion(Base):
    """So many of one kind went on a day; of a service, or of what belongs to none of them."""

    __tablename__ = "deletion"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    day: Mapped[date] = mapped_column(index=True)
    service_id: Mapped[UUID | None] = mapped_column(ForeignKey("service.id"), index=True)
    kind: Mapped[Kind] = mapped_column(words(Kind))
    many: Mapped[int]
