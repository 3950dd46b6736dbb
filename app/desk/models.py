"""What the desk did with a case: who read, what was confirmed live. No word of hers in clear."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, LargeBinary, String, false
from sqlalchemy.orm import Mapped, mapped_column

from app.cases.service import INTERPRETER_MAX, How
from app.db import Base, UtcDateTime, seal, words
from safety.standard import Heard, Told


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
    """One person opened this send; when last."""

    __tablename__ = "reading"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    send_id: Mapped[UUID] = mapped_column(ForeignKey("send.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Taking(Base):
    """Views taken live: one conversation, in which her words were written down as they were spoken.

    Its id is the submission that every answer of it is kept under. Only what has such a row counts as spoken:
    what a page says of itself does not.
    """

    __tablename__ = "taking"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    how: Mapped[How] = mapped_column(words(How))
    interpreter: Mapped[str] = mapped_column(String(INTERPRETER_MAX), default="")
    lang: Mapped[str] = mapped_column(String(20))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CaseThemes(Base):
    """The themes that her chips carry, confirmed by who reads for her and sealed. They stay with the case."""

    __tablename__ = "case_themes"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary, info=seal("themes of case:", "case_id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))


class ReadingWay(Base):
    """How one person reads: with her words hidden until they are ready, unless they chose otherwise."""

    __tablename__ = "reading_way"

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    at_once: Mapped[bool] = mapped_column(default=False, server_default=false())


class Spoken(Base):
    """What will be said for her, as her IDVA worded it: sealed to the case's readers, then under DATA_KEY."""

    __tablename__ = "spoken"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), primary_key=True)
    version: Mapped[int]
    sealed: Mapped[bytes] = mapped_column(LargeBinary, info=seal("spoken..........", "case_id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))


class Outcome(Base):
    """What the meeting did. In clear stands what the voice standard counts; her wishes, and why, are sealed.

    `sealed` is empty once her views went.
    """

    __tablename__ = "outcome"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), primary_key=True)
    version: Mapped[int]
    heard: Mapped[Heard] = mapped_column(words(Heard))
    answered: Mapped[bool | None]
    told: Mapped[Told | None] = mapped_column(words(Told))
    told_on: Mapped[date | None]
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=seal("outcome.........", "case_id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))


class Given(Base):
    """That her views came, and whether in time: written when they go while the case stays."""

    __tablename__ = "given"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), primary_key=True)
    in_time: Mapped[bool]


class QuoteGiven(Base):
    """Which of the texts that wait as quotes is hers: sealed, and empty once she took it back."""

    __tablename__ = "quote_given"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), primary_key=True)
    sealed_id: Mapped[bytes | None] = mapped_column(LargeBinary, info=seal("quote given:", "case_id"))


class Printed(Base):
    """A sheet was made to print: when, for whom, and a hash of which versions it was made from."""

    __tablename__ = "printed"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    mark: Mapped[bytes] = mapped_column(LargeBinary(32))


class Step(StrEnum):
    """How far a hand-over is. Asked for: by a lead, of whoever reads the case; nothing is wrapped yet."""

    ASKED = "asked"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class WhyRecover(StrEnum):
    """Why two leads give keys back. A closed list: free words could say too much."""

    LOST = "lost"
    LEFT = "left"
    AWAY = "away"


class Asked(StrEnum):
    """How far a recovery is: waiting for the second lead, or answered in one of four ways."""

    WAITING = "waiting"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Recovery(Base):
    """One lead's request to a second: for which cases somebody's key is to open what is sealed to recovery.

    Without a reader it is about what came over community links, for whoever is on duty. `sealed` holds the
    cases or arrivals, the reader's key and the first lead's halves for the second; it opens only as this
    request, and is gone with the answer.
    """

    __tablename__ = "recovery"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    service_id: Mapped[UUID] = mapped_column(ForeignKey("service.id"), index=True)
    from_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    to_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    reader_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    why: Mapped[WhyRecover] = mapped_column(words(WhyRecover))
    step: Mapped[Asked] = mapped_column(words(Asked), default=Asked.WAITING)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    opened: Mapped[int] = mapped_column(default=0)  # how many things were given
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    def stands_at(self, now: datetime, lasts: timedelta) -> bool:
        """Whether it waits for an answer then."""
        return self.step is Asked.WAITING and now < self.asked_at + lasts


class HandOver(Base):
    """One case on its way from one IDVA to another. `sealed_wraps` opens only as this offer, and once.

    Until it is accepted nobody but the case's own people can read anything with it.
    """

    __tablename__ = "hand_over"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    from_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    to_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    step: Mapped[Step] = mapped_column(words(Step), default=Step.OFFERED)
    offered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the answer, by who offered
    recovered: Mapped[bool] = mapped_column(
        default=False, server_default=false()
    )  # by leads, not by `from_id`
    sealed_wraps: Mapped[bytes | None] = mapped_column(
        LargeBinary, info=seal("hand over:", "id", "case_id", "from_id", "to_id")
    )
