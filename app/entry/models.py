"""A link: an address, and behind it, sealed, what opens the form; and what a service says of itself there.

No case and no answer is known here.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, UtcDateTime, seal, words


class Kind(StrEnum):
    """Whether a link is one person's or a community's."""

    CASE = "case"
    COMMUNITY = "community"


class LinkState(StrEnum):
    """Whether a link opens its form."""

    OPEN = "open"
    CLOSED = "closed"


class Link(Base):
    """One link. Its token stands here as a keyed hash and sealed, never in clear.

    `sealed_next` holds facts that wait for the next epoch, so that no page changes alone.
    """

    __tablename__ = "link"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    token_mac: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    kind: Mapped[Kind] = mapped_column(words(Kind), default=Kind.CASE)
    state: Mapped[LinkState] = mapped_column(words(LinkState), default=LinkState.OPEN)
    skin: Mapped[str] = mapped_column(String(20))
    cover_locale: Mapped[str] = mapped_column(String(20))
    form_locale: Mapped[str] = mapped_column(String(20))
    sealed_secrets: Mapped[bytes] = mapped_column(LargeBinary, info=seal("link secrets:", "id"))
    sealed_token: Mapped[bytes] = mapped_column(LargeBinary, info=seal("link token:", "id"))
    sealed_facts: Mapped[bytes] = mapped_column(LargeBinary, info=seal("link facts:", "id"))
    sealed_next: Mapped[bytes | None] = mapped_column(LargeBinary, info=seal("link facts:", "id"))
    closes_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    first_shown_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    code_settled: Mapped[bool] = mapped_column(default=False)

    def open_at(self, now: datetime) -> bool:
        """Whether the link opens its form at this moment."""
        return opens(self.state, self.closes_at, now)


def opens(state: LinkState, closes_at: datetime, now: datetime) -> bool:
    """Whether a link in this state opens its form at this moment."""
    return state == LinkState.OPEN and now < closes_at


class Epoch(Base):
    """One row: how often what is served has changed, for all tokens on the same day."""

    __tablename__ = "epoch"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]


class LocalPage(Base):
    """One version of a service's own page in one language, as a list of nodes: the newest is shown.

    The service is known by the key of its pool, as links know it. Written by staff, and nobody's secret.
    """

    __tablename__ = "local_page"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    pool_key_id: Mapped[bytes] = mapped_column(LargeBinary(16), index=True)
    locale: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]
    nodes: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
