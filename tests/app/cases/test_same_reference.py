"""One reference twice: asked about once where it is one meeting, found again however it is typed."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from app.cases import service as cases
from app.cases.service import State
from tests.app.cases.test_pages import case_in, fields
from tests.app.desk.team import Team, client_for


def opened(client, data) -> tuple[int, str, UUID]:
    case_id = case_in(client.get("/staff/cases/new").text)
    answer = client.post(f"/staff/cases/{case_id}/open", data=data)
    return answer.status_code, answer.text, case_id


def test_a_second_case_with_one_reference_for_one_meeting_is_asked_about_once(browser, team: Team) -> None:
    first = opened(browser, fields(team))[2]
    typed = fields(team, reference="h-2030-014", interpreter="Agency 12", young="yes")
    status, page, second = opened(browser, typed)
    assert status == 409
    assert "There is an open case with this reference for this meeting already." in page
    assert f'href="/staff/cases/{first}">Open that one<' in page
    assert 'value="Agency 12"' in page
    with pytest.raises(cases.NoSuchCase):
        cases.get(team.db, second)
    shown = re.search(r'name="beside" type="hidden" value="([^"]+)"', page)
    assert shown
    pressed = browser.post(f"/staff/cases/{second}/open", data=typed | {"beside": shown[1]})
    assert 'id="code"' in pressed.text
    team.db.rollback()
    assert cases.get(team.db, second).state is State.OPEN
    status, page, _ = opened(browser, typed | {"beside": shown[1]})  # a third was never asked about
    assert (status, page.count("Open that one")) == (409, 2)


def test_another_reference_or_a_closed_case_asks_nothing(browser, team: Team) -> None:
    opened(browser, fields(team))
    assert opened(browser, fields(team, reference="H-2030-015"))[0] == 200
    closed = opened(browser, fields(team, reference="H-2030-016"))[2]
    version = cases.get(team.db, closed).version
    browser.post(f"/staff/cases/{closed}/close", data={"version": str(version)})
    assert opened(browser, fields(team, reference="H-2030-016"))[0] == 200


def test_a_colleague_s_case_is_said_without_a_link_and_one_kept_from_her_not_at_all(
    staff_app: Flask, browser, team: Team
) -> None:
    others = client_for(staff_app, team, team.other)
    lead = {"cover_id": str(team.idva.id)}
    opened(browser, fields(team, reference="H-2", cover_id=str(team.lead.id)))
    status, page, _ = opened(others, fields(team, reference="H-2", **lead))
    assert (status, "It is a colleague’s." in page, "Open that one" in page) == (409, True, False)
    opened(browser, fields(team, reference="H-3", cover_id=str(team.lead.id), conflicts=str(team.other.id)))
    assert opened(others, fields(team, reference="H-3", **lead))[0] == 200


def test_a_letter_that_nobody_sees_is_refused_and_kept_in_no_draft(browser, team: Team) -> None:
    status, page, case_id = opened(browser, fields(team, reference="QXZ\u200b-\u202e7499"))
    assert (status, "A letter in it cannot be seen, right after" in page) == (400, True)
    told = browser.post(f"/staff/cases/{case_id}/draft", data=fields(team, reference="QXZ\u200b-7499"))
    assert told.status_code == 400
    assert cases.get(team.db, case_id).reference == ""


def test_a_reference_is_found_however_its_letters_are_typed_and_of_two_the_last_that_was_opened(
    team: Team,
) -> None:
    first, _ = team.open(reference="h-2030-014")
    assert cases.open_named(team.db, team.keys, team.service_id, "H-2030-014 ").id == first
    team.now += timedelta(minutes=1)
    second, _ = team.open()
    assert cases.open_named(team.db, team.keys, team.service_id, "h-2030-014").id == second
    with pytest.raises(cases.NoSuchCase):
        cases.open_named(team.db, team.keys, team.service_id, "H-2030-01")
