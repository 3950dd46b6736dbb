"""Who is on duty, the links that many people hold, and what was decided about what came over them.

No word of anybody's stands in these tables, and nothing that counts how often a link was used.
"""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, UtcDateTime, seal, words

ROUTE_MAX = 60
HOUR = 5  # "16:00"


class What(StrEnum):
    """What became of something that came."""

    MATCHED = "matched"
    NEW_CASE = "new_case"
    PASSED_ON = "passed_on"
    NO_WAY = "no_way"
    DUPLICATE = "duplicate"
    NOT_REAL = "not_real"


SEEN_TWICE = frozenset({What.NO_WAY, What.NOT_REAL})  # after these nobody does anything about it


class DutySetting(Base):
    """Until what time of a working day a service reads what came before it, and whom a child can call.

    The MAC covers both and who is on duty on which day; a rota that was saved before there was one has none.
    """

    __tablename__ = "duty_setting"
    service_id: Mapped[UUID] = mapped_column(ForeignKey("service.id"), primary_key=True)
    reads_by: Mapped[str] = mapped_column(String(HOUR))
    route: Mapped[str] = mapped_column(String(ROUTE_MAX))
    mac: Mapped[bytes | None] = mapped_column(LargeBinary)


class DutyDay(Base):
    """Who is on duty on one day of the week, Monday being 0."""

    __tablename__ = "duty_day"
    service_id: Mapped[UUID] = mapped_column(ForeignKey("service.id"), primary_key=True)
    weekday: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))


class DutyInstead(Base):
    """Who of the rota is on duty on one day, in place of whose day it is."""

    __tablename__ = "duty_instead"
    service_id: Mapped[UUID] = mapped_column(ForeignKey("service.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))


class CommunityLink(Base):
    """A link that many people hold, whose service's it is, and its public code, sealed under DATA_KEY."""

    __tablename__ = "community_link"
    link_id: Mapped[UUID] = mapped_column(ForeignKey("link.id"), primary_key=True)
    service_id: Mapped[UUID] = mapped_column(ForeignKey("service.id"), index=True)
    kit_id: Mapped[UUID] = mapped_column(index=True)  # whose it is among those who hand links out
    area_code: Mapped[str] = mapped_column(String(9))  # empty where she is asked
    sealed_code: Mapped[bytes] = mapped_column(LargeBinary, info=seal("community code:", "link_id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Arrival(Base):
    """What was decided about one sitting, by whom, and who looked a second time."""

    __tablename__ = "arrival"
    sitting_id: Mapped[UUID] = mapped_column(primary_key=True)
    what: Mapped[What] = mapped_column(words(What))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    second_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))


class ArrivalPassed(Base):
    """What went on, and where it stands there: a case's trail, or its own, says whether anyone touched it."""

    __tablename__ = "arrival_passed"
    placed_id: Mapped[UUID] = mapped_column(primary_key=True)  # the sitting that it is there
    sitting_id: Mapped[UUID] = mapped_column(index=True)  # the sitting that it was here
    subject_id: Mapped[UUID]  # whose trail: the case's; or, at another service, its own
    entry: Mapped[int]  # the number in the trail with which it went
