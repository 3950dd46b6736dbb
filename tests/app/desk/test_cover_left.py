"""Whoever covers was suspended: no cover is recorded for them, by them, or offered."""

from datetime import timedelta

import pytest
from flask import Flask

from app.accounts import staffing
from app.cases import service as cases
from app.cases.covering import CoverLeft
from app.cases.service import NotYours
from app.desk.service import Why, cover_ahead, record_cover
from tests.app.desk.team import Team, client_for
from tests.app.desk.test_pages import actions, quiet


@pytest.mark.parametrize(("gone", "refusal"), [("other", CoverLeft), ("lead", NotYours)])
def test_no_cover_is_recorded_for_or_by_somebody_who_was_suspended(
    team: Team, gone: str, refusal: type[Exception]
) -> None:
    case_id, _ = team.open()
    staffing.suspend(team.db, team.keys, getattr(team, gone).id, None, team.now)
    until = team.now + timedelta(days=1)
    with pytest.raises(refusal):
        record_cover(team.db, team.keys, case_id, Why.LEFT, until, team.lead, team.now)
    assert cover_ahead(team.db, cases.get(team.db, case_id), team.now) is None


def test_cover_is_not_offered_for_somebody_who_was_suspended_and_asked_for_it_is_refused(
    staff_app: Flask, team: Team
) -> None:
    case_id, link = team.open()
    team.send(link)
    staffing.suspend(team.db, team.keys, team.other.id, team.lead.id, team.now)
    quiet(staff_app)
    lead, idva = (client_for(staff_app, team, who) for who in (team.lead, team.idva))
    for client, told in ((lead, "two leads recover the case for another IDVA"), (idva, "Choose another.")):
        page = client.get(f"/staff/cases/{case_id}").text
        assert "Bea cannot sign in any more: nobody covers this case." in page
        assert told in page
        assert "Record cover" not in page
    near = (team.now + timedelta(days=2)).date().isoformat()
    for answer in (
        lead.get(f"/staff/cases/{case_id}/cover"),
        lead.post(f"/staff/cases/{case_id}/cover", data={"why": "sick", "until": near}),
    ):
        assert answer.status_code == 409
        assert "no cover can be recorded for them" in answer.text
        assert f'href="/staff/cases/{case_id}">To the case</a>' in answer.text
    assert "cover recorded" not in actions(team, case_id)
