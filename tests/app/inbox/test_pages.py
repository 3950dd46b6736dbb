"""The pages of rota and inbox: who sees them, what they say, and that a GET opens nothing."""

from sqlalchemy import select

from app.accounts.models import AuditEntry
from app.inbox import rota
from app.inbox.models import ArrivalPassed
from tests.app.inbox.conftest import ROUTE, rota_for


def rota_fields(team):
    days = {f"days-{at}": str(who) for at, who in enumerate(rota_for(team).days)}
    return {**days, "reads_by": "15:30", "route": ROUTE}


def test_a_lead_makes_a_rota_and_the_list_says_until_when(team, browser_of):
    lead = browser_of(team.lead)
    assert lead.post("/staff/inbox/rota", data=rota_fields(team)).status_code == 303
    assert "by 15:30 on the next working day" in lead.get("/staff/inbox").text


def test_what_is_wrong_with_a_rota_is_said_and_nothing_is_changed(duty, browser_of):
    lead, team = browser_of(duty.team.lead), duty.team
    alone = {f"days-{at}": str(team.idva.id) for at in range(5)}
    page = lead.post("/staff/inbox/rota", data={**rota_fields(team), **alone, "route": "ask"}).text
    assert "Give a number" in page
    page = lead.post("/staff/inbox/rota", data={**rota_fields(team), **alone}).text
    assert "two people at least" in page
    assert rota.rota_of(team.db, team.service_id).reads_by == "16:00"


def test_the_list_says_when_and_until_when_and_nothing_of_links(duty, browser_of):
    sitting, team = duty.arrives(), duty.team
    for who, opens in ((team.idva, True), (team.lead, False)):
        page = browser_of(who).get("/staff/inbox").text
        assert "read soon" in page
        assert (f"/staff/inbox/{sitting}" in page) == opens
        assert str(duty.link_id) not in page
        assert "Do not come to my work" not in page


def test_opening_is_a_press_and_what_came_stands_behind_the_curtain(duty, browser_of):
    sitting, team = duty.arrives({"v": 1, "lang": "en", "a": {"years": {"c": ["young"], "t": ""}}}), duty.team
    idva = browser_of(team.idva)
    first = idva.get(f"/staff/inbox/{sitting}")
    assert first.status_code == 303
    page = idva.post(f"/staff/inbox/{sitting}").text
    assert '<details class="curtain">' in page
    assert "16 or 17" in page
    assert ROUTE in page
    assert "no-store" in idva.post(f"/staff/inbox/{sitting}").headers["Cache-Control"]


def _asked(db):
    db.rollback()
    said = select(AuditEntry.actor_id).where(AuditEntry.action.startswith("asked whose case"))
    return list(db.scalars(said))


def _passed(db):
    db.rollback()
    return list(db.scalars(select(ArrivalPassed.placed_id)))


def test_a_wrong_reference_is_said_and_the_right_one_matches(duty, browser_of, db):
    sitting, team = duty.arrives(), duty.team
    team.open()
    idva = browser_of(team.other)
    assert "not opened it yet" in idva.post(f"/staff/inbox/{sitting}/decide", data={"what": "not_real"}).text
    for reference, said in (("", "Give the reference"), ("H-1", "No open case here has this reference")):
        page = idva.post(f"/staff/inbox/{sitting}/decide", data={"what": "matched", "reference": reference})
        assert said in page.text
    right = {"what": "matched", "reference": "H-2030-014"}
    for sure in ("", "H-1", "H-2030-01"):
        asked = idva.post(f"/staff/inbox/{sitting}/decide", data={**right, "sure": sure}).text
        assert f"H-2030-014 is the case of {team.idva.display_name}, for the meeting on" in asked
        assert "Please put this right" not in asked
        assert 'value="H-2030-014"' in asked[asked.index('name="sure"') - 60 :]
        assert [row.open for row in duty.waiting()] == [True]
    assert _asked(db) == [team.other.id] * 3, "who asked whose case it is"
    done = idva.post(f"/staff/inbox/{sitting}/decide", data={**right, "sure": "H-2030-014"})
    assert done.status_code == 303
    assert "Nothing waits." in idva.get("/staff/inbox").text
    arrived = _passed(db)
    again = idva.post(
        f"/staff/inbox/{sitting}/decide", data={**right, "sure": "H-2030-014"}, follow_redirects=True
    )
    assert "It is there already: nothing went a second time." in again.text
    assert "Please put this right" not in again.text
    assert _passed(db) == arrived


def test_not_real_says_that_it_waits_for_somebody_else_until_it_does_not(duty, browser_of):
    sitting, team = duty.arrives(), duty.team
    for who, waits in ((team.idva, True), (team.idva, True), (team.other, False)):
        client = browser_of(who)
        client.post(f"/staff/inbox/{sitting}")
        client.post(f"/staff/inbox/{sitting}/decide", data={"what": "not_real"})
        page = client.get("/staff/inbox").text
        assert "Written down." in page
        assert ("until somebody else opens it" in page) is waits


def test_what_came_says_in_which_language_and_where_two_answers_do_not_fit(duty, browser_of):
    said = {"v": 1, "lang": "ar", "a": {"how": {"c": ["none"], "t": ""}}, "send": {"call": True}}
    sitting = duty.arrives(said)
    page = browser_of(duty.team.idva).post(f"/staff/inbox/{sitting}").text
    assert "form in Arabic" in page
    assert "Two answers do not fit together" in page
    assert "do not ring to ask" in page
    other = duty.arrives({**said, "lang": "en", "send": {}})
    page = browser_of(duty.team.idva).post(f"/staff/inbox/{other}").text
    assert "form in English" in page
    assert "Two answers" not in page
