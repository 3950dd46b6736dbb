"""What she says after the meeting, as it is read: her words to her worker under a heading of their own."""

from datetime import timedelta

from flask import Flask

from app.cases import service as cases
from app.cases.drafts import Contact
from app.cases.service import How
from app.desk.service import open_views
from safety.sealing import Kind
from tests.app.desk.team import Team, client_for

SAID = {
    "v": 1,
    "form": 2,
    "lang": "en",
    "how": "send",
    "a": {
        "whom": {"c": ["worker"], "t": ""},
        "better": {"c": [], "t": "Ring on Mondays."},
        "quote": {"c": ["yes"], "t": ""},
        "since": {"c": [], "t": "The door locks now."},
    },
    "send": {"soon": False, "call": False, "tell": False, "count": True, "when": "", "say": ""},
}


def page_of(staff_app: Flask, team: Team, case_id) -> str:
    staff_app.config["WTF_CSRF_ENABLED"] = False
    return client_for(staff_app, team, team.idva).post(f"/staff/cases/{case_id}/views").text


def test_feedback_stands_apart_from_views_and_never_on_the_sheet(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    team.send(link)
    team.send(link, SAID, kind=Kind.FEEDBACK)
    opened = open_views(team.db, team.keys, case_id, team.reader(), team.now)
    assert (len(opened.sittings), len(opened.after)) == (1, 1)
    page = page_of(staff_app, team, case_id)
    assert page.index("I want a door that locks.") < page.index("After the meeting</h2>")
    assert page.index("After the meeting</h2>") < page.index("The door locks now.")
    assert "this caused her a problem, or may have" in page
    assert "may be shown to services, without her name" in page
    client = client_for(staff_app, team, team.idva)
    assert "Ring on Mondays" not in client.post(f"/staff/cases/{case_id}/sheet").text


def test_feedback_alone_can_be_opened_and_the_case_says_that_it_came(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    team.send(link, SAID, kind=Kind.FEEDBACK)
    client = client_for(staff_app, team, team.idva)
    assert "She has sent something since the meeting." in client.get(f"/staff/cases/{case_id}").text
    assert "The door locks now." in page_of(staff_app, team, case_id)


def test_what_came_under_the_second_code_is_no_feedback_of_hers(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open(duress=True)
    team.send(link, SAID, kind=Kind.FEEDBACK, duress=True)
    opened = open_views(team.db, team.keys, case_id, team.reader(), team.now)
    assert (opened.after, opened.harmless) == ([], 1)
    client = client_for(staff_app, team, team.idva)
    assert "since the meeting" not in client.get(f"/staff/cases/{case_id}").text


def test_reading_feedback_does_not_count_as_reading_views(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    team.send(link, SAID, kind=Kind.FEEDBACK)
    page_of(staff_app, team, case_id)
    team.send(link)
    assert "to read" in client_for(staff_app, team, team.idva).get("/staff/cases").text


def test_her_idva_invites_her_from_the_case_page(staff_app: Flask, team: Team, clock) -> None:
    case_id, _ = team.open()
    staff_app.config["WTF_CSRF_ENABLED"] = False
    client = client_for(staff_app, team, team.idva)
    address = f"/staff/cases/{case_id}"
    assert "Let her link ask" not in client.get(address).text
    clock.move(timedelta(days=10 + 15))
    team.now = clock()
    cases.agree_contact(team.db, case_id, Contact(How.SPEAKING), team.by())
    client = client_for(staff_app, team, team.idva)
    assert "Let her link ask" in client.get(address).text
    done = client.post(f"{address}/invite", data={"version": "1"}, follow_redirects=True).text
    assert "changed in another window" in done
    version = str(cases.get(team.db, case_id).version)
    done = client.post(f"{address}/invite", data={"version": version}, follow_redirects=True).text
    assert "her link asks how it went" in done
    assert "Nothing has come." in done
    assert "Let her link ask" not in done
