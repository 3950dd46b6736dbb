"""The calendar address: dates and areas for a program that cannot sign in, and nothing of any case."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
from flask import Flask

from app.accounts import staffing
from app.cases.calendar import end_address, feed, make_address
from app.cases.meetings import NewMeeting, add_meeting
from app.cases.models import CalendarFeed
from tests.app.desk.team import Team, client_for, make_team

LONDON = ZoneInfo("Europe/London")


def events(written: bytes) -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(written)
    return {str(one["summary"]): one for one in calendar.walk("VEVENT")}


def test_it_says_when_meetings_sit_and_when_papers_close_on_london_s_clocks(team: Team) -> None:
    add_meeting(team.db, team.service_id, NewMeeting("E09000030", date(2030, 11, 7), time(9, 30)))
    written = feed(team.db, team.keys, make_address(team.db, team.by()), team.now)
    assert written is not None
    found = events(written)
    assert found["MARAC, Hackney"].decoded("dtstart") == datetime(2030, 6, 13, 9, 30, tzinfo=LONDON)
    assert found["MARAC, Tower Hamlets"].decoded("dtstart") == datetime(2030, 11, 7, 9, 30, tzinfo=LONDON)
    assert found["MARAC, Hackney: papers close"].decoded("dtstart") == datetime(
        2030, 6, 11, 12, tzinfo=LONDON
    )
    assert b"DTSTART;TZID=Europe/London:20300613T093000" in written
    assert b"BEGIN:VTIMEZONE" in written


def test_it_is_written_as_calendars_read_it(team: Team) -> None:
    written = feed(team.db, team.keys, make_address(team.db, team.by()), team.now) or b""
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert b"\n" not in written.replace(b"\r\n", b"")
    assert written.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    for event in events(written).values():
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)


def test_no_case_changes_a_byte_of_it(team: Team) -> None:
    token = make_address(team.db, team.by())
    empty = feed(team.db, team.keys, token, team.now)
    for number in range(3):
        team.open(reference=f"CANARY-{number}")
    full = feed(team.db, team.keys, token, team.now)
    assert full == empty
    assert b"CANARY" not in (full or b"")


def test_only_one_s_own_service_s_meetings_are_in_it(team: Team) -> None:
    other = make_team(team.db, team.keys, team.now)
    add_meeting(team.db, other.service_id, NewMeeting("E09000007", date(2030, 6, 14), time(9)))
    written = feed(team.db, team.keys, make_address(team.db, team.by()), team.now) or b""
    assert b"Camden" not in written


def test_a_new_address_ends_the_old_one_and_an_ended_one_answers_nothing(team: Team) -> None:
    first = make_address(team.db, team.by())
    second = make_address(team.db, team.by())
    assert first != second
    assert feed(team.db, team.keys, first, team.now) is None
    assert feed(team.db, team.keys, second, team.now)
    end_address(team.db, team.by())
    assert feed(team.db, team.keys, second, team.now) is None


def test_whoever_may_not_sign_in_any_more_gets_nothing(team: Team) -> None:
    token = make_address(team.db, team.by())
    staffing.suspend(team.db, team.keys, team.idva.id, team.lead.id, team.now)
    assert feed(team.db, team.keys, token, team.now) is None


def test_the_database_holds_no_address(team: Team) -> None:
    token = make_address(team.db, team.by())
    row = team.db.get_one(CalendarFeed, team.idva.id)
    assert token.encode() not in row.token_hash
    assert len(token) >= 32


def test_the_address_is_shown_once_and_answers_without_signing_in(
    staff_app: Flask, browser, team: Team
) -> None:
    page = browser.post("/staff/meetings/calendar/new", follow_redirects=True).text
    address = page.split('value="https://staff.example')[1].split('"')[0]
    assert address.endswith(".ics")
    assert address not in browser.get("/staff/meetings/calendar").text
    stranger = staff_app.test_client()
    answer = stranger.get(address, base_url="https://staff.example")
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    browser.post("/staff/meetings/calendar/end")
    assert stranger.get(address, base_url="https://staff.example").status_code == 404


def test_no_guess_and_nothing_odd_is_answered(staff_app: Flask, team: Team) -> None:
    stranger = staff_app.test_client()
    for token in ("", "x", "%00", "é", "a" * 4000):
        assert (
            stranger.get(f"/staff/calendar/{token}.ics", base_url="https://staff.example").status_code == 404
        )


def test_what_lies_four_weeks_behind_is_gone_from_it(team: Team) -> None:
    token = make_address(team.db, team.by())
    assert b"Hackney" in (feed(team.db, team.keys, token, team.now + timedelta(days=37)) or b"")
    assert b"Hackney" not in (feed(team.db, team.keys, token, team.now + timedelta(days=39)) or b"")


def test_a_lead_may_have_one_too(staff_app: Flask, browser, team: Team) -> None:
    assert client_for(staff_app, team, team.lead).get("/staff/meetings/calendar").status_code == 200
