"""The pages of a recovery for whoever is on duty: what each lead is told, and nothing of what came."""

from flask import Flask

from app.desk import service as desk
from app.desk.models import Recovery
from tests.app.desk.leads import Leads, hold_halves
from tests.app.desk.team import client_for
from tests.app.inbox.conftest import Duty
from tests.app.inbox.lost import all_lose, opens, pages_follow
from tests.signing_in import post

NEW, NONE = "/staff/recovery/duty", "There is nothing to recover."


def test_its_pages_say_when_it_came_and_who_would_read_and_nothing_of_it(
    staff_app: Flask, duty: Duty, leads: Leads
) -> None:
    team, sitting = duty.team, duty.arrives()
    all_lose(duty)
    first, second, idva = (client_for(staff_app, team, who) for who in (*leads.all[:2], team.idva))
    assert NEW in first.get("/staff/recovery").text
    page = first.get(NEW).text
    for told in (team.idva.display_name, team.other.display_name, desk.cases.when(team.now)):
        assert told in page
    fields = {"to_id": str(leads.all[1].id), "why": "lost"}
    assert "Say why." in post(first, NEW, {"to_id": fields["to_id"]}).text
    assert post(first, NEW, fields).location == "/staff/recovery"
    [row] = team.db.query(Recovery).all()
    on = f"/staff/recovery/{row.id}"
    page = second.get(on).text
    assert "Recovery for whoever is on duty" in page
    assert team.other.display_name in page
    assert "Do not come to my work" not in page
    assert post(first, f"{on}/accept", on=on).status_code == 403
    assert post(second, f"{on}/accept", on=on).location == "/staff/recovery"
    assert "1 thing was given" in second.get("/staff/recovery").text
    assert "For whoever is on duty" in first.get("/staff/recovery").text
    assert "Do not come to my work" in post(idva, f"/staff/inbox/{sitting}", on="/staff/inbox").text
    assert post(first, NEW, fields, on="/staff/recovery/new").status_code == 409, "nothing waits by now"
    for path in (NEW, f"{NEW}/paper"):
        assert idva.get(path).status_code == 403
    assert "No paper half goes with your key" in first.get(f"{NEW}/paper").text


def test_with_nothing_to_recover_there_is_no_form_until_there_is(
    staff_app: Flask, duty: Duty, leads: Leads
) -> None:
    opens(duty.team, duty.team.idva, duty.team.other)
    boss = client_for(staff_app, duty.team, duty.team.lead)
    duty.arrives()
    page = boss.get(NEW).text
    assert NONE in page
    assert 'name="why"' not in page
    assert "Who would read" not in page
    all_lose(duty)
    page = boss.get(NEW).text
    assert NONE not in page
    assert 'name="why"' in page


def test_nor_is_there_one_for_the_paper(staff_app: Flask, duty: Duty) -> None:
    team = duty.team
    assert hold_halves(team, [team.lead]), "a paper goes with their key"
    pages_follow(duty)
    opens(team, team.idva, team.other)
    boss = client_for(staff_app, team, team.lead)
    assert NONE in boss.get(f"{NEW}/paper").text
    duty.arrives()
    all_lose(duty)
    page = boss.get(f"{NEW}/paper").text
    assert NONE not in page
    assert 'name="trustee"' in page
