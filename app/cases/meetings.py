"""When meetings sit and when their papers close. Typed in London's time, kept in UTC."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cases.models import Meeting
from app.db import writing
from app.web.bank_holidays import england
from safety.coverage import Agenda
from safety.errors import SafetyRefusal

LONDON = ZoneInfo("Europe/London")
CUT_OFF_WORKING_DAYS = 2
SATURDAY = 5


class NoSuchTime(SafetyRefusal):
    """The clocks go forward over this time: it does not exist on that day."""

    code = "no_such_time"


class CutOffTooLate(SafetyRefusal):
    """Papers cannot close after the meeting has begun."""

    code = "cut_off_too_late"


class MeetingThere(SafetyRefusal):
    """This area has a meeting at that very time already."""

    code = "meeting_there"


@dataclass(frozen=True)
class NewMeeting:
    """What is typed about a meeting; without a cut-off the usual one is taken."""

    area_code: str
    on: date
    at: time
    cut_off: datetime | None = None
    agenda_total: int | None = None


def london(moment: datetime) -> datetime:
    """The same moment on London's clocks."""
    return moment.astimezone(LONDON)


def day_is_over(starts_at: datetime | None, now: datetime) -> bool:
    """Whether the day of a meeting has ended in London: until then it may still sit."""
    return starts_at is not None and london(starts_at).date() < london(now).date()


def from_london(on: date, at: time) -> datetime:
    """The moment that London's clocks call this. The first of the two where they go back.

    Raises NoSuchTime for the hour that the clocks skip.
    """
    moment = datetime.combine(on, at, LONDON).astimezone(UTC)
    if moment.astimezone(LONDON).time() != at:
        raise NoSuchTime
    return moment


def working_days_before(day: date, count: int) -> date:
    """The day that lies this many working days earlier; weekends and England's bank holidays do not count."""
    closed = england()
    while count:
        day -= timedelta(days=1)
        if day.weekday() < SATURDAY and day not in closed:
            count -= 1
    return day


def working_days_after(day: date, later: date) -> int:
    """How many working days lie after the one day, up to and with the other; none before it."""
    closed = england()
    days = (day + timedelta(days=each) for each in range(1, max(0, (later - day).days) + 1))
    return sum(each.weekday() < SATURDAY and each not in closed for each in days)


def usual_cut_off(on: date) -> datetime:
    """Noon, two working days before."""
    return from_london(working_days_before(on, CUT_OFF_WORKING_DAYS), time(12))


def add_meeting(db: Session, service_id: UUID, new: NewMeeting) -> UUID:
    """Put a meeting in the list of this service. Raises NoSuchTime, CutOffTooLate, MeetingThere."""
    starts_at = from_london(new.on, new.at)
    cut_off_at = new.cut_off or usual_cut_off(new.on)
    if cut_off_at > starts_at:
        raise CutOffTooLate
    meeting = Meeting(
        service_id=service_id,
        area_code=new.area_code,
        starts_at=starts_at,
        cut_off_at=cut_off_at,
        agenda_total=new.agenda_total,
    )
    with writing(db):
        only_one(db, meeting)
        db.add(meeting)
    return meeting.id


def only_one(db: Session, meeting: Meeting) -> None:
    """Two of one area at one time are one that was sent twice. Raises MeetingThere."""
    same = (Meeting.service_id == meeting.service_id, Meeting.area_code == meeting.area_code)
    here = select(Meeting.id).where(*same, Meeting.starts_at == meeting.starts_at, Meeting.id != meeting.id)
    with db.no_autoflush:
        if db.scalar(here.limit(1)) is not None:
            raise MeetingThere


def meetings_ahead(db: Session, service_id: UUID, now: datetime) -> list[Meeting]:
    """This service's meetings that have not begun, soonest first."""
    rows = select(Meeting).where(Meeting.service_id == service_id, Meeting.starts_at >= now)
    return list(db.scalars(rows.order_by(Meeting.starts_at, Meeting.area_code)))


def meetings_listed(db: Session, service_id: UUID, now: datetime) -> list[Meeting]:
    """This service's meetings of today, begun or not, and those after it, soonest first."""
    return meetings_ahead(db, service_id, _today(now))


def _today(now: datetime) -> datetime:
    """The first minute of this day in London."""
    return datetime.combine(london(now).date(), time(), LONDON).astimezone(UTC)


def meetings_past(db: Session, service_id: UUID, now: datetime, limit: int = 20) -> list[Meeting]:
    """This service's last meetings before today, latest first."""
    rows = select(Meeting).where(Meeting.service_id == service_id, Meeting.starts_at < _today(now))
    return list(db.scalars(rows.order_by(Meeting.starts_at.desc()).limit(limit)))


def meeting_of(db: Session, meeting_id: UUID | None) -> Meeting | None:
    """One meeting, or None."""
    return db.get(Meeting, meeting_id) if meeting_id else None


def agendas(db: Session, now: datetime) -> list[Agenda]:
    """Every meeting that has begun, as its service has it, with how many cases its agenda had."""
    begun = select(Meeting).where(Meeting.starts_at <= now)
    return [
        Agenda(row.service_id, row.area_code, london(row.starts_at).date(), row.agenda_total)
        for row in db.scalars(begun)
    ]
