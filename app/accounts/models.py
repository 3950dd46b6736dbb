"""Staff, their keys, their sessions, and the trail of what they did.

Promise: whatever could open a survivor's words, or let someone in, is sealed or carries a MAC under a
key that is not in the database. A row that was changed by hand is not believed.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, UtcDateTime, seal, words


class Role(StrEnum):
    """What a member of staff is here to do; the same words as the audiences of pages."""

    IDVA = "idva"
    LEAD = "lead"
    COMMUNITY = "community"
    TRANSLATOR = "translator"
    MANAGER = "manager"
    ADMIN = "admin"


class StaffState(StrEnum):
    """Invited: a link and a number wait, and nothing can be read until set-up is done."""

    INVITED = "invited"
    ACTIVE = "active"
    SUSPENDED = "suspended"


class OwnerKind(StrEnum):
    """Whose key it is."""

    STAFF = "staff"
    RECOVERY = "recovery"
    POOL = "pool"
    GROUP = "group"


class KeyState(StrEnum):
    """A candidate is sealed to by nobody until a lead has compared its words."""

    CANDIDATE = "candidate"
    CERTIFIED = "certified"
    RETIRED = "retired"


class Service(Base):
    """One service of IDVAs, and the number that its people answer."""

    __tablename__ = "service"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    phone: Mapped[str] = mapped_column(String(40), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ServiceArea(Base):
    """An area (its nine-character code) whose meetings a service goes to."""

    __tablename__ = "service_area"
    service_id: Mapped[UUID] = mapped_column(ForeignKey("service.id"), primary_key=True)
    area_code: Mapped[str] = mapped_column(String(9), primary_key=True)


class Staff(Base):
    """One person. The MAC covers role, service, state, and who made or reset the account."""

    __tablename__ = "staff"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    service_id: Mapped[UUID | None] = mapped_column(ForeignKey("service.id"), index=True)
    role: Mapped[Role] = mapped_column(words(Role))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    display_name: Mapped[str] = mapped_column(String(80))
    state: Mapped[StaffState] = mapped_column(words(StaffState))
    password_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=seal("staff password:", "id"))
    kdf_salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=seal("staff totp:", "id"))
    totp_last_step: Mapped[int] = mapped_column(BigInteger, default=0)
    invited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    reset_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    cover_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    working_time: Mapped[int | None]  # per cent of full time, as the lead recorded it
    covers: Mapped[str | None] = mapped_column(Text)  # a manager's areas, or "london"; under the MAC
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    mac: Mapped[bytes] = mapped_column(LargeBinary)


class Invitation(Base):
    """A link and a number that wait for one person, as hashes keyed with PEPPER. Gone with their set-up."""

    __tablename__ = "invitation"
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    token_mac: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    number_mac: Mapped[bytes] = mapped_column(LargeBinary(32))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SignInTry(Base):
    """Wrong tries at one address, known to us or not: the same slowing either way tells nothing."""

    __tablename__ = "sign_in_try"
    name_mac: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    failed_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class StaffSession(Base):
    """A browser that is signed in, sealed under a key that only its cookie holds."""

    __tablename__ = "staff_session"
    id_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    told_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)  # what its person may read of it elsewhere
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Passkey(Base):
    """A device that answers for one person. What it is lies sealed for that person alone."""

    __tablename__ = "passkey"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    credential_mac: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary, info=seal("passkey:", "staff_id", "id"))
    uses: Mapped[int] = mapped_column(BigInteger)  # the device's own counter; many always say nought
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PrintedCode(Base):
    """One code on one person's paper, by a hash that is keyed with PEPPER. Used, it is gone."""

    __tablename__ = "printed_code"
    code_mac: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PasskeyChallenge(Base):
    """What a device was asked and has not answered: gone with the first answer, so that none counts twice."""

    __tablename__ = "passkey_challenge"
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class RecipientKey(Base):
    """A key that envelopes are sealed to. Never used where its MAC fails."""

    __tablename__ = "recipient_key"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    service_id: Mapped[UUID | None] = mapped_column(ForeignKey("service.id"), index=True)
    owner_kind: Mapped[OwnerKind] = mapped_column(words(OwnerKind))
    owner_id: Mapped[UUID | None] = mapped_column(index=True)
    public: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_private: Mapped[bytes | None] = mapped_column(LargeBinary, info=seal("recipient_key:", "id"))
    state: Mapped[KeyState] = mapped_column(words(KeyState))
    certified_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    certified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    mac: Mapped[bytes] = mapped_column(LargeBinary)


class RecoveryHalf(Base):
    """One pair of leads, and what each of them must open; `key_b` is empty where the other is on paper."""

    __tablename__ = "recovery_half"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    recovery_key_id: Mapped[UUID] = mapped_column(ForeignKey("recipient_key.id"), index=True)
    key_a: Mapped[UUID] = mapped_column(ForeignKey("recipient_key.id"))
    key_b: Mapped[UUID | None] = mapped_column(ForeignKey("recipient_key.id"))
    sealed_r: Mapped[bytes] = mapped_column(LargeBinary, info=seal("recovery_half:", "id"))
    sealed_rest: Mapped[bytes | None] = mapped_column(LargeBinary, info=seal("recovery_half:", "id"))


class GroupShare(Base):
    """A group key's private half, sealed to one member's own key."""

    __tablename__ = "group_share"
    key_id: Mapped[UUID] = mapped_column(ForeignKey("recipient_key.id"), primary_key=True)
    member_key: Mapped[UUID] = mapped_column(ForeignKey("recipient_key.id"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary, info=seal("group share:", "key_id", "member_key"))


class AuditEntry(Base):
    """Who did what to what, chained: each MAC covers the one before."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index(None, "actor_id", "at"),)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[UUID | None]
    action: Mapped[str] = mapped_column(String(80))
    subject: Mapped[str] = mapped_column(String(120), index=True)
    detail: Mapped[str] = mapped_column(Text)
    previous: Mapped[bytes] = mapped_column(LargeBinary)
    mac: Mapped[bytes] = mapped_column(LargeBinary)


class AuditCheckpoint(Base):
    """Where verification starts after older entries went: their last number and MAC, and how many."""

    __tablename__ = "audit_checkpoint"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    number: Mapped[int] = mapped_column(BigInteger, unique=True)
    mac: Mapped[bytes] = mapped_column(LargeBinary)
    count: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    proof: Mapped[bytes] = mapped_column(LargeBinary)
