"""Changing a meeting that was typed before.

Promise: two people who change it at once lose nothing and are told; links of its cases stay open and say the
new day from the next epoch on; nothing that is kept is kept longer, or goes sooner, by a slip of the year.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases.acting import By
from app.cases.meetings import (
    CutOffTooLate,
    MeetingThere,
    NewMeeting,
    NoSuchTime,
    from_london,
    london,
    only_one,
    usual_cut_off,
)
from app.cases.models import Case, Meeting, State
from app.cases.opening import link_end
from app.cases.refreshing import refresh
from app.db import writing
from app.entry import service as entry
from safety.errors import SafetyRefusal
from safety.quarters import Quarter, settled_on


class MeetingChanged(SafetyRefusal):
    """The meeting was changed elsewhere after this page was opened. Nothing was overwritten."""

    code = "meeting_changed"


class MeetingOver(SafetyRefusal):
    """A meeting that has begun keeps its date, and none can be moved into the past."""

    code = "meeting_over"


class FiguresStand(SafetyRefusal):
    """The figures of its quarter stand still, and its agenda's total with them."""

    code = "figures_stand"


class NoSuchMeeting(SafetyRefusal):
    """There is no such meeting in this service."""

    code = "no_such_meeting"


REFUSALS = (NoSuchTime, CutOffTooLate, MeetingThere, MeetingChanged, MeetingOver)


def own_meeting(db: Session, meeting_id: UUID, service_id: UUID | None) -> Meeting:
    """One meeting of this service. Raises NoSuchMeeting."""
    meeting = db.get(Meeting, meeting_id)
    if meeting is None or meeting.service_id != service_id:
        raise NoSuchMeeting
    return meeting


def known_cases(db: Session, meeting_ids: list[UUID]) -> dict[UUID, int]:
    """How many cases are known of each of these meetings, opened or not."""
    known = select(Case.meeting_id, func.count()).where(
        Case.meeting_id.in_(meeting_ids), Case.reference != ""
    )
    return {row[0]: row[1] for row in db.execute(known.group_by(Case.meeting_id)) if row[0]}


def change_meeting(db: Session, meeting_id: UUID, version: int, new: NewMeeting, by: By) -> None:
    """Give a meeting ahead these times; only a lead says how many are on its agenda.

    Raises NoSuchMeeting, MeetingChanged, MeetingOver, MeetingThere, NoSuchTime, CutOffTooLate; then nothing
    has changed.
    """
    starts_at = from_london(new.on, new.at)
    cut_off_at = new.cut_off or usual_cut_off(new.on)
    with writing(db):
        meeting = _held(db, meeting_id, version, by)
        if min(meeting.starts_at, starts_at) <= by.now:
            raise MeetingOver
        if cut_off_at > starts_at:
            raise CutOffTooLate
        meeting.area_code, meeting.starts_at, meeting.cut_off_at = new.area_code, starts_at, cut_off_at
        only_one(db, meeting)
        if by.staff.role is accounts.Role.LEAD:
            meeting.agenda_total = new.agenda_total
        db.flush()
        for case in db.scalars(select(Case).where(Case.meeting_id == meeting.id, Case.state == State.OPEN)):
            _follow(db, case, meeting, by)


def put_total(db: Session, meeting_id: UUID, version: int, total: int | None, by: By) -> None:
    """How many were on its agenda, past or ahead, as a lead says.

    Raises NoSuchMeeting, MeetingChanged, FiguresStand.
    """
    if by.staff.role is not accounts.Role.LEAD:
        raise MeetingOver
    with writing(db):
        meeting = _held(db, meeting_id, version, by)
        if stands(meeting, by.now):
            raise FiguresStand
        meeting.agenda_total = total


def stands(meeting: Meeting, now: datetime) -> bool:
    """Whether the figures of its quarter stand still: a total put right now would cut them anew."""
    return settled_on(Quarter.of(london(meeting.starts_at).date())) <= london(now).date()


def _held(db: Session, meeting_id: UUID, version: int, by: By) -> Meeting:
    """The meeting, held for this transaction and one version on; the change stands in the trail."""
    query = select(Meeting).where(Meeting.id == meeting_id, Meeting.service_id == by.staff.service_id)
    meeting = db.scalar(query.with_for_update().execution_options(populate_existing=True))
    if meeting is None:
        raise NoSuchMeeting
    if meeting.version != version:
        raise MeetingChanged
    meeting.version += 1
    accounts.audit.append(db, by.keys, by.staff.id, "meeting changed", meeting.id, by.now)
    return meeting


def _follow(db: Session, case: Case, meeting: Meeting, by: By) -> None:
    link = entry.known(db, case.link_id) if case.link_id else None
    if link is not None and link.open_at(by.now):
        entry.keep_open(db, link.id, link_end(meeting, feedback_invited=case.invited_at is not None))
        refresh(db, by.keys, case, meeting, by.now)
