"""Meetings in a person's own calendar: dates and areas, and nothing of any case.

Promise: the address is unguessable, kept only as a keyed hash, and ends when its person says so, makes
another, or may no longer sign in. What it answers says when meetings sit and when their papers close: no
reference, no name, no number of cases. The server writes nothing down when it is asked.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Event
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import areas
from app.cases.acting import By
from app.cases.meetings import london
from app.cases.models import CalendarFeed, Meeting
from app.db import writing
from config import Keys
from safety.drawing import keyed_hash

TOKEN_BYTES = 24
BEHIND, YEARS = timedelta(days=28), timedelta(days=3 * 366)
ROLES = frozenset({accounts.Role.IDVA, accounts.Role.LEAD})


def make_address(db: Session, by: By) -> str:
    """A new token for this person; the one before it ends. Shown once."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with writing(db):
        row = db.get(CalendarFeed, by.staff.id) or CalendarFeed(staff_id=by.staff.id)
        row.token_hash, row.made_at = _hash(by.keys, token), by.now
        db.add(row)
        accounts.audit.append(db, by.keys, by.staff.id, "calendar address made", by.staff.id, by.now)
    return token


def end_address(db: Session, by: By) -> None:
    """From now on this person's address answers nothing."""
    with writing(db):
        row = db.get(CalendarFeed, by.staff.id)
        if row is not None:
            db.delete(row)
            accounts.audit.append(db, by.keys, by.staff.id, "calendar address ended", by.staff.id, by.now)


def made_at(db: Session, staff_id: UUID) -> datetime | None:
    """Since when this person has an address; None where there is none."""
    row = db.get(CalendarFeed, staff_id)
    return row.made_at if row else None


def feed(db: Session, keys: Keys, token: str, now: datetime) -> bytes | None:
    """The calendar behind an address; None where it is nobody's, or its person may not sign in."""
    row = db.scalar(select(CalendarFeed).where(CalendarFeed.token_hash == _hash(keys, token)))
    who = accounts.at_work(db, keys, row.staff_id) if row else None
    if who is None or who.role not in ROLES or who.service_id is None:
        return None
    query = select(Meeting).where(Meeting.service_id == who.service_id, Meeting.starts_at >= now - BEHIND)
    return _written(db.scalars(query.order_by(Meeting.starts_at)), now)


def _written(meetings: Iterable[Meeting], now: datetime) -> bytes:
    """RFC 5545, in London's time with the rules of its clocks beside it."""
    calendar = Calendar()
    calendar.add("prodid", "-//Beforehand//Meetings//EN")
    calendar.add("version", "2.0")
    for meeting in meetings:
        area = areas.name(meeting.area_code)
        calendar.add_component(_event(f"m-{meeting.id}", f"MARAC, {area}", meeting.starts_at, now))
        closes = _event(f"c-{meeting.id}", f"MARAC, {area}: papers close", meeting.cut_off_at, now)
        closes.add("transp", "TRANSPARENT")
        calendar.add_component(closes)
    calendar.add_missing_timezones(first_date=(now - 2 * BEHIND).date(), last_date=(now + YEARS).date())
    written: bytes = calendar.to_ical()
    return written


def _event(name: str, summary: str, at: datetime, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{name}@beforehand.invalid")
    event.add("summary", summary)
    event.add("dtstamp", now)
    event.add("dtstart", london(at))
    event.add("class", "PRIVATE")
    return event


def _hash(keys: Keys, token: str) -> bytes:
    return keyed_hash(keys.pepper, b"calendar " + token.encode())
