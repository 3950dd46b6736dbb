"""The address of what came of it, typed or gone back to: it says why, and a stranger hears nothing."""

from uuid import uuid4

from flask import Flask

from app.accounts import service as accounts
from app.cases import service as cases
from app.cases.drafts import Draft
from app.desk import outcomes
from tests.app.desk.team import Team, client_for
from tests.app.desk.test_outcome_pages import held, said
from tests.app.desk.test_pages import quiet


def test_before_the_meetings_day_its_address_says_why_nothing_can_be_written_down(
    staff_app: Flask, team: Team, clock
) -> None:
    case_id, link = team.open()
    team.send(link)
    client, address = client_for(quiet(staff_app), team, team.idva), f"/staff/cases/{case_id}/outcome"
    why = "The meeting has not been held: it is on Thu 13 Jun 2030, 09:30."
    told = client.get(address, follow_redirects=True)
    assert told.request.path == f"/staff/cases/{case_id}"
    assert why in said(told.text)
    assert why not in said(client.get(told.request.path).text)
    pressed = client.post(address)
    assert pressed.status_code == 409
    assert f'href="{told.request.path}"' in pressed.text
    held(team, clock)
    assert "has not been held" not in said(client.get(address, follow_redirects=True).text)


def test_after_it_the_address_says_what_to_press_and_to_whom_it_opens(
    staff_app: Flask, team: Team, clock
) -> None:
    case_id, link = team.open(cover_id=team.other.id)
    team.send(link)
    held(team, clock)
    address = f"/staff/cases/{case_id}/outcome"

    def told(staff: accounts.StaffView) -> str:
        answer = client_for(quiet(staff_app), team, staff).get(address, follow_redirects=True)
        assert answer.request.path == f"/staff/cases/{case_id}"
        return said(answer.text).partition(". ")[0]

    assert told(team.idva) == "An address alone opens nothing: press “Write down what came of it” here"
    what = outcomes.What(outcomes.Heard.READ_OUT)
    outcomes.write(team.db, team.keys, case_id, 0, what, team.idva, team.now)
    assert told(team.idva) == "An address alone opens nothing: press “Change what came of it” here"
    assert told(team.other) == "Cover is not recorded, so what came of it does not open to you"
    assert told(team.lead) == "What came of it is written down by her IDVA, or by recorded cover"
    assert client_for(staff_app, team, team.translator).get(address).status_code == 403


def test_a_draft_without_a_meeting_says_so_there_and_a_stranger_hears_nothing(
    staff_app: Flask, team: Team
) -> None:
    case_id = uuid4()
    cases.save_draft(team.db, team.keys, case_id, team.idva, Draft(reference="LAN-7"), 0, team.now)
    address = f"/staff/cases/{case_id}/outcome"
    mine = client_for(quiet(staff_app), team, team.idva).get(address, follow_redirects=True)
    assert "This case has no meeting yet," in said(mine.text)
    theirs = client_for(staff_app, team, team.other).get(address)
    assert theirs.status_code == 403
    assert "no meeting" not in theirs.text
