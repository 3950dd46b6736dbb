"""Who gives languages, and who takes the patch away."""

import io
from zipfile import ZipFile

import pytest
from sqlalchemy import func, select

from app.accounts import service as accounts
from app.review import demo
from app.review import service as review
from app.review.models import Did, ReviewStep
from app.review.rules import DRAFT
from app.web.locale import locale_of
from app.web.taking_in import take_in
from tests.app.community.conftest import member_of
from tests.app.review.conftest import CODE

pytestmark = pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)

PLAIN = "Skip"


def test_a_lead_ticks_what_somebody_may_check_and_unticks_it(desk, browser_of):
    team, whose = desk.circle.team, desk.circle.organisation_id
    third = member_of(team, whose, "Amal")
    lead, there = browser_of(team.lead), f"/staff/review/rights/{whose}"
    assert f'href="{there}"' in lead.get(f"/staff/organisations/{whose}").text
    assert "Amal" in lead.get(there).text
    assert lead.post(f"{there}/{third.id}", data={"code": [CODE]}).location == there
    assert review.languages(desk.db, third.id) == (CODE,)
    lead.post(f"{there}/{third.id}", data={})
    assert review.languages(desk.db, third.id) == ()
    assert lead.post(f"{there}/{third.id}", data={"code": ["tlh"]}).status_code == 409
    assert lead.post(f"{there}/{desk.elsewhere.id}", data={"code": [CODE]}).status_code == 404
    assert lead.get(f"/staff/review/rights/{desk.far.organisation_id}").status_code == 404


def test_the_patch_is_downloaded_written_down_and_taken_in(desk, browser_of, tmp_path):
    lead = browser_of(desk.circle.team.lead)
    assert "Nobody has reviewed anything yet" in lead.get("/staff/review/patches").text
    assert lead.get(f"/staff/review/patches/{CODE}").status_code == 404
    desk.write(desk.one, PLAIN, "تجاوز")
    assert f'href="/staff/review/patches/{CODE}"' in lead.get("/staff/review/patches").text
    answer = lead.get(f"/staff/review/patches/{CODE}")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="translations-ar-2030')
    ZipFile(io.BytesIO(answer.data)).extractall(tmp_path)
    take_in(locale_of(CODE), tmp_path / CODE)
    assert desk.item(PLAIN).entry.message.string == "تجاوز"
    assert "nothing new" in lead.get("/staff/review/patches").text
    actions = [entry.action for entry in accounts.entries(desk.db, CODE)]
    assert actions == ["translation patch taken"]


def test_the_demonstration_only_asks(desk):
    demo.make_reviewer(desk.db, desk.keys, desk.circle.team.service_id, desk.now)
    demo.make_reviewer(desk.db, desk.keys, desk.circle.team.service_id, desk.now)
    assert {each.now.state for each in review.items(desk.db, CODE)} == {DRAFT}
    rows = desk.db.execute(select(ReviewStep.did, func.count()).group_by(ReviewStep.did)).all()
    assert [tuple(row) for row in rows] == [(Did.ASKED, len(demo.ASKED))]
