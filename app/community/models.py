"""Community organisations, who belongs to them, and the kits that they hand out.

No word of anybody's stands in these tables, and nothing that counts or dates how a kit is used: the same rows
stand there whether its links were opened a thousand times or never.
"""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, UtcDateTime

NAME = 80
MANY_CODES = 600


class Organisation(Base):
    """An organisation that a service works with, its languages and areas, and until when it has access."""

    __tablename__ = "organisation"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    service_id: Mapped[UUID] = mapped_column(ForeignKey("service.id"), index=True)
    name: Mapped[str] = mapped_column(String(NAME))
    languages: Mapped[str] = mapped_column(String(MANY_CODES))  # codes of locales, with blanks between
    areas: Mapped[str] = mapped_column(String(MANY_CODES))  # codes of areas, with blanks between
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)


class OrganisationMember(Base):
    """To which organisation somebody belongs; one at most."""

    __tablename__ = "organisation_member"
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)


class Kit(Base):
    """What an organisation hands out: one everyday app, a link per language, and which pieces.

    Its links lie with the duty inbox, which knows a kit by its id and nothing else of it.
    """

    __tablename__ = "kit"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    service_id: Mapped[UUID] = mapped_column(ForeignKey("service.id"), index=True)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(NAME))
    skin: Mapped[str] = mapped_column(String(20))
    own_cover: Mapped[bool]  # the everyday app speaks the form's language; else English
    area_code: Mapped[str] = mapped_column(String(9))  # empty where she is asked
    pieces: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
