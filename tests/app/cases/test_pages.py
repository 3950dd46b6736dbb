"""Opening a case and handing it over, in a browser."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from app.cases import service as cases
from app.cases.service import State
from tests.app.desk.team import Team, client_for, uncertify

SAVED_QUIETLY = {"Accept": "application/json"}


def case_in(page: str) -> UUID:
    found = re.search(r"/staff/cases/([0-9a-f-]{36})/open", page)
    assert found
    return UUID(found[1])


def fields(team: Team, **changed: str) -> dict[str, str]:
    usual = {
        "version": "0",
        "reference": "H-2030-014",
        "meeting_id": str(team.meeting_id),
        "form_locale": "en",
        "contact": "no",
        "young": "no",
        "cover_locale": "en",
        "skin": "plain",
        "cover_id": str(team.other.id),
    }
    return usual | changed


def test_looking_at_the_empty_page_writes_nothing(browser, team: Team) -> None:
    case_id = case_in(browser.get("/staff/cases/new").text)
    with pytest.raises(cases.NoSuchCase):
        cases.get(team.db, case_id)


def test_it_is_saved_as_it_is_typed_and_a_second_window_is_told(browser, team: Team) -> None:
    case_id = case_in(browser.get("/staff/cases/new").text)
    url = f"/staff/cases/{case_id}/draft"
    half = {"version": "0", "reference": "H-2", "meeting_id": "", "cover_id": "nobody"}
    assert browser.post(url, data=half, headers=SAVED_QUIETLY).json == {"version": 1, "note": ""}
    told = browser.post(url, data=half, headers=SAVED_QUIETLY)
    assert (told.status_code, told.json["refused"]) == (409, "case_changed")
    assert "Nothing was overwritten" in told.json["message"]
    assert "H-2" in browser.get(f"/staff/cases/{case_id}/open").text


def test_the_save_button_does_the_same_without_a_script(browser, team: Team) -> None:
    case_id = case_in(browser.get("/staff/cases/new").text)
    answer = browser.post(f"/staff/cases/{case_id}/draft", data=fields(team))
    assert answer.status_code == 302
    again = browser.post(f"/staff/cases/{case_id}/draft", data=fields(team, reference="other 2"))
    assert again.status_code == 409
    assert "other 2" in again.text
    assert cases.get(team.db, case_id).reference == "H-2030-014"


def test_a_draft_is_discarded_whole_by_its_own_idva_alone(staff_app: Flask, browser, team: Team) -> None:
    case_id = case_in(browser.get("/staff/cases/new").text)
    assert "Discard this draft" not in browser.get("/staff/cases/new").text
    browser.post(f"/staff/cases/{case_id}/draft", data=fields(team))
    assert "Discard this draft" in browser.get(f"/staff/cases/{case_id}/open").text
    url = f"/staff/cases/{case_id}/discard"
    assert client_for(staff_app, team, team.other).post(url).status_code == 403
    assert browser.post(url).location == "/staff/cases"
    with pytest.raises(cases.NoSuchCase):
        cases.get(team.db, case_id)
    assert browser.post(url).status_code == 404


def test_what_figures_rest_on_is_not_discarded(browser, team: Team) -> None:
    case_id = case_in(browser.get("/staff/cases/new").text)
    browser.post(f"/staff/cases/{case_id}/draft", data=fields(team))
    browser.post(f"/staff/cases/{case_id}/offer", data={"version": "1", "why": "declined"})
    assert browser.post(f"/staff/cases/{case_id}/discard").status_code == 409
    opened, _ = team.open()
    assert browser.post(f"/staff/cases/{opened}/discard").status_code == 409
    assert cases.get(team.db, case_id)


def test_a_refused_reference_is_said_at_once_kept_on_the_page_and_in_no_draft(browser, team: Team) -> None:
    case_id = case_in(browser.get("/staff/cases/new").text)
    url, typed = (
        f"/staff/cases/{case_id}/draft",
        fields(team, reference="Fatima 1988", interpreter="Agency 12"),
    )
    told = browser.post(url, data=typed, headers=SAVED_QUIETLY).json
    assert told["version"] == 1
    assert "Saved, but not the reference. This reads like a name." in told["note"]
    page = browser.post(url, data=typed | {"version": "1"})
    assert page.status_code == 400
    assert "Everything else is saved." in page.text
    assert 'value="Fatima 1988"' in page.text
    assert cases.get(team.db, case_id).reference == ""
    again = browser.get(f"/staff/cases/{case_id}/open").text
    assert "Fatima" not in again
    assert "Agency 12" in again


def test_four_fields_open_a_case_and_the_code_is_shown_once(browser, team: Team) -> None:
    case_id = case_in(browser.get("/staff/cases/new").text)
    shown = browser.post(f"/staff/cases/{case_id}/open", data=fields(team))
    code = re.search(r'id="code">(\d{3} \d{3})<', shown.text)
    assert code
    assert shown.headers["Cache-Control"] == "no-store"
    assert f"Type {code[1]} into the search box" in shown.text
    again = browser.get(f"/staff/cases/{case_id}/hand-over").text
    assert code[1] not in again
    assert "<svg" in again
    browser.post(f"/staff/cases/{case_id}/hand-over/said")
    assert "Nobody can see it any more" in browser.get(f"/staff/cases/{case_id}/hand-over").text
    refused = browser.post(f"/staff/cases/{case_id}/hand-over/draw", follow_redirects=True)
    assert "said already" in refused.text


def test_sending_the_same_page_twice_opens_one_case(browser, team: Team) -> None:
    case_id = case_in(browser.get("/staff/cases/new").text)
    browser.post(f"/staff/cases/{case_id}/open", data=fields(team))
    first = cases.get(team.db, case_id).link_id
    again = browser.post(f"/staff/cases/{case_id}/open", data=fields(team), follow_redirects=True)
    assert "has its link already" in again.text
    assert cases.get(team.db, case_id).link_id == first


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"reference": ""}, "Give your own case number."),
        ({"reference": "Maria Lopez"}, "reads like a name"),
        ({"meeting_id": ""}, "Choose a meeting"),
        ({"cover_id": ""}, "Choose a colleague."),
        ({"form_locale": "xx"}, "Choose one of those that are shown."),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(browser, team: Team, changed, words: str) -> None:
    case_id = case_in(browser.get("/staff/cases/new").text)
    page = browser.post(
        f"/staff/cases/{case_id}/open", data=fields(team, **{"interpreter": "Agency 12"} | changed)
    )
    assert page.status_code == 400
    assert words in page.text
    assert "Agency 12" in page.text


def test_without_a_certified_key_it_says_who_can_certify(browser, team: Team) -> None:
    uncertify(team, team.idva)
    case_id = case_in(browser.get("/staff/cases/new").text)
    page = browser.post(f"/staff/cases/{case_id}/open", data=fields(team))
    assert page.status_code == 409
    assert "Cleo" in page.text
    assert "certified" in page.text


def test_a_colleague_cannot_hand_over_or_end_another_s_link(staff_app: Flask, browser, team: Team) -> None:
    case_id, _ = team.open()
    other = client_for(staff_app, team, team.other)
    assert other.get(f"/staff/cases/{case_id}/hand-over").status_code == 403
    for step in ("hand-over/draw", "hand-over/said", "new-link", "end-link", "close"):
        assert other.post(f"/staff/cases/{case_id}/{step}", data={"version": "2"}).status_code == 403
    assert cases.get(team.db, case_id).state is State.OPEN


def test_a_step_from_an_old_page_changes_nothing_and_says_so(browser, team: Team) -> None:
    case_id, _ = team.open()
    page = browser.post(f"/staff/cases/{case_id}/close", data={"version": "1"}, follow_redirects=True)
    assert "Nothing was overwritten" in page.text
    assert cases.get(team.db, case_id).state is State.OPEN


def test_the_link_is_ended_then_the_case_closed(browser, team: Team) -> None:
    case_id, _ = team.open()
    version = cases.get(team.db, case_id).version
    page = browser.post(
        f"/staff/cases/{case_id}/end-link", data={"version": str(version)}, follow_redirects=True
    )
    assert "shows the everyday app" in page.text
    browser.post(f"/staff/cases/{case_id}/close", data={"version": str(version + 1)})
    team.db.rollback()
    assert cases.get(team.db, case_id).state is State.CLOSED


def test_the_message_to_copy_holds_the_address_and_no_code(browser, team: Team) -> None:
    case_id = case_in(browser.get("/staff/cases/new").text)
    shown = browser.post(f"/staff/cases/{case_id}/open", data=fields(team)).text
    text = re.search(r"<textarea[^>]*>(.*?)</textarea>", shown, re.S)
    code = re.search(r'id="code">(\d{3}) (\d{3})<', shown)
    assert text and code
    assert re.fullmatch(r"A page about dates: https://days\.example/k/(\w{4}-){3}\w{4}", text[1].strip())
    assert code[1] + code[2] not in text[1]


def test_a_meeting_is_added_in_london_s_time(browser, team: Team) -> None:
    page = browser.post(
        "/staff/meetings/new",
        data={"area_code": "E09000012", "on": "2030-06-20", "at": "14:00", "cut_off": "", "agenda_total": ""},
        follow_redirects=True,
    ).text
    assert "Thu 20 Jun 2030, 14:00" in page
    assert "Tue 18 Jun 2030, 12:00" in page


def test_a_cut_off_after_the_meeting_is_said_beside_its_field(browser, team: Team) -> None:
    data = {"area_code": "E09000012", "on": "2030-06-20", "at": "14:00", "cut_off": "2030-06-21T09:00"}
    assert "must come before" in browser.post("/staff/meetings/new", data=data).text
    skipped = {"area_code": "E09000012", "on": "2031-03-30", "at": "01:30"}
    assert "clocks go forward" in browser.post("/staff/meetings/new", data=skipped).text


def test_after_the_second_code_the_address_is_not_to_be_sent(browser, team: Team) -> None:
    case_id, link = team.open(duress=True, contact=cases.Contact(cases.How.SPEAKING))
    assert "Send it only the way you agreed" in browser.get(f"/staff/cases/{case_id}/hand-over").text
    team.send(link, duress=True)
    assert "Do not send it:" in browser.get(f"/staff/cases/{case_id}/hand-over").text


def seen_in(page: str) -> str:
    found = re.search(r'name="seen"[^>]* value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_yes_from_a_page_made_before_the_second_code_is_not_written_down(browser, team: Team) -> None:
    case_id, link = team.open(duress=True)
    where = f"/staff/cases/{case_id}/contact"
    yes = {"contact": "speaking", "seen": seen_in(browser.get(where).text)}
    team.send(link, duress=True, at=team.now + timedelta(minutes=1))
    page = browser.post(where, data=yes, follow_redirects=True).text
    assert "Nothing was written down" in page
    assert "Do not call, text or reply" in page
    assert cases.agreement_of(team.db, case_id) is None


def test_a_yes_from_an_old_page_does_not_take_the_place_of_a_newer_no(staff_app, browser, team: Team) -> None:
    case_id, _ = team.open(contact=cases.Contact(cases.How.SPEAKING))
    where = f"/staff/cases/{case_id}/contact"
    old = seen_in(browser.get(where).text)
    staff_app.config["CLOCK"].move(timedelta(minutes=1))
    browser.post(where, data={"contact": "no", "seen": seen_in(browser.get(where).text)})
    staff_app.config["CLOCK"].move(timedelta(minutes=1))
    page = browser.post(where, data={"contact": "speaking", "seen": old}, follow_redirects=True).text
    assert "Nothing was written down" in page
    assert not cases.agreement_of(team.db, case_id).may_contact
