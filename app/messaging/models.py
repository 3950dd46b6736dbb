"""Messages on their way, and what was agreed about texts. No number and no text stands here in clear."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, UtcDateTime, seal, words

SID_MAX = 34
SENDING = text("state = 'sending'")
INVITATION = "invitation"  # the email that goes to somebody who has not set up yet


class Channel(StrEnum):
    """A text goes to a survivor's phone, an email to staff only."""

    TEXT = "text"
    EMAIL = "email"


class State(StrEnum):
    """How far a message is. Only a waiting one is ever handed over."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    HELD = "held"
    FAILED = "failed"
    CANCELLED = "cancelled"
    DROPPED = "dropped"


class Reach(Base):
    """Her number and her hours, as one agreement has them: sealed. The number is found by its keyed hash."""

    __tablename__ = "reach"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("contact_agreement.id"), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary, info=seal("reach:", "id", "case_id", "agreement_id"))
    number_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))


class Stopped(Base):
    """From this phone somebody said stop; nobody knows who. Newer agreements are newer than this."""

    __tablename__ = "stopped"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Outgoing(Base):
    """One message, written in the transaction that causes it. Its id is its idempotency key.

    After `last_at` it is too late for it. `handed_at` without `sid` is a text whose fate is uncertain until
    the provider was asked. One number has one text on its way at a time, so that what the provider knows of
    can be told apart.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "uq_outbox_sending_to", "number_hash", unique=True, sqlite_where=SENDING, postgresql_where=SENDING
        ),
        Index("ix_outbox_state_due_at", "state", "due_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    channel: Mapped[Channel] = mapped_column(words(Channel))
    service_id: Mapped[UUID | None] = mapped_column(ForeignKey("service.id"), index=True)
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    reach_id: Mapped[UUID | None] = mapped_column(ForeignKey("reach.id"), index=True)
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    template: Mapped[str] = mapped_column(String(20))
    sealed: Mapped[bytes] = mapped_column(LargeBinary, info=seal("outbox:", "id"))
    number_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)
    state: Mapped[State] = mapped_column(words(State), default=State.WAITING)
    reason: Mapped[str] = mapped_column(String(20), default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    claim: Mapped[UUID | None]
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    handed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sid: Mapped[str | None] = mapped_column(String(SID_MAX), unique=True)
    status: Mapped[str] = mapped_column(String(20), default="")
    status_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[int | None]


class Incoming(Base):
    """A text that came from her number: sealed to the case's recipients. Who wrote it nobody knows."""

    __tablename__ = "incoming"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    sealed_envelope: Mapped[bytes] = mapped_column(LargeBinary, info=seal("incoming:", "id", "case_id"))
    came_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Copy(Base):
    """What the provider still holds of a message, by the provider's own name for it, until it is gone there.

    The row stays afterwards: a name that was seen once changes nothing when it comes again.
    """

    __tablename__ = "provider_copy"

    sid: Mapped[str] = mapped_column(String(SID_MAX), primary_key=True)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    tries: Mapped[int] = mapped_column(default=0)
    redacted: Mapped[bool] = mapped_column(default=False)
    gone_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)


class Sender(Base):
    """How one service's messages look and when its staff are left alone. Minutes count from midnight."""

    __tablename__ = "sender"

    service_id: Mapped[UUID] = mapped_column(ForeignKey("service.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(20), default="")
    messaging_service: Mapped[str] = mapped_column(String(SID_MAX), default="")
    tenths_a_part: Mapped[int] = mapped_column(default=0)  # of a penny
    soon: Mapped[bool] = mapped_column(default=False)
    opens: Mapped[int] = mapped_column(default=9 * 60)
    closes: Mapped[int] = mapped_column(default=17 * 60)


class Told(Base):
    """Until what moment one member of staff was told of what had happened, and when; once a kind."""

    __tablename__ = "told"

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    happened: Mapped[datetime] = mapped_column(UtcDateTime)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
