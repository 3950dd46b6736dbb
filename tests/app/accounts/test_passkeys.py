"""A passkey as the second step: whose it is, where it counts, and that it counts once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.accounts import service as accounts
from app.accounts import staffing
from app.accounts.models import Passkey, Role
from app.accounts.passkeys import MOST
from app.db import writing
from tests.conftest import client_of
from tests.device import PRESENT, Device
from tests.signing_in import (
    SECOND_STEP,
    SIGN_IN,
    number_of,
    post,
    service_people,
    sign_in,
    sign_out,
    token_in,
)

WAYS, ADD, ASK_TO_ADD = "/staff/account/second-step", "/staff/account/passkeys", "/staff/account/passkeys/ask"
ASK, TAKE = f"{SECOND_STEP}/passkey/ask", f"{SECOND_STEP}/passkey"


@pytest.fixture
def people(db, keys, now):
    return service_people(db, keys, now)


@pytest.fixture
def lead(people):
    return people.of(Role.LEAD)[0]


def asked(client, url, on, fields=None):
    return post(client, url, fields, on=on).json


def add(client, device, name="work laptop"):
    options = asked(client, ASK_TO_ADD, WAYS, {"name": name})
    return post(client, ADD, {"name": name, "answer": device.make(options)}, on=WAYS)


def password(client, person):
    assert post(client, SIGN_IN, {"email": person.email, "password": person.password}).status_code == 303


def enters(client, person, device, **changed):
    """Password, then the device's answer to what it is asked."""
    password(client, person)
    options = asked(client, ASK, SECOND_STEP)
    return post(client, TAKE, {"answer": device.answer({**options, **changed})}, on=SECOND_STEP)


@pytest.fixture
def device(staff, lead):
    """The lead's own, added; nobody is signed in any more."""
    device = Device()
    sign_in(staff, lead)
    assert add(staff, device).status_code == 303
    sign_out(staff)
    return device


def test_a_passkey_follows_the_password_and_the_trail_says_so(staff, lead, device, db):
    assert enters(staff, lead, device).status_code == 303
    assert "work laptop" in staff.get(WAYS).text
    told = [(line.action, line.detail) for line in accounts.entries(db, lead.id)]
    assert ("passkey added", "") in told
    assert told[-1] == ("signed in", "passkey")


def test_the_number_still_does(staff, lead, device, clock):
    clock.move(timedelta(minutes=1))
    sign_in(staff, lead)


LIES = {
    "other origin": {"origin": "https://staff.example.evil.example"},
    "other scheme": {"origin": "http://staff.example"},
    "other name": {"name": "evil.example"},
    "nobody verified": {"flags": PRESENT},
    "unknown device": {"credential": b"another device's"},
    "forged": {"key": Device().key},
}


def test_what_is_said_elsewhere_or_by_another_does_not_count(staff, lead, device, clock):
    for lie, told in LIES.items():
        answer = enters(staff, lead, replace(device, **told))
        assert (lie, answer.status_code, "This passkey did not count" in answer.text) == (lie, 200, True)
        assert staff.get("/staff/people").status_code == 303
        clock.move(timedelta(minutes=16))
    assert enters(staff, lead, replace(device, uses=1)).status_code == 303


def test_an_answer_to_another_question_does_not_count(staff, lead, device):
    assert "did not count" in enters(staff, lead, device, challenge="AAAA").text


def test_an_answer_counts_once_and_a_question_is_answered_once(staff, staff_app, lead, device, db, now):
    """The whole of what one browser sent, sent again from the same session."""
    password(staff, lead)
    options = asked(staff, ASK, SECOND_STEP)
    kept = staff.get_cookie("__Host-b", domain="staff.example").value
    said = device.answer(options)
    token = token_in(staff.get(SECOND_STEP).text)
    sent = {"csrf_token": token, "answer": said}
    headers = {"Referer": "https://staff.example/"}
    wrong = staff.post(TAKE, data={**sent, "answer": said.replace(said[-30:-20], "A" * 10)}, headers=headers)
    assert "did not count" in wrong.text
    staff.set_cookie("__Host-b", kept, domain="staff.example", secure=True)
    assert "did not count" in staff.post(TAKE, data=sent, headers=headers).text


def test_a_question_counts_for_five_minutes(staff, lead, device, clock):
    password(staff, lead)
    said = device.answer(asked(staff, ASK, SECOND_STEP))
    clock.move(timedelta(minutes=5, seconds=1))
    assert "did not count" in post(staff, TAKE, {"answer": said}, on=SECOND_STEP).text


def test_a_counter_that_does_not_go_up_does_not_count(staff, lead, device):
    assert enters(staff, lead, device).status_code == 303
    sign_out(staff)
    device.uses = 0
    assert "did not count" in enters(staff, lead, device).text


def test_somebody_elses_passkey_does_not_count(staff, people, device):
    other = people.of(Role.LEAD)[1]
    sign_in(staff, other)
    add(staff, Device())
    sign_out(staff)
    assert "did not count" in enters(staff, other, device).text


def test_a_row_given_to_somebody_else_answers_for_nobody(staff, people, device, db):
    other = people.of(Role.LEAD)[1]
    with writing(db):
        db.execute(update(Passkey).values(staff_id=other.id))
    password(staff, other)
    assert post(staff, ASK, on=SECOND_STEP).status_code == 400
    assert "Use a passkey" not in staff.get(SECOND_STEP).text


def test_wrong_passkeys_slow_the_next_try_as_wrong_numbers_do(staff, lead, device):
    password(staff, lead)
    answers = [post(staff, TAKE, {"answer": "nothing"}, on=SECOND_STEP) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200] * 4 + [429]


NONSENSE = ("", "{}", "[]", "null", '{"rawId": 1}', '{"rawId": "é"}', "x" * 20_000, "\0", "[" * 15_000)


def test_nonsense_is_an_answer_that_does_not_count(staff, lead, device, clock):
    for said in NONSENSE:
        password(staff, lead)
        asked(staff, ASK, SECOND_STEP)
        assert "did not count" in post(staff, TAKE, {"answer": said}, on=SECOND_STEP).text
        clock.move(timedelta(minutes=16))


def test_without_the_password_no_device_is_asked(staff, device):
    assert staff.post(ASK, data={"csrf_token": token_in(staff.get(SIGN_IN).text)}).status_code in {400, 401}
    assert post(staff, TAKE, {"answer": "x"}, on=SIGN_IN).location == SIGN_IN


def test_a_device_is_added_once_and_names_are_kept_as_they_are(staff, lead, device, db, clock):
    enters(staff, lead, device)
    assert add(staff, device).status_code == 409
    assert post(staff, ASK_TO_ADD, {"name": "n" * 41}, on=WAYS).status_code == 400
    assert post(staff, ASK_TO_ADD, {"name": "turned\u202eround"}, on=WAYS).status_code == 400
    assert add(staff, Device(), "<b>🔑 مفتاح</b>").status_code == 303
    assert add(staff, Device(), "").status_code == 303
    page = staff.get(WAYS).text
    assert "&lt;b&gt;🔑 مفتاح&lt;/b&gt;" in page
    assert "Passkey of 3 June 2030" in page


def test_there_are_eight_at_most(staff, lead, device):
    enters(staff, lead, device)
    for _ in range(MOST - 1):
        assert add(staff, Device()).status_code == 303
    assert post(staff, ASK_TO_ADD, {"name": ""}, on="/staff/account").status_code == 409
    assert "as many as you can have" in staff.get(WAYS).text


def own(db, person):
    db.expire_all()
    return db.scalars(select(Passkey.id).where(Passkey.staff_id == person.id)).all()


def test_the_last_second_step_cannot_be_removed(staff, lead, device, db, now):
    enters(staff, lead, device)
    assert post(staff, "/staff/account/app/remove").status_code == 303
    [one] = own(db, lead)
    refused = post(staff, f"{ADD}/{one}/remove")
    assert refused.status_code == 409
    assert "last second step" in refused.text
    sign_out(staff)
    password(staff, lead)
    assert "not right" in post(staff, SECOND_STEP, {"number": number_of(lead.totp_secret, now)}).text
    assert enters(staff, lead, device).status_code == 303


def test_a_removed_passkey_counts_no_longer(staff, lead, device, db):
    enters(staff, lead, device)
    [one] = own(db, lead)
    assert post(staff, f"{ADD}/{one}/remove").status_code == 303
    sign_out(staff)
    password(staff, lead)
    assert post(staff, ASK, on=SECOND_STEP).status_code == 400
    assert [line.action for line in accounts.entries(db, lead.id)][-1] == "passkey removed"


def test_nobody_reaches_somebody_elses_passkey(staff, people, device, db):
    [theirs] = own(db, people.of(Role.LEAD)[0])
    sign_in(staff, people.of(Role.LEAD)[1])
    for address in (f"{ADD}/{theirs}", f"{ADD}/{theirs}/remove"):
        assert staff.get(address).status_code == 404
        assert post(staff, address, {"name": "mine"}, on="/staff/account").status_code == 404
    assert len(own(db, people.of(Role.LEAD)[0])) == 1


def test_another_app_takes_the_place_of_the_first(staff, lead, clock):
    sign_in(staff, lead)
    page = staff.get("/staff/account/app").text
    secret = page.split('class="secret">')[1].split("<")[0].replace(" ", "")
    assert "not right" in post(staff, "/staff/account/app", {"number": "000000"}).text
    assert post(staff, "/staff/account/app", {"number": number_of(secret, clock())}).status_code == 303
    sign_out(staff)
    clock.move(timedelta(minutes=1))
    password(staff, lead)
    old, new = number_of(lead.totp_secret, clock()), number_of(secret, clock())
    assert "not right" in post(staff, SECOND_STEP, {"number": old}).text
    assert post(staff, SECOND_STEP, {"number": new}).status_code == 303


def test_a_reset_takes_the_passkeys_away(staff, staff_app, people, device, db, keys, now):
    lead, other = people.of(Role.LEAD)[:2]
    staffing.reset(db, keys, lead.id, other.id, now)
    assert own(db, lead) == []
    assert client_of(staff_app, db).get(WAYS).status_code == 303
