"""Changing a meeting: nobody's change is lost, links follow, and nothing is kept longer by a slip."""

from datetime import date, time, timedelta

import pytest
from flask import Flask

from app.accounts import service as accounts
from app.cases import moving
from app.cases.meetings import LONDON, NewMeeting, add_meeting, meeting_of
from app.cases.moving import (
    FiguresStand,
    MeetingChanged,
    MeetingOver,
    NoSuchMeeting,
    change_meeting,
    put_total,
)
from app.entry import service as entry
from tests.app.desk.team import AREA, Team, client_for, make_team

LATER = NewMeeting(AREA, date(2030, 6, 20), time(10), agenda_total=12)


def test_its_cases_links_say_the_new_day_and_stay_open_as_long_after_it(team: Team) -> None:
    _, link = team.open()
    before = entry.by_id(team.db, link.link_id).closes_at
    change_meeting(team.db, team.meeting_id, 1, LATER, team.by())
    found = entry.by_id(team.db, link.link_id)
    assert entry.facts_ahead(team.keys, found).meeting_on == date(2030, 6, 20)
    assert found.closes_at == before + timedelta(days=7)
    assert [line.action for line in accounts.audit.entries(team.db, team.meeting_id)] == ["meeting changed"]


def test_the_second_of_two_who_change_it_at_once_is_told_and_overwrites_nothing(team: Team) -> None:
    change_meeting(team.db, team.meeting_id, 1, LATER, team.by())
    with pytest.raises(MeetingChanged):
        put_total(team.db, team.meeting_id, 1, 9, team.by(team.lead))
    with pytest.raises(MeetingChanged):
        change_meeting(team.db, team.meeting_id, 1, NewMeeting(AREA, date(2030, 6, 27), time(10)), team.by())
    found = meeting_of(team.db, team.meeting_id)
    assert found and found.starts_at.astimezone(LONDON).date() == date(2030, 6, 20)


def test_the_agenda_total_is_the_lead_s_to_say(team: Team) -> None:
    change_meeting(team.db, team.meeting_id, 1, LATER, team.by())
    found = meeting_of(team.db, team.meeting_id)
    assert found and found.agenda_total is None
    change_meeting(team.db, team.meeting_id, 2, LATER, team.by(team.lead))
    team.db.refresh(found)
    assert found.agenda_total == 12


def test_none_moves_into_the_past_and_a_past_one_keeps_its_date(team: Team) -> None:
    with pytest.raises(MeetingOver):
        change_meeting(team.db, team.meeting_id, 1, NewMeeting(AREA, date(2030, 6, 2), time(9)), team.by())
    past = add_meeting(team.db, team.service_id, NewMeeting(AREA, date(2030, 5, 2), time(9)))
    with pytest.raises(MeetingOver):
        change_meeting(team.db, past, 1, LATER, team.by(team.lead))
    with pytest.raises(MeetingOver):
        put_total(team.db, past, 1, 9, team.by())
    put_total(team.db, past, 1, 9, team.by(team.lead))


def test_a_total_is_fixed_when_the_figures_of_its_quarter_stand_still(
    staff_app: Flask, browser, team: Team
) -> None:
    """Put right later, it would cut the quarter anew, and what was shown before could be subtracted."""
    old = add_meeting(team.db, team.service_id, NewMeeting(AREA, date(2030, 1, 10), time(9), agenda_total=12))
    with pytest.raises(FiguresStand):
        put_total(team.db, old, 1, 9, team.by(team.lead))
    team.db.rollback()
    data = {"version": "1", "agenda_total": "9"}
    page = client_for(staff_app, team, team.lead).post(f"/staff/meetings/{old}", data=data).text
    assert "stand still by now" in page
    meeting = meeting_of(team.db, old)
    assert meeting and (meeting.agenda_total, meeting.version) == (12, 1)


def test_another_service_s_meeting_is_not_there(team: Team) -> None:
    other = make_team(team.db, team.keys, team.now)
    with pytest.raises(NoSuchMeeting):
        change_meeting(team.db, other.meeting_id, 1, LATER, team.by())
    with pytest.raises(NoSuchMeeting):
        moving.own_meeting(team.db, other.meeting_id, team.service_id)


def test_it_is_changed_in_its_form_and_a_colleague_s_change_is_said_over_what_was_typed(
    browser, team: Team
) -> None:
    url = f"/staff/meetings/{team.meeting_id}"
    assert 'value="2030-06-13"' in browser.get(url).text
    assert "agenda_total" not in browser.get(url).text
    typed = {"version": "1", "area_code": AREA, "on": "2030-06-20", "at": "11:15"}
    page = browser.post(url, data=typed, follow_redirects=True).text
    assert "Thu 20 Jun 2030, 11:15" in page
    second = browser.post(url, data=typed | {"on": "2030-06-27"})
    assert "A colleague changed this meeting" in second.text
    assert 'value="2030-06-27"' in second.text
    assert 'name="version" type="hidden" value="2"' in second.text
    assert "Thu 27 Jun" in browser.post(url, data=typed | {"on": "2030-06-27", "version": "2"},
                                        follow_redirects=True).text  # fmt: skip


def test_a_wrong_year_is_said_beside_its_field(browser, team: Team) -> None:
    for year in ("2003", "2062"):
        data = {"version": "1", "area_code": AREA, "on": f"{year}-06-20", "at": "11:15"}
        for url in (f"/staff/meetings/{team.meeting_id}", "/staff/meetings/new"):
            assert "within a year" in browser.post(url, data=data).text


def test_a_lead_puts_the_total_of_a_past_meeting_right_and_an_idva_cannot(
    staff_app: Flask, browser, team: Team
) -> None:
    past = add_meeting(team.db, team.service_id, NewMeeting(AREA, date(2030, 5, 2), time(9)))
    assert browser.get(f"/staff/meetings/{past}").status_code == 409
    lead = client_for(staff_app, team, team.lead)
    data = {"version": "1", "agenda_total": "11"}
    page = lead.post(f"/staff/meetings/{past}", data=data, follow_redirects=True).text
    assert 'data-label="On the agenda">11<' in page
    assert "A colleague changed" in lead.post(f"/staff/meetings/{past}", data=data).text


def test_the_list_says_how_many_cases_are_known_of_each_meeting(browser, team: Team) -> None:
    for number in range(3):
        team.open(reference=f"H-{number}")
    assert 'data-label="Cases we know of">3<' in browser.get("/staff/meetings").text
