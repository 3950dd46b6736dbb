"""Meetings: London's clocks in, UTC kept, papers closing two working days before at noon."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from app.cases.meetings import (
    CutOffTooLate,
    MeetingThere,
    NewMeeting,
    NoSuchTime,
    add_meeting,
    from_london,
    meetings_ahead,
    meetings_listed,
    meetings_past,
    usual_cut_off,
    working_days_before,
)
from app.cases.moving import change_meeting
from tests.app.desk.team import AREA, Team


def test_summer_and_winter_times_are_london_s() -> None:
    assert from_london(date(2030, 6, 13), time(9, 30)) == datetime(2030, 6, 13, 8, 30, tzinfo=UTC)
    assert from_london(date(2030, 12, 13), time(9, 30)) == datetime(2030, 12, 13, 9, 30, tzinfo=UTC)


def test_an_hour_that_the_clocks_skip_is_refused_and_a_doubled_one_is_the_first() -> None:
    with pytest.raises(NoSuchTime):
        from_london(date(2030, 3, 31), time(1, 30))
    assert from_london(date(2030, 10, 27), time(1, 30)) == datetime(2030, 10, 27, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("meeting", "closes"),
    [
        (date(2030, 6, 13), date(2030, 6, 11)),
        (date(2030, 6, 10), date(2030, 6, 6)),  # over a weekend
        (date(2030, 4, 24), date(2030, 4, 18)),  # over Easter
        (date(2030, 1, 2), date(2029, 12, 28)),  # over New Year
    ],
)
def test_weekends_and_bank_holidays_are_no_working_days(meeting: date, closes: date) -> None:
    assert working_days_before(meeting, 2) == closes
    assert usual_cut_off(meeting) == from_london(closes, time(12))


def test_a_cut_off_after_the_meeting_is_refused(team: Team) -> None:
    late = datetime(2030, 6, 20, 12, tzinfo=UTC)
    with pytest.raises(CutOffTooLate):
        add_meeting(team.db, team.service_id, NewMeeting(AREA, date(2030, 6, 19), time(9), late))


def test_a_meeting_that_is_sent_twice_stands_once(team: Team) -> None:
    new = NewMeeting(AREA, date(2030, 6, 19), time(9))
    first = add_meeting(team.db, team.service_id, new)
    with pytest.raises(MeetingThere):
        add_meeting(team.db, team.service_id, new)
    add_meeting(team.db, team.service_id, replace(new, at=time(14)))
    with pytest.raises(MeetingThere):
        change_meeting(team.db, first, 1, replace(new, at=time(14)), team.by())
    assert [one.starts_at.hour for one in meetings_ahead(team.db, team.service_id, team.now)][1:] == [8, 13]


def test_what_is_ahead_stands_apart_from_what_is_past(team: Team) -> None:
    past = add_meeting(team.db, team.service_id, NewMeeting(AREA, date(2030, 5, 2), time(9)))
    assert [one.id for one in meetings_ahead(team.db, team.service_id, team.now)] == [team.meeting_id]
    assert [one.id for one in meetings_past(team.db, team.service_id, team.now)] == [past]


def test_a_meeting_stays_in_the_list_until_its_day_is_over(team: Team) -> None:
    begun = from_london(date(2030, 6, 13), time(11))
    assert meetings_ahead(team.db, team.service_id, begun) == []  # no case can be opened for it any more
    assert [one.id for one in meetings_listed(team.db, team.service_id, begun)] == [team.meeting_id]
    assert meetings_past(team.db, team.service_id, begun) == []
    over = from_london(date(2030, 6, 14), time(0))
    assert meetings_listed(team.db, team.service_id, over) == []
    assert [one.id for one in meetings_past(team.db, team.service_id, over)] == [team.meeting_id]
