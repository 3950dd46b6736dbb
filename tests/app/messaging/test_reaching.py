"""Number and times are written down as she gave them; what is wrong is said beside it, nothing is lost."""

from datetime import timedelta

import pytest

from app.messaging.reach import newest
from safety.contact import Window
from tests.app.desk.team import client_for
from tests.compiled import sharing_app

NEXT = {"template": "ring", "locale": "en", "when": "next"}


@pytest.fixture
def app(house):
    app = sharing_app(house.config, "STAFF", house.clock)
    app.config["WTF_CSRF_ENABLED"] = False
    yield app
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()


@pytest.fixture
def browser(app, house):
    return client_for(app, house.team, house.team.idva)


TIMES = {
    "number": "07400 123 456",
    "answers": "her",
    "texts": "y",
    "times-0-days": ["0", "2"],
    "times-0-opens": "10:00",
    "times-0-closes": "11:30",
    "times-1-days": ["6"],
    "times-1-opens": "22:00",
    "times-1-closes": "00:00",
    "never-0": "2030-06-05",
}


def test_number_and_times_are_written_down_as_she_gave_them(browser, house, db, keys, clock):
    case_id, _ = house.case()
    clock.move(timedelta(minutes=1))
    answer = browser.post(f"/staff/cases/{case_id}/reach", data=TIMES)
    assert answer.status_code == 302
    agreed = newest(db, keys, case_id).agreed
    assert agreed.number == "+447400123456"
    assert agreed.windows == {Window(0, 600, 690), Window(2, 600, 690), Window(6, 1320, 1440)}
    assert [day.isoformat() for day in agreed.never] == ["2030-06-05"]
    assert not agreed.on_holidays
    page = browser.get(f"/staff/cases/{case_id}/reach").text
    assert "07400 123456" in page
    assert 'value="11:30"' in page
    assert 'value="00:00"' in page


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"number": "020 7946 0001"}, "This is a landline"),
        ({"number": "ring me"}, "This is no telephone number"),
        ({"number": ""}, "This is no telephone number"),
        ({"number": "0800 123 4567"}, "this kind of number"),
        ({"number": "07400 123456\u202e"}, "This is no telephone number"),
        ({"times-0-closes": "10:09"}, "at least ten minutes"),
        ({"times-0-closes": "09:00"}, "at least ten minutes"),
        ({"times-0-closes": ""}, "Give days, from and until"),
        ({"times-0-days": [], "times-1-days": []}, "Give at least one of her times"),
        ({"times-0-opens": "25:99"}, "Give days, from and until"),
        ({"never-0": "tomorrow"}, "Give the whole day"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_typed_is_lost(browser, house, db, keys, changed, said):
    case_id, _ = house.case()
    before = newest(db, keys, case_id)
    page = browser.post(f"/staff/cases/{case_id}/reach", data={**TIMES, **changed})
    assert page.status_code == 200
    assert said in page.text
    assert 'value="2030-06-05"' in page.text or "never-0" in changed
    db.rollback()
    assert newest(db, keys, case_id) == before


def test_bank_holidays_stand_with_her_times_and_not_with_the_days_that_are_out(browser, house):
    case_id, _ = house.case()
    page = browser.get(f"/staff/cases/{case_id}/reach").text
    before, after = page.split("Days on which nothing may go")
    assert "Texts may go on bank holidays too" in before
    assert "holidays" not in after


def test_where_nothing_was_agreed_live_no_number_is_asked_for(browser, house, db, keys):
    case_id, _ = house.team.open()
    assert "First write down what was agreed" in browser.get(f"/staff/cases/{case_id}/reach").text
    assert browser.post(f"/staff/cases/{case_id}/reach", data=TIMES).status_code == 409
    db.rollback()
    assert newest(db, keys, case_id) is None
