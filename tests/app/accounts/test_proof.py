"""Showing once more that it is oneself: what asks for it, how, and for how long."""

from datetime import timedelta

import pytest

from app.accounts import printed_codes
from app.accounts import service as accounts
from app.accounts.models import Role
from app.web import proof
from tests.device import Device
from tests.signing_in import number_of, post, service_people, sign_in, token_in

PROVE, INVITE = "/staff/prove", "/staff/people/new"
NEEDED = {
    "accounts.add_passkey",
    "accounts.ask_to_add",
    "accounts.certify_key",
    "accounts.change_app",
    "accounts.codes_page",
    "accounts.invite",
    "accounts.invite_again",
    "accounts.name_passkey",
    "accounts.remove_app",
    "accounts.remove_passkey",
    "accounts.renew_paper",
    "accounts.reset",
    "accounts.suspend",
    "accounts.ways_page",
    "cases.agree_hold",
    "cases.end_hold",
    "cases.hold",
    "cases.new_link",
    "cases.people",
    "community.end_organisation",
    "community.invite_member",
    "community.take_in",
    "deleting.erase",
    "desk.accept_recovery",
    "desk.ask_duty_recovery",
    "desk.ask_recovery",
    "desk.cover",
    "desk.hand_case",
    "desk.paper_duty_recovery",
    "desk.paper_recovery",
    "desk.take_case",
    "inbox.rota",
}


@pytest.fixture
def lead(staff, db, keys, now, clock):
    """Signed in, a quarter of an hour ago and a second."""
    lead = service_people(db, keys, now).of(Role.LEAD)[0]
    sign_in(staff, lead)
    clock.move(timedelta(minutes=15, seconds=1))
    return lead


def test_keys_cover_and_who_works_here_ask_for_it(staff_app):
    assert {name for name, page in staff_app.view_functions.items() if proof.needed(page)} == NEEDED


def test_a_page_is_shown_after_the_password_and_for_fifteen_minutes(staff, lead, db, clock):
    asked = staff.get(INVITE)
    assert (asked.status_code, asked.location) == (303, f"{PROVE}?next={INVITE}")
    assert post(staff, asked.location, {"password": "not this one"}).status_code == 200
    assert staff.get(INVITE).status_code == 303
    proved = post(staff, asked.location, {"password": lead.password})
    assert (proved.status_code, proved.location) == (303, INVITE)
    assert staff.get(INVITE).status_code == 200
    clock.move(timedelta(minutes=15))
    assert staff.get(INVITE).status_code == 200
    clock.move(timedelta(seconds=1))
    assert staff.get(INVITE).status_code == 303
    told = accounts.entries(db, lead.id)[-1]
    assert (told.action, told.detail) == ("proved", "password")


def test_a_number_or_a_printed_code_shows_it_too_and_nothing_does_not(staff, lead, db, keys, clock):
    assert "not right" in post(staff, PROVE).text
    assert post(staff, PROVE, {"number": number_of(lead.totp_secret, clock())}).status_code == 303
    assert staff.get(INVITE).status_code == 200
    clock.move(timedelta(minutes=16))
    code = printed_codes.renew(db, keys, lead.id, clock())[0]
    assert post(staff, PROVE, {"number": code}).status_code == 303
    assert staff.get(INVITE).status_code == 200


def test_a_passkey_shows_it_too(staff, lead, clock):
    post(staff, PROVE, {"password": lead.password})
    device, ways = Device(), "/staff/account/second-step"
    options = post(staff, "/staff/account/passkeys/ask", {"name": ""}, on=ways).json
    made = {"answer": device.make(options)}
    assert post(staff, "/staff/account/passkeys", made, on=ways).status_code == 303
    clock.move(timedelta(minutes=16))
    options = post(staff, "/staff/prove/passkey/ask", on=PROVE).json
    answer = {"answer": device.answer(options)}
    assert post(staff, "/staff/prove/passkey", answer, on=PROVE).status_code == 303
    assert staff.get(INVITE).status_code == 200
    clock.move(timedelta(minutes=16))
    assert "did not count" in post(staff, "/staff/prove/passkey", answer, on=PROVE).text
    assert staff.get(INVITE).status_code == 303


def test_a_button_pressed_too_late_does_nothing_and_leads_back_to_its_page(staff, lead, db):
    sent = {
        "csrf_token": token_in(staff.get(PROVE).text),
        "name": "Ola",
        "email": "o@x.example",
        "role": "idva",
    }
    referrer = {"Referer": f"https://staff.example{INVITE}"}
    late = staff.post(INVITE, data=sent, headers=referrer)
    assert (late.status_code, late.location) == (303, f"{PROVE}?next={INVITE}")
    assert "nothing was done" in staff.get(late.location).text
    away = staff.post(INVITE, data=sent, headers={"Referer": "https://evil.example/staff/people"})
    assert away.location == PROVE
    stays = staff.post(INVITE, data=sent, headers={**referrer, "X-Stays": "1"})
    assert (stays.status_code, stays.json["title"]) == (403, "Please show that it is you")
    everyone = accounts.people(db, accounts.staff(db, lead.id).service_id)
    assert lead.email in {one.email for one in everyone}
    assert "o@x.example" not in {one.email for one in everyone}


def test_wrong_tries_slow_the_next_one(staff, lead):
    answers = [post(staff, PROVE, {"password": "wrong"}).status_code for _ in range(5)]
    assert answers == [200] * 4 + [429]


def test_showing_it_does_not_make_the_session_longer(staff, lead, clock):
    for minutes in [10] + [25] * 22:
        clock.move(timedelta(minutes=minutes))
        assert post(staff, PROVE, {"password": lead.password}).status_code == 303
    clock.move(timedelta(minutes=25))
    assert staff.get(PROVE).status_code == 303
