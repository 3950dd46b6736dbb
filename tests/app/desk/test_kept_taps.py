"""What was typed or tapped beside a mistake stays; what cannot be is not offered; a lead finds the export."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from app.cases import service as cases
from app.cases.drafts import Contact
from app.cases.models import ContactAgreement
from app.cases.service import How
from tests.app.desk.team import Team, client_for
from tests.app.desk.test_pages import quiet
from tests.app.desk.test_sheet import sends

STAYS = {"X-Stays": "1"}
NOTES = Contact(How.SPEAKING, notes=True)


def test_an_interpreter_stays_typed_where_how_they_spoke_is_missing(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    team.send(link)
    client, typed = client_for(quiet(staff_app), team, team.idva), {"agreed_interpreter": "Agency 12"}
    before = team.db.query(ContactAgreement).count()
    page = client.post(f"/staff/cases/{case_id}/agreed", data=typed)
    assert page.status_code == 400
    assert 'value="Agency 12"' in page.text
    assert "Say how." in page.text
    told = client.post(f"/staff/cases/{case_id}/agreed", data=typed, headers=STAYS)
    assert (told.status_code, told.json) == (400, {"title": "How did you speak?", "text": "Say how."})
    assert team.db.query(ContactAgreement).count() == before
    done = client.post(f"/staff/cases/{case_id}/agreed", data=typed | {"agreed_how": "speaking"})
    assert done.status_code == 303
    assert cases.agreement_of(team.db, case_id).interpreter == "Agency 12"


def test_a_page_of_what_was_typed_is_shown_to_nobody_else(staff_app: Flask, team: Team) -> None:
    case_id, _ = team.open()
    other = client_for(quiet(staff_app), team, team.other)
    assert other.post(f"/staff/cases/{case_id}/agreed", data={}).status_code == 403
    send = {"send_id": "00000000-0000-0000-0000-000000000001"}
    assert other.post(f"/staff/cases/{case_id}/confirm", data=send).status_code == 403


def test_confirming_keeps_what_was_chosen_and_typed(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    team.send(link)
    client, (send_id,) = client_for(quiet(staff_app), team, team.idva), sends(team, case_id)
    typed = {"interpreter": "Agency 12", "send_id": str(send_id)}
    page = client.post(f"/staff/cases/{case_id}/confirm", data=typed)
    assert page.status_code == 400
    assert f'value="{send_id}"' in page.text
    assert 'value="Agency 12"' in page.text
    told = client.post(f"/staff/cases/{case_id}/confirm", data={"how": "speaking"}, headers=STAYS)
    assert told.json["title"] == "Nothing was chosen"


@pytest.mark.parametrize(("contact", "offered"), [(NOTES, True), (Contact(How.SPEAKING), False)])
def test_told_by_a_note_is_offered_where_one_may_wait(
    staff_app: Flask, team: Team, clock, contact: Contact, offered: bool
) -> None:
    case_id, _ = team.open(contact=contact)
    team.now += timedelta(days=10, hours=2)
    clock.now = team.now
    client = client_for(quiet(staff_app), team, team.idva)
    page = client.post(f"/staff/cases/{case_id}/outcome").text
    assert ("Told, by a note" in page) is offered
    taps = {"keep": "1", "version": "0", "heard": "read_out", "told": "note"}
    answer = client.post(f"/staff/cases/{case_id}/outcome", data=taps)
    assert answer.status_code == (302 if offered else 200)


def test_a_note_s_ticks_wait_for_who_was_signed_out_and_what_she_will_see_has_the_focus(
    staff_app: Flask, team: Team
) -> None:
    case_id, _ = team.open(contact=NOTES)
    client = client_for(quiet(staff_app), team, team.idva)
    assert re.search(r"<form[^>]* data-stays", client.get(f"/staff/cases/{case_id}/note").text)
    seen = client.post(f"/staff/cases/{case_id}/note", data={"say": ["read"]}).text
    assert re.search(r"<h2[^>]* tabindex=\"-1\" autofocus>As she will see it", seen)


def test_a_lead_finds_the_export_of_a_meeting_where_they_cover_nothing(staff_app: Flask, team: Team) -> None:
    team.open()
    client = client_for(quiet(staff_app), team, team.lead)
    address = f"/staff/meetings/{team.meeting_id}/outcomes.json"
    for page in ("/staff/meetings", f"/staff/meetings/{team.meeting_id}/pack"):
        assert f'action="{address}"' in client.get(page).text
    assert [one["reference"] for one in client.post(address).json["cases"]] == ["H-2030-014"]
    idva = client_for(staff_app, team, team.idva)
    assert f'action="{address}"' not in idva.get("/staff/meetings").text
