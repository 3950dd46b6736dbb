"""A case on its way to a meeting. No name of hers and no word of hers stands in these tables."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, LargeBinary, String, false
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, UtcDateTime, seal, words
from safety.standard import WhyNot

REFERENCE_MAX = 40
INTERPRETER_MAX = 80


class State(StrEnum):
    """How far a case is: being filled in, with a link, or over."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class How(StrEnum):
    """What counts as live: both people there at once, one way or another."""

    SPEAKING = "speaking"
    BSL = "bsl"
    IN_PERSON = "in_person"


class Why(StrEnum):
    """Why a colleague opens another's case. A closed list: free words could say too much."""

    LEAVE = "leave"
    SICK = "sick"
    COURT = "court"
    URGENT = "urgent"
    LEFT = "left"


class Meeting(Base):
    """One MARAC of one area: when it sits, and when its papers close. `version` counts what staff changed."""

    __tablename__ = "meeting"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    service_id: Mapped[UUID] = mapped_column(ForeignKey("service.id"), index=True)
    area_code: Mapped[str] = mapped_column(String(9))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    cut_off_at: Mapped[datetime] = mapped_column(UtcDateTime)
    agenda_total: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class CalendarFeed(Base):
    """One person's calendar address. Its token stands here as a keyed hash, never in clear."""

    __tablename__ = "calendar_feed"

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Case(Base):
    """One survivor before one meeting, known here by the service's own reference alone.

    `version` counts what staff changed; a change made on an older version is refused. The MAC covers
    service, IDVA and cover: whose it is cannot be changed in the table.
    """

    __tablename__ = "case"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    service_id: Mapped[UUID] = mapped_column(ForeignKey("service.id"), index=True)
    reference: Mapped[str] = mapped_column(String(REFERENCE_MAX), default="", index=True)
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    idva_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    cover_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    link_id: Mapped[UUID | None] = mapped_column(ForeignKey("link.id"), unique=True)
    form_locale: Mapped[str] = mapped_column(String(20))
    cover_locale: Mapped[str] = mapped_column(String(20))
    skin: Mapped[str] = mapped_column(String(20))
    young: Mapped[bool] = mapped_column(default=False)
    sealed_duress: Mapped[bytes] = mapped_column(LargeBinary, info=seal("case duress:", "id"))
    state: Mapped[State] = mapped_column(words(State), default=State.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    invited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    mac: Mapped[bytes] = mapped_column(LargeBinary)


class CaseLink(Base):
    """A link that the case has now or had before: what came over it stays the case's."""

    __tablename__ = "case_link"

    link_id: Mapped[UUID] = mapped_column(ForeignKey("link.id"), primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ContactAgreement(Base):
    """What was agreed live about reaching her. The newest stands, for 14 days; silence is a no.

    `may_reply`: notes may wait behind her code. `lapsed_at`: records were put back from a backup, and what
    she said after it was made is not known. `idva_id`: whose case it was; none is `recorded_by`.
    """

    __tablename__ = "contact_agreement"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    may_contact: Mapped[bool] = mapped_column(default=False)
    may_reply: Mapped[bool] = mapped_column(default=False, server_default=false())
    how: Mapped[How | None] = mapped_column(words(How))
    interpreter: Mapped[str] = mapped_column(String(INTERPRETER_MAX), default="")
    agreed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    lapsed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    idva_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))


class CaseConflict(Base):
    """Someone on the staff who must not see this case: never a recipient, never shown it."""

    __tablename__ = "case_conflict"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)


class HoldWhy(StrEnum):
    """Why a case has to stay. A closed list: free words could say too much."""

    COURT = "court"
    POLICE = "police"
    REVIEW = "review"
    COMPLAINT = "complaint"
    HERS = "hers"


class LegalHold(Base):
    """One lead asked that a case stays until a day, and what became of it; agreed by another, it holds."""

    __tablename__ = "legal_hold"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    why: Mapped[HoldWhy] = mapped_column(words(HoldWhy))
    until: Mapped[date]
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    agreed_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ConflictDeclared(Base):
    """Someone said of a reference that they must not see such a case; sealed, it bars them when one comes."""

    __tablename__ = "conflict_declared"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    until: Mapped[date]
    sealed: Mapped[bytes] = mapped_column(LargeBinary, info=seal("conflict declared:", "id", "staff_id"))


class Offer(Base):
    """What was written down about offering her to say her views; a link that was handed over needs no row.

    Without `why` a safe offer was made in another way.
    """

    __tablename__ = "offer"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), primary_key=True)
    why: Mapped[WhyNot | None] = mapped_column(words(WhyNot))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))


class CoverRecord(Base):
    """Who covers, why, from when and until when. Without it every door refuses, without touching a key."""

    __tablename__ = "cover_record"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    why: Mapped[Why] = mapped_column(words(Why))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
