"""What came over a link that many people hold takes nothing from what she sent by her own."""

from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
from flask import Flask

from app.desk import wording
from app.desk.wording import Wording
from tests.app.desk.team import VIEWS, Team, client_for
from tests.app.desk.test_pack import text_of
from tests.app.desk.test_pages import quiet
from tests.app.desk.test_sheet import made, say_yes, sends

HERS, THEIRS = "I want a door that locks.", "Whoever sent this."
NOT_ASKED = "over a link that many people hold"


def matched(team: Team, link, at: timedelta = timedelta(hours=1), **more) -> None:
    """A send over a community link, as matching keeps it on the case; it came there 40 minutes before."""
    came = (team.now + at - timedelta(minutes=40)).isoformat()
    answers = {"want": {"c": ["money"], "t": THEIRS}, "not": {"c": [], "t": THEIRS}}
    content = {"v": 1, "lang": "en", "a": answers, "send": {}, "many": True, "came": came} | more
    team.send(link, content, at=team.now + at)


def both(team: Team) -> UUID:
    """She sent, and it was confirmed live; then something over a community link was matched to her case."""
    case_id, link = team.open()
    team.send(link)
    say_yes(team, case_id, sends(team, case_id)[0])
    matched(team, link)
    team.now += timedelta(hours=2)
    return case_id


def page_of(staff_app: Flask, team: Team, address: str) -> str:
    page = client_for(quiet(staff_app), team, team.idva).post(address).text
    return " ".join(unescape(page[page.index("<main") :]).split())


def test_her_confirmed_words_stay_on_the_sheet_and_the_pack(staff_app: Flask, team: Team) -> None:
    case_id = both(team)
    for address in (f"/staff/cases/{case_id}/sheet", f"/staff/meetings/{team.meeting_id}/pack"):
        page = page_of(staff_app, team, address)
        assert HERS in page
        assert THEIRS not in page
        assert "Ask her first" not in page
        assert "Not confirmed with her, so not on this page." in page


def test_once_she_confirmed_it_it_is_on_the_sheet_beside_hers(team: Team) -> None:
    case_id = both(team)
    say_yes(team, case_id, sends(team, case_id)[1])
    sheet = made(team, case_id).sheet
    assert sheet.must_not and len(sheet.must_not.hers) == 2
    assert sheet.left_out == ()


def test_the_page_says_that_it_is_not_confirmed_until_it_is(staff_app: Flask, team: Team) -> None:
    case_id = both(team)
    for yes in (False, True):
        if yes:
            say_yes(team, case_id, sends(team, case_id)[1])
        page = page_of(staff_app, team, f"/staff/cases/{case_id}/views")
        assert "came over a community link" in page
        assert ("not confirmed" in page, "Unverified:" in page) == (False, not yes)


def test_alone_it_is_asked_about_first_and_never_said_to_be_her_no(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    matched(team, link)
    team.now += timedelta(hours=2)
    for address in ("sheet", "views"):
        page = page_of(staff_app, team, f"/staff/cases/{case_id}/{address}")
        assert NOT_ASKED in page
        assert "she has not said that all of it" not in page
        assert "did not choose" not in page
        assert (THEIRS in page) is (address == "views")


def test_what_was_worded_and_agreed_for_hers_stands(team: Team) -> None:
    case_id, link = team.open()
    team.send(link, VIEWS | {"send": {"say": "ask"}})
    (send_id,) = sends(team, case_id)
    said = Wording(say={"want": "A lock."}, of=send_id.hex, agreed="asked", agreed_of=send_id.hex)
    wording.keep(team.db, team.keys, case_id, 0, said, team.idva, team.now)
    matched(team, link)
    team.now += timedelta(hours=2)
    found = made(team, case_id)
    assert (found.agreed, found.sheet.stale, found.sheet.may.value) == ("asked", False, "all")
    assert [one.say for one in found.sheet.parts if one.id == "want"] == ["A lock."]
    assert all(one.said.send_id == send_id for part in found.sheet.parts for one in part.hers)


def test_the_wording_page_and_the_sheet_speak_of_the_same_send(staff_app: Flask, team: Team) -> None:
    case_id = both(team)
    page = page_of(staff_app, team, f"/staff/cases/{case_id}/wording")
    assert f'value="{sends(team, case_id)[0].hex}"' in page
    assert THEIRS not in page


def test_paper_says_by_which_way_it_came_and_when(staff_app: Flask, team: Team) -> None:
    case_id = both(team)
    client = client_for(quiet(staff_app), team, team.idva)
    for yes in (False, True):
        if yes:
            say_yes(team, case_id, sends(team, case_id)[1])
        paper = client.post(f"/staff/meetings/{team.meeting_id}/pack", data={"pdf": "1"}).data
        for where in (text_of(paper), page_of(staff_app, team, f"/staff/cases/{case_id}/sheet")):
            said = " ".join(where.split())
            assert said.count("by her personal link") == 1
            assert "Number 2. Came over a community link" in said
            assert (THEIRS in said) is yes


@pytest.mark.parametrize("came", ["2030-01-01", "0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00", "soon"])
def test_no_moment_that_a_phone_made_up_breaks_a_page(staff_app: Flask, team: Team, came: str) -> None:
    case_id, link = team.open()
    matched(team, link, came=came)
    for address in ("views", "sheet"):
        page = client_for(quiet(staff_app), team, team.idva).post(f"/staff/cases/{case_id}/{address}")
        assert page.status_code == 200
