"""The pages of a recovery: what each lead is told, and what has to be put right beside its field."""

from datetime import timedelta

import pytest
from flask import Flask

from app.accounts import recovery
from app.accounts.models import Role, Staff
from app.cases.models import CaseConflict
from app.db import writing
from app.desk.models import Recovery
from app.desk.service import open_views
from app.duties import DUTIES, lapse_recoveries
from tests.app.desk.leads import REFERENCE, Leads, hold_halves, with_views
from tests.app.desk.team import Team, client_for
from tests.signing_in import post

NEW = "/staff/recovery/new"


def typed(leads: Leads, **changed: str) -> dict[str, str]:
    people = {"reader_id": str(leads.team.idva.id), "to_id": str(leads.all[1].id)}
    return {"references": f" {REFERENCE.lower()} \n\n{REFERENCE.lower()}", "why": "lost", **people, **changed}


def test_one_lead_asks_the_other_accepts_and_both_are_told(staff_app: Flask, leads: Leads) -> None:
    team = leads.team
    case_id = with_views(team)
    first, second, third, idva = (client_for(staff_app, team, who) for who in (*leads.all, team.idva))
    assert "Nothing is asked." in first.get("/staff/recovery").text
    assert post(first, NEW, typed(leads)).location == "/staff/recovery"
    assert "Tell them yourself" in first.get("/staff/recovery").text
    assert "asks you for a recovery" in second.get("/staff/cases").text
    (row,) = team.db.query(Recovery).all()
    page = second.get(f"/staff/recovery/{row.id}").text
    for told in (REFERENCE, team.lead.display_name, team.idva.display_name, "Their key is lost"):
        assert told in page
    assert third.get(f"/staff/recovery/{row.id}").status_code == 404
    assert idva.get("/staff/recovery").status_code == 403
    on = f"/staff/recovery/{row.id}"
    assert post(first, f"{on}/accept", on=on).status_code == 403
    assert post(second, f"{on}/accept", on=on).location == "/staff/recovery"
    assert "2 things were given" in second.get("/staff/recovery").text
    assert "asks you for a recovery" not in second.get("/staff/cases").text
    assert "Accepted: 2 things" in first.get("/staff/recovery").text
    assert post(second, f"{on}/accept", on="/staff/recovery/new").status_code == 409
    assert len(open_views(team.db, team.keys, case_id, team.reader(), team.now).sittings) == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"references": "H-9"}, "Your service has no case “H-9”"),
        ({"references": "\u202e \n\t"}, "Give one reference at least."),
        ({"references": " , ; -\n"}, "Give one reference at least."),
        ({"references": f"{REFERENCE}, H-9"}, "Your service has no case “H-9”"),
        ({"references": "a " * 500}, "Ask for 50 at a time"),
        ({"references": "\n".join(str(number) for number in range(51))}, "These are 51."),
        ({"references": "9" * 5000}, "Use up to 4000"),
        ({"why": "because"}, "Why"),
        ({"reader_id": "lead"}, "no cover is recorded for a lead"),
        ({"reader_id": "nobody"}, "Who is to read"),
        ({"to_id": "self"}, "Second lead"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(
    staff_app: Flask, leads: Leads, changed: dict[str, str], said: str
) -> None:
    with_views(leads.team)
    ids = {"lead": leads.all[1].id, "self": leads.all[0].id}
    fields = typed(leads, **{name: str(ids.get(value, value)) for name, value in changed.items()})
    answer = post(client_for(staff_app, leads.team, leads.all[0]), NEW, fields)
    assert answer.status_code == 200
    assert said in answer.text
    assert "references" in changed or REFERENCE.lower() in answer.text
    assert leads.team.db.query(Recovery).count() == 0


def test_it_is_refused_taken_back_or_lapses_by_the_workers_duty(staff_app: Flask, leads: Leads) -> None:
    team = leads.team
    with_views(team)
    first, second = (client_for(staff_app, team, who) for who in leads.all[:2])
    for who, step, said in ((second, "refuse", "Refused."), (first, "withdraw", "Taken back.")):
        post(first, NEW, typed(leads))
        row = team.db.query(Recovery).filter(Recovery.answered_at.is_(None)).one()
        assert (
            post(who, f"/staff/recovery/{row.id}/{step}", on=f"/staff/recovery/{row.id}").status_code == 303
        )
        assert said in first.get("/staff/recovery").text
    post(first, NEW, typed(leads))
    assert lapse_recoveries in [duty.do for duty in DUTIES.values()]
    assert lapse_recoveries(team.db, team.keys, team.now + timedelta(days=1)) == 1
    assert "Nobody answered within 24 hours" in first.get("/staff/recovery").text


def test_one_lead_and_the_paper(staff_app: Flask, team: Team) -> None:
    paper = hold_halves(team, [team.lead])
    case_id = with_views(team)
    lead = client_for(staff_app, team, team.lead)
    assert "You are the only lead here" in lead.get(NEW).text
    fields = {"reader_id": str(team.idva.id), "references": REFERENCE, "why": "lost", "trustee": "A trustee"}
    wrong = post(lead, "/staff/recovery/paper", {**fields, "paper": paper[:-6]})
    assert "A letter is wrong or missing" in wrong.text
    other = post(lead, "/staff/recovery/paper", {**fields, "paper": recovery.print_half(bytes(32))})
    assert "not the one for your key" in other.text
    assert "Give their name" in post(lead, "/staff/recovery/paper", {**fields, "trustee": " "}).text
    done = post(lead, "/staff/recovery/paper", {**fields, "paper": paper.lower()})
    assert done.location == "/staff/recovery"
    assert len(open_views(team.db, team.keys, case_id, team.reader(), team.now).sittings) == 1
    renewed = post(lead, "/staff/keys/paper", {"trustee": "A trustee"})
    assert renewed.location == "/staff/keys"
    page = lead.get("/staff/keys").text
    assert page.count("<svg") == 1
    letters = "".join(page.split('class="fours"')[1].split("</ol>")[0].replace("<li>", "").split("</li>"))
    assert recovery.read_printed(letters.split(">", 1)[1])
    assert "fours" not in lead.get("/staff/keys").text


def test_where_there_are_two_leads_no_half_is_printed(staff_app: Flask, leads: Leads) -> None:
    lead = client_for(staff_app, leads.team, leads.all[0])
    page = lead.get("/staff/keys/paper").text
    assert "There is none to print" in page
    assert "Trustee" not in page
    sent = post(lead, "/staff/keys/paper", {"trustee": "A trustee"}, on="/staff/account")
    assert sent.status_code == 409
    assert "No paper half goes with your key" in lead.get("/staff/recovery/paper").text


def test_a_case_that_the_second_lead_must_not_see_by_now_is_not_named_to_them(
    staff_app: Flask, leads: Leads
) -> None:
    team = leads.team
    case_id = with_views(team)
    first, second = (client_for(staff_app, team, who) for who in leads.all[:2])
    post(first, NEW, typed(leads))
    (row,) = team.db.query(Recovery).all()
    on = f"/staff/recovery/{row.id}"
    assert REFERENCE in second.get(on).text
    with writing(team.db):
        team.db.add(CaseConflict(case_id=case_id, staff_id=leads.all[1].id))
    shown = second.get(on).text
    assert REFERENCE not in shown
    assert "one that is gone, or that you must not see" in shown
    assert REFERENCE in first.get(on).text
    with writing(team.db):
        leads_row = team.db.get_one(Staff, leads.all[0].id)
        leads_row.role = Role.IDVA  # by hand: a row that is not believed is nobody's
    assert first.get(on).status_code == 303
    assert REFERENCE not in first.get(on, follow_redirects=True).text
