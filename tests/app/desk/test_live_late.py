"""Taking views live: what leaves the page with a session, and what is written down too late."""

from flask import Flask

from app.cases import service as cases
from app.desk.live import Answered, read_back
from tests.app.desk.team import Team, client_for
from tests.app.desk.test_live import WORDS, begun, sittings, taken, write
from tests.app.desk.test_pages import quiet


def test_only_what_was_saved_may_leave_the_page_signed_out(staff_app: Flask, team: Team) -> None:
    case_id, _, taking_id = begun(team)
    step = f"/staff/cases/{case_id}/live/{taking_id}/want"
    client = client_for(quiet(staff_app), team, team.idva)
    write(team, case_id, taking_id, want=Answered((), WORDS))
    assert "<form data-hers" in client.post(f"{step}/saved").text
    unsaved = (client.get(step), client.post(step, data={"shown": "yes", "t_want": "long " * 200}))
    assert ["<form data-hers" in each.text for each in unsaved] == [False, False]


def test_what_is_saved_after_it_was_read_back_stays_on_the_page_with_a_way_on(
    staff_app: Flask, team: Team
) -> None:
    case_id, _, taking_id = begun(team)
    write(team, case_id, taking_id, want=Answered(("home",)))
    read_back(team.db, team.keys, taken(team, case_id, taking_id), team.idva, team.now)
    client, root = client_for(quiet(staff_app), team, team.idva), f"/staff/cases/{case_id}/live/{taking_id}"
    late = client.post(f"{root}/not", data={"c_not": ["letters"], "t_not": f"<b>{WORDS}"})
    assert late.status_code == 409
    assert f"kept on {cases.when(team.now)}" in late.text
    assert f"&lt;b&gt;{WORDS}</textarea>" in late.text and "letters or calls" in late.text
    for way in (f"/staff/cases/{case_id}/live", f"/staff/cases/{case_id}"):
        assert f'href="{way}"' in late.text
    assert len(sittings(team, case_id)) == 1
    for answer in (client.post(f"{root}/not"), client.post(f"{root}/done", data={"yes": "yes"})):
        assert "This conversation was read back and kept" in answer.text
        assert f'href="/staff/cases/{case_id}/live"' in answer.text
