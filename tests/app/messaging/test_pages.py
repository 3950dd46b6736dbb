"""The pages of texts: what goes is seen before it goes; what is wrong is said beside it."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from app.messaging.models import Outgoing, Sender, State
from safety.contact import Window
from tests.app.desk.team import client_for
from tests.app.messaging.conftest import MONDAY_NOON
from tests.compiled import sharing_app

NEXT = {"template": "ring", "locale": "en", "when": "next"}
NOW = {**NEXT, "when": "now"}


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


def key_in(page):
    return re.search(r'name="key" value="([0-9a-f-]{36})"', page)[1]


def test_what_goes_is_shown_with_its_rule_its_size_and_its_cost_before_it_goes(browser, house, db):
    case_id, _ = house.case(windows=MONDAY_NOON)
    page = browser.post(f"/staff/cases/{case_id}/texts", data=NOW).text
    assert "Please ring me when you have a moment." in page
    for said in (
        "1 part",
        "GSM-7",
        "£0.05 (4.5 pence)",
        "07400 123456",
        "Reminder",
        "Mon: 12:00 – 14:00",
        "At once",
    ):
        assert said in page, said
    assert db.query(Outgoing).count() == 0
    sent = {**NOW, "send": "1", "key": key_in(page)}
    for _ in range(2):
        assert browser.post(f"/staff/cases/{case_id}/texts", data=sent).status_code == 302
    db.rollback()
    assert db.query(Outgoing).count() == 1
    house.work()
    page = browser.get(f"/staff/cases/{case_id}/texts").text
    assert "With the phone company since" in page
    assert page.count("Please ring me when you have a moment.") == 1  # to choose, not what was sent


def test_outside_her_times_it_says_so_and_keeps_what_was_chosen(app, house, clock):
    case_id, _ = house.case(windows=MONDAY_NOON)
    clock.move(timedelta(minutes=56))
    browser = client_for(app, house.team, house.team.idva)
    page = browser.post(f"/staff/cases/{case_id}/texts", data=NOW).text
    assert "not one of her times" in page
    assert re.search(r"<input checked[^>]*value=\"ring\"", page)
    assert "copy into my own phone" not in page
    assert "only then is it shown to copy" in page
    assert "not one of her times" in browser.post(f"/staff/cases/{case_id}/texts/copy", data=NEXT).text


def test_where_no_cost_was_set_the_preview_says_so(browser, house, db):
    case_id, _ = house.case()
    db.query(Sender).update({"tenths_a_part": 0})
    db.commit()
    assert "cost not set by your lead" in browser.post(f"/staff/cases/{case_id}/texts", data=NEXT).text


def test_inside_her_times_the_same_words_can_be_copied(browser, house):
    case_id, _ = house.case(windows=MONDAY_NOON)
    page = browser.post(f"/staff/cases/{case_id}/texts/copy", data=NEXT).text
    assert re.search(r"<textarea[^>]*readonly[^>]*>Please ring me when you have a moment.</textarea>", page)


def test_the_link_is_in_a_text_only_where_it_is_chosen(browser, house):
    case_id, _ = house.case()
    page = browser.post(f"/staff/cases/{case_id}/texts", data={**NEXT, "template": "link"}).text
    assert re.search(r"A page about dates: https://days.example/k/(\w{4}-){3}\w{4}", page)
    shown = browser.post(f"/staff/cases/{case_id}/texts", data=NEXT).text
    assert "/k/" not in shown


def test_after_the_second_code_the_page_says_stop_and_has_no_button(browser, house, clock):
    case_id, link = house.case()
    house.team.send(link, duress=True, at=clock())
    page = browser.get(f"/staff/cases/{case_id}/texts").text
    assert "No text goes." in page
    assert "See what goes" not in page


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"template": "nonsense", "locale": "en", "when": "next"},
        {"template": "ring", "locale": "ar", "when": "next"},
        {"template": "ring", "locale": "en", "when": "sometime"},
        {**NEXT, "send": "1", "key": "not a key"},
        {**NEXT, "send": "1"},
    ],
)
def test_nonsense_sends_nothing(browser, house, db, fields):
    case_id, _ = house.case()
    assert browser.post(f"/staff/cases/{case_id}/texts", data=fields).status_code == 200
    db.rollback()
    assert db.query(Outgoing).count() == 0


def test_a_text_is_cancelled_and_a_stuck_one_tried_again_or_dropped(browser, house, message):
    case_id, _ = house.case()
    key = house.send(case_id)
    page = browser.post(f"/staff/texts/{key}/cancel", data={"case": str(case_id)}, follow_redirects=True).text
    assert "Cancelled. It does not go." in page
    house.provider.refuses["+447400123456"] = 21614
    stuck = house.send(case_id)
    house.work()
    page = browser.get("/staff/messages").text
    assert "It is a landline, or its network takes no texts." in page
    assert "Chosen again" in browser.post(f"/staff/texts/{stuck}/retry", follow_redirects=True).text
    house.work()
    assert "Dropped" in browser.post(f"/staff/texts/{stuck}/drop", follow_redirects=True).text
    assert "Nothing waits for a decision" in browser.get("/staff/messages").text
    assert "no such message" in browser.post(f"/staff/texts/{uuid4()}/drop", follow_redirects=True).text


def test_a_lead_sees_how_the_outbox_stands_and_decides_nothing(app, house):
    case_id, _ = house.case()
    house.provider.refuses["+447400123456"] = 21211
    key = house.send(case_id)
    house.work()
    lead = client_for(app, house.team, house.team.lead)
    page = lead.get("/staff/messages").text
    assert "How the outbox stands" in page
    assert "Choose it again" not in page
    assert lead.post(f"/staff/texts/{key}/retry").status_code == 403


def test_how_messages_look_is_the_lead_s_to_set(app, house, db):
    lead = client_for(app, house.team, house.team.lead)
    good = {
        "name": "Post",
        "messaging_service": "",
        "tenths_a_part": "5.2",
        "opens": "08:30",
        "closes": "18:00",
    }
    for changed, said in (
        ({"name": "Women's Aid"}, "letters that tell nothing"),
        ({"name": "Refuge"}, "letters that tell nothing"),
        ({"name": "Women Aid"}, "others read it on her phone"),
        ({"name": "DV team"}, "others read it on her phone"),
        ({"name": "harbour"}, "No word of a service"),
        ({"name": "Hackney"}, "no borough"),
        ({"name": house.team.lead.display_name.split()[-1]}, "no colleague"),
        ({"messaging_service": "MG12"}, "begins with MG"),
        ({"closes": "08:00"}, "must come after"),
        ({"tenths_a_part": "4.53"}, "for 4.53 give 4.6"),
        ({"tenths_a_part": "101"}, "Give a number from 0 to 100."),
        ({"opens": "half nine"}, "Give a time, for example 09:30."),
        ({"name": "x" * 25}, "5 letters too many: 20 fit. Nothing was cut."),
    ):
        assert said in lead.post("/staff/messages/settings", data={**good, **changed}).text
    assert lead.post("/staff/messages/settings", data=good).status_code == 302
    assert 'value="5.2"' in lead.get("/staff/messages/settings").text
    case_id, _ = house.case()
    house.send(case_id)
    house.work()
    assert house.provider.taken[0].sender == "Post"


def test_a_sender_that_came_to_tell_sends_nothing_and_everyone_reads_why(app, browser, house, db):
    """The rule is asked again where a text is chosen and where it is handed over."""
    case_id, _ = house.case()
    key = house.send(case_id)
    db.query(Sender).update({"name": "Women Aid"})
    db.commit()
    assert "could tell what this is" in browser.post(f"/staff/cases/{case_id}/texts", data=NEXT).text
    house.work()
    assert house.provider.taken == []
    db.rollback()
    assert db.get(Outgoing, key).state is State.WAITING
    lead = client_for(app, house.team, house.team.lead)
    assert "others read it on her phone" in lead.get("/staff/messages/settings").text


def test_others_see_no_text_of_a_case(app, house):
    case_id, _ = house.case()
    other = client_for(app, house.team, house.team.other)
    for path in (f"/staff/cases/{case_id}/texts", f"/staff/cases/{case_id}/reach"):
        assert other.get(path).status_code == 403


def test_readiness_says_when_messages_are_behind(app, house, db, clock):
    from app.messaging.deciding import BEHIND
    from app.web import health
    from tests.conftest import client_of

    case_id, _ = house.case()
    house.send(case_id)
    clock.move(BEHIND + timedelta(minutes=1))
    health.beat(db, clock())
    answer = client_of(app, db).get("/readyz")
    assert (answer.status_code, answer.text) == (503, "messages behind\n")
    house.work()
    health.beat(db, clock())
    assert client_of(app, db).get("/readyz").text == "ready\n"


def test_the_case_s_page_says_that_stop_came_and_how_many_texts_wait(browser, house, clock):
    from app.messaging.incoming import Came, receive

    case_id, _ = house.case(windows=frozenset({Window(1, 600, 660)}))
    house.send(case_id)
    page = browser.get(f"/staff/cases/{case_id}").text
    assert "One text waits for her next time." in page
    assert "stop" not in page.split("<dl")[0].partition("<main")[2]
    receive(house.team.db, house.config.keys, Came(f"SM{uuid4().hex}", "+447400123456", "Stop!"), clock())
    page = browser.get(f"/staff/cases/{case_id}").text
    assert "From her phone came “stop”" in page
    assert "One text did not go." in page
    assert "One text came that was not opened." in page
    clock.move(timedelta(minutes=1))
    house.agree(case_id)
    assert "From her phone came" not in browser.get(f"/staff/cases/{case_id}").text
