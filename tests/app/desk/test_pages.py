"""The desk in a browser: what each role sees, and that nothing opens by looking."""

from datetime import timedelta

from flask import Flask

from app.accounts import service as accounts
from app.cases import service as cases
from app.cases.drafts import Contact
from app.cases.service import How
from app.desk.caseload import row_of
from app.desk.service import open_views
from tests.app.desk.team import VIEWS, Team, client_for

TOKEN = {"csrf_token": "checked elsewhere"}


def quiet(app: Flask) -> Flask:
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def actions(team: Team, case_id) -> list[str]:
    return [line.action for line in accounts.audit.entries(team.db, case_id)]


def test_the_caseload_says_what_arrived_and_opens_it_in_one_press(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    team.send(link)
    client = client_for(quiet(staff_app), team, team.idva)
    page = client.get("/staff/cases").text
    assert "H-2030-014" in page
    assert "to read" in page
    assert "door that locks" not in page
    shown = client.post(f"/staff/cases/{case_id}/views", data=TOKEN)
    assert shown.headers["Cache-Control"] == "no-store"
    assert "I want a door that locks." in shown.text
    assert "&lt;b&gt;please&lt;/b&gt;" in shown.text
    assert "to read" not in client.get("/staff/cases").text


def test_looking_at_the_address_of_an_opening_opens_nothing(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    team.send(link)
    client = client_for(quiet(staff_app), team, team.idva)
    for address in ("views", "sheet"):
        assert "door" not in client.get(f"/staff/cases/{case_id}/{address}").text
    assert actions(team, case_id) == ["case opened"]


def test_a_lead_sees_dates_and_counts_and_no_way_in(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    team.send(link)
    client = client_for(quiet(staff_app), team, team.lead)
    assert "has arrived" in client.get("/staff/cases").text
    assert client.get(f"/staff/cases/{case_id}").status_code == 200
    for address in ("views", "sheet"):
        assert client.post(f"/staff/cases/{case_id}/{address}", data=TOKEN).status_code == 403
    assert actions(team, case_id) == ["case opened"]


def test_a_case_that_someone_must_not_see_is_not_there_for_them(staff_app: Flask, team: Team) -> None:
    case_id, _ = team.open(cover_id=team.lead.id, conflicts=frozenset({team.other.id}))
    client = client_for(quiet(staff_app), team, team.other)
    assert "H-2030-014" not in client.get("/staff/cases?q=H-2030").text
    assert client.get(f"/staff/cases/{case_id}").status_code == 403


def test_cover_is_recorded_in_a_form_and_then_opens(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    team.send(link)
    client = client_for(quiet(staff_app), team, team.other)
    assert client.post(f"/staff/cases/{case_id}/views").status_code == 403
    far = (team.now + timedelta(days=60)).date().isoformat()
    assert "28 days" in client.post(f"/staff/cases/{case_id}/cover", data={"why": "sick", "until": far}).text
    near = (team.now + timedelta(days=2)).date().isoformat()
    client.post(f"/staff/cases/{case_id}/cover", data={"why": "sick", "until": near})
    assert "door that locks" in client.post(f"/staff/cases/{case_id}/views").text
    assert actions(team, case_id)[-2:] == ["cover recorded", "views opened"]


def test_a_refusal_for_want_of_cover_leads_to_recording_it(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    team.send(link)
    page = client_for(quiet(staff_app), team, team.other).post(f"/staff/cases/{case_id}/views")
    assert page.status_code == 403
    assert f'href="/staff/cases/{case_id}/cover">Record cover</a>' in page.text


def test_a_lead_records_cover_for_whom_is_said_and_no_longer_once_it_stands(
    staff_app: Flask, team: Team
) -> None:
    case_id, link = team.open()
    team.send(link)
    quiet(staff_app)
    lead, other = (client_for(staff_app, team, who) for who in (team.lead, team.other))
    page = lead.get(f"/staff/cases/{case_id}").text
    assert "Record cover for Bea" in page
    assert "Bea may then read it in place of Amal. You read nothing of it." in page
    assert "Record cover, then read" not in page
    assert "Record cover, then read" in other.get(f"/staff/cases/{case_id}").text
    near = (team.now + timedelta(days=2)).date().isoformat()
    lead.post(f"/staff/cases/{case_id}/cover", data={"why": "sick", "until": near})
    page = lead.get(f"/staff/cases/{case_id}").text
    assert "Record cover for Bea" not in page
    assert "Cover by Bea is recorded from" in page


def test_a_lead_is_offered_a_pack_only_where_they_have_something_to_prepare(
    staff_app: Flask, team: Team
) -> None:
    team.open()
    lead, idva = (client_for(quiet(staff_app), team, who) for who in (team.lead, team.idva))
    assert "Prepare" in idva.get("/staff/meetings").text
    assert "Prepare" not in lead.get("/staff/meetings").text
    team.open(reference="H-2", cover_id=team.lead.id)
    assert "Prepare" in lead.get("/staff/meetings").text


def test_the_second_code_stops_every_way_of_reaching_her(staff_app: Flask, team: Team) -> None:
    words = "Do not call, text or reply until contact is agreed afresh in another way."
    case_id, link = team.open(duress=True, contact=Contact(How.SPEAKING))
    team.send(link)
    client = client_for(quiet(staff_app), team, team.idva)
    assert "She may be contacted" in client.get(f"/staff/cases/{case_id}").text
    team.send(link, duress=True, at=team.now + timedelta(minutes=1))
    assert "Do not call, text or reply" in client.get("/staff/cases").text
    assert words in client.get(f"/staff/cases/{case_id}").text
    assert words in client.post(f"/staff/cases/{case_id}/views").text
    team.now += timedelta(hours=1)
    cases.agree_contact(team.db, case_id, Contact(How.IN_PERSON), team.by())
    staff_app.config["CLOCK"].move(timedelta(hours=2))
    assert words not in client.get(f"/staff/cases/{case_id}").text


def test_the_speaking_sheet_quotes_briefly_and_says_it_is_unverified_until_it_is_confirmed(
    staff_app: Flask, team: Team
) -> None:
    long = " ".join(f"word{n}" for n in range(60))
    case_id, link = team.open()
    team.send(
        link,
        VIEWS
        | {
            "a": {
                "want": {"c": ["home"], "t": long},
                "reach": {"c": ["yes"]},
                "how": {"c": ["call"], "t": "at my mother’s"},
            }
        },
    )
    client = client_for(quiet(staff_app), team, team.idva)
    page = client.post(f"/staff/cases/{case_id}/sheet", data={"agreed": ""}).text
    assert "word24" in page
    assert "word25" not in page
    assert "mother" not in page
    assert "Confirmed live: no." in page
    assert "a safer home" in page
    send_id = open_views(team.db, team.keys, case_id, team.reader(), team.now).sittings[0].shown.send_id
    client.post(f"/staff/cases/{case_id}/confirm", data={"send_id": str(send_id), "how": "speaking"})
    assert "Confirmed live: yes" in client.post(f"/staff/cases/{case_id}/sheet", data={"agreed": ""}).text
    assert actions(team, case_id).count("speaking sheet made") == 2


def test_call_me_beside_do_not_contact_me_is_shown_as_a_contradiction(staff_app: Flask, team: Team) -> None:
    both = {"a": VIEWS["a"] | {"how": {"c": ["none"]}}, "send": {"say": "ask", "call": True}}
    client = client_for(quiet(staff_app), team, team.idva)
    for contact, way in (
        (Contact(), "No safe time is known: do not ring to ask."),
        (Contact(How.SPEAKING), "only at the times and in the way that you agreed live"),
    ):
        case_id, link = team.open(contact=contact)
        team.send(link, VIEWS | both)
        page = client.post(f"/staff/cases/{case_id}/views").text
        assert "Two answers do not fit together" in page
        assert "“Do not contact me” is chosen beforehand on her form" in page
        assert way in page
        assert "do not contact her." not in page
        assert "and not to be contacted" not in page
        assert "Not reached before the meeting, you say nothing." in page


def test_over_a_community_link_do_not_contact_me_was_her_own_tap(staff_app: Flask, team: Team) -> None:
    both = {"a": VIEWS["a"] | {"how": {"c": ["none"]}}, "send": {"call": True}, "many": True}
    case_id, link = team.open(contact=Contact())
    team.send(link, VIEWS | both)
    page = client_for(quiet(staff_app), team, team.idva).post(f"/staff/cases/{case_id}/views").text
    assert "She tapped “do not contact me” herself" in page
    assert "is chosen beforehand on her form" not in page


def test_what_was_only_printed_or_worded_is_still_to_read(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    team.send(link, VIEWS)
    client = client_for(quiet(staff_app), team, team.idva)
    for page, unread in (("sheet", True), ("wording", True), ("views", False)):
        assert client.post(f"/staff/cases/{case_id}/{page}").status_code == 200
        assert row_of(team.db, team.keys, team.idva, case_id, team.now).unread is unread


def test_words_that_a_page_keeps_until_they_are_taken_make_one_sheet(staff_app: Flask, team: Team) -> None:
    """The script sends them first and hears that they were taken; the sheet is made once, after that."""
    case_id, _ = team.open()
    client = client_for(quiet(staff_app), team, team.idva)
    typed = {"keep": "1", "version": "0", "why": "She had no phone.", "wait": "A week."}
    first = client.post(f"/staff/cases/{case_id}/wording", data=typed, headers={"X-Stays": "1"})
    assert (first.status_code, first.data) == (204, b"")
    page = client.post(f"/staff/cases/{case_id}/wording", data=typed)
    assert page.status_code == 200
    assert "She had no phone." in page.text
    assert actions(team, case_id).count("words for the meeting kept") == 1
    assert actions(team, case_id).count("speaking sheet made") == 1


def test_a_sheet_without_views_says_so(staff_app: Flask, team: Team) -> None:
    case_id, _ = team.open()
    client = client_for(quiet(staff_app), team, team.idva)
    assert "No views received." in client.post(f"/staff/cases/{case_id}/sheet", data={"agreed": ""}).text


def test_ask_me_first_keeps_the_sheet_empty_until_she_was_asked(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    team.send(link, VIEWS | {"send": {"say": "ask"}})
    client = client_for(quiet(staff_app), team, team.idva)
    first = client.post(f"/staff/cases/{case_id}/sheet", data={"agreed": ""}).text
    assert "Say nothing of what she sent" in first
    assert "police" not in first
    of = open_views(team.db, team.keys, case_id, team.reader(), team.now).sittings[0].shown.send_id.hex
    yes = {"agreed": "asked", "of": of}
    assert "police coming" in client.post(f"/staff/cases/{case_id}/sheet", data=yes).text


def test_a_caseload_is_found_filtered_and_paged(staff_app: Flask, team: Team) -> None:
    for number in range(30):
        team.open(reference=f"H-{number:03}")
    client = client_for(quiet(staff_app), team, team.idva)
    first = client.get("/staff/cases").text
    assert "Page 1 of 2" in first
    assert "H-024" in first
    assert "H-025" not in first
    assert "H-029" in client.get("/staff/cases?page=2").text
    assert client.get("/staff/cases?q=h-017").text.count("data-row") == 1
    assert "read everything" in client.get("/staff/cases?show=unread").text
    assert client.get("/staff/cases?show=nonsense&page=x").status_code == 200
    assert client.get("/staff/cases?page=-4").status_code == 200


def test_an_empty_caseload_teaches_the_first_steps(staff_app: Flask, team: Team) -> None:
    assert "No cases yet" in client_for(quiet(staff_app), team, team.idva).get("/staff/cases").text
