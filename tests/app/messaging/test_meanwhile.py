"""What a page was made from is no longer so: another tab, or a colleague who covers, wrote it down anew."""

import re
from datetime import timedelta

import pytest

from app.messaging import reach
from app.messaging.models import Outgoing
from tests.app.messaging.test_pages import NEXT, app, browser, key_in

__all__ = ["app", "browser"]


def test_a_text_goes_to_the_number_that_was_shown_or_not_at_all(browser, house, db):
    case_id, _ = house.case()
    page = browser.post(f"/staff/cases/{case_id}/texts", data=NEXT).text
    shown = re.search(r'name="shown" value="([0-9a-f-]{36})"', page)[1]
    house.clock.move(timedelta(seconds=1))
    house.reach(case_id, number="+447400123457")
    sent = {**NEXT, "send": "1", "key": key_in(page), "shown": shown}
    answer = browser.post(f"/staff/cases/{case_id}/texts", data=sent)
    assert "written down anew since this was chosen" in answer.text
    db.rollback()
    assert db.query(Outgoing).count() == 0


@pytest.mark.parametrize("since", ["number", "agreement"])
def test_an_older_page_puts_no_number_back_in_a_newer_one_s_place(browser, house, db, since):
    case_id, _ = house.case()
    at = f"/staff/cases/{case_id}/reach"
    page = browser.get(at).text
    seen = re.search(r'name="seen" type="hidden" value="([0-9a-f -]+)"', page)[1]
    house.clock.move(timedelta(seconds=1))
    if since == "agreement":
        house.agree(case_id)
    house.reach(case_id, number="+447400123457", texts=False)
    typed = {"number": "07400 123456", "answers": "her", "seen": seen}
    answer = browser.post(at, data=typed)
    assert "Not written down" in answer.text
    assert "07400 123457" in answer.text
    assert 'value="07400 123456"' in answer.text
    db.rollback()
    assert reach.newest(db, house.config.keys, case_id).agreed.number == "+447400123457"
    now = re.search(r'name="seen" type="hidden" value="([0-9a-f -]+)"', answer.text)[1]
    house.clock.move(timedelta(seconds=1))
    assert browser.post(at, data={**typed, "seen": now}).status_code == 302
