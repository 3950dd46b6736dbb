"""A link and a number: neither alone, not after three days, not twice; and the lead learns no password."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from app.accounts import invitations, staffing
from app.accounts import staff as staff_of
from app.accounts.errors import InvitationOver, NotYours, SignInWrong
from app.accounts.models import Invitation, Role, Staff, StaffState
from app.db import writing
from app.messaging.models import Outgoing, State
from app.messaging.notices import carry_invitation
from app.messaging.outbox import claim
from tests.conftest import client_of
from tests.signing_in import SIGN_IN, enter_invitation, number_of, post, service_people, sign_in

NEW = {"name": "Ola New", "email": "ola@lantern.example", "role": "idva"}
OWN = "four quiet herons wade"


@pytest.fixture
def people(db, keys, now):
    return service_people(db, keys, now)


@pytest.fixture
def made(db, keys, people, now):
    return invite(db, keys, people, now)[1]


def invite(db, keys, people, now, email=NEW["email"]):
    lead, service_id = people.of(Role.LEAD)[0], people.service_id
    about = {"email": email, "name": NEW["name"], "service_id": service_id, "actor_id": lead.id}
    return staffing.invite(db, keys, role=Role.IDVA, now=now, **about)


def wrong(made):
    return f"{(int(made.number) + 1) % 10**6:06}"


def set_up(client, now):
    page = client.get("/staff/set-up").text
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    fields = {"new": OWN, "again": OWN, "number": number_of(secret, now)}
    return post(client, "/staff/set-up", fields)


def test_with_both_they_set_up_choose_their_password_and_have_a_candidate(staff, staff_app, made, db, now):
    assert "Welcome, Ola New" in staff.get(made.path).text
    assert enter_invitation(staff, made).location == "/staff/set-up"
    assert set_up(staff, now).status_code == 303
    assert "Your key waits to be certified" in staff.get("/staff/account").text
    used = client_of(staff_app, db).get(made.path)
    assert (used.status_code, "This link is over" in used.text) == (410, True)
    assert db.query(Invitation).count() == 0


def test_looking_at_a_link_uses_nothing_and_neither_half_is_enough(staff, made):
    for _ in range(3):
        assert staff.get(made.path).status_code == 200
    answer = post(staff, made.path, {"number": wrong(made)})
    assert "not the number that goes with this link" in answer.text
    assert staff.get("/staff/set-up").status_code == 303
    assert staff.get("/staff/invited/" + "0" * 32).status_code == 410
    for guess in (made.number, made.token):
        first = post(staff, SIGN_IN, {"email": NEW["email"], "password": guess})
        assert first.status_code == 200


def test_wrong_numbers_slow_the_next_and_never_bar(staff, made, clock):
    for _ in range(4):
        assert post(staff, made.path, {"number": wrong(made)}).status_code == 200
    late = post(staff, made.path, {"number": made.number})
    assert (late.status_code, "Retry-After" in late.headers) == (429, True)
    clock.move(timedelta(seconds=int(late.headers["Retry-After"])))
    assert enter_invitation(staff, made).status_code == 303


def test_after_three_days_it_is_over_and_a_lead_makes_a_new_one_in_two_presses(
    staff, staff_app, people, db, clock, made
):
    clock.move(timedelta(hours=71, minutes=59))
    assert staff.get(made.path).status_code == 200
    clock.move(timedelta(minutes=1))
    assert "press “New link”" in staff.get(made.path).text
    lead = client_of(staff_app, db)
    sign_in(lead, people.of(Role.LEAD)[0])
    again = re.search(r'href="(/staff/people/[^"]+/invite-again)"', lead.get("/staff/people").text)[1]
    assert post(lead, again).location == "/staff/people"
    page = lead.get("/staff/people").text
    link = re.search(r"/staff/invited/(\w+)<", page)[1]
    number = re.search(r'class="secret">(\d{3} \d{3})<', page)[1].replace(" ", "")
    assert link not in lead.get("/staff/people").text
    assert enter_invitation(staff, invitations.Invited(link, number)).status_code == 303
    assert set_up(staff, clock()).status_code == 303
    assert post(lead, again, on="/staff/people/new").status_code == 404


def test_a_newer_link_ends_the_older_and_the_set_up_that_it_began(staff, made, people, db, keys, now):
    enter_invitation(staff, made)
    person, lead = db.query(Staff).filter(Staff.email == NEW["email"]).one(), people.of(Role.LEAD)[0]
    newer = staffing.invite_again(db, keys, person.id, lead.id, now)
    assert staff.get("/staff/set-up").status_code == 303
    with pytest.raises(InvitationOver):
        invitations.open_with(db, keys, made.token, made.number, now)
    with pytest.raises(SignInWrong):
        invitations.open_with(db, keys, newer.token, wrong(newer), now)
    staffing.suspend(db, keys, person.id, lead.id, now)
    with pytest.raises(InvitationOver):
        invitations.invited_by(db, keys, newer.token, now)


def test_a_new_one_is_only_for_somebody_else_who_has_not_set_up(people, db, keys, now):
    lead, idva = people.of(Role.LEAD)[0], people.of(Role.IDVA)[0]
    for whom in (idva, lead):
        with pytest.raises(NotYours):
            staffing.invite_again(db, keys, whom.id, lead.id, now)


def test_the_database_holds_neither_and_a_row_moved_to_another_opens_nothing(people, db, keys, now):
    staff_id, made = invite(db, keys, people, now)
    row = db.get_one(Invitation, staff_id)
    assert db.get_one(Staff, staff_id).password_sealed is None
    for kept in (row.token_mac, row.number_mac):
        assert made.token.encode() not in kept
        assert bytes.fromhex(made.token) not in kept
        assert made.number.encode() not in kept
    other, _ = invite(db, keys, people, now, "other@lantern.example")
    token_mac, number_mac = row.token_mac, row.number_mac
    with writing(db):
        db.delete(row)
        db.flush()
        moved = db.get_one(Invitation, other)
        moved.token_mac, moved.number_mac = token_mac, number_mac
    with pytest.raises(SignInWrong):
        invitations.open_with(db, keys, made.token, made.number, now)
    with writing(db):
        db.get_one(Staff, other).role = Role.LEAD
    with pytest.raises(InvitationOver):
        invitations.invited_by(db, keys, made.token, now)


def test_where_email_is_set_up_the_lead_is_shown_the_number_and_never_the_link(staff_app, staff, people, db):
    carried = []
    staff_app.extensions[invitations.EXTENSION] = lambda *told: carried.append(told) or True
    sign_in(staff, people.of(Role.LEAD)[0])
    assert post(staff, "/staff/people/new", NEW).location == "/staff/people"
    page = staff.get("/staff/people").text
    assert "goes to ola@lantern.example by email" in page
    assert "/staff/invited/" not in page
    ((_, person, url, _),) = carried
    assert person.email == NEW["email"]
    assert re.search(r"/staff/invited/\w{32}$", url)
    assert db.query(Staff).filter(Staff.email == NEW["email"]).one().state is StaffState.INVITED


def test_a_name_that_turns_other_letters_round_is_asked_for_again(staff, people, db):
    sign_in(staff, people.of(Role.LEAD)[0])
    answer = post(staff, "/staff/people/new", NEW | {"name": "Ola \u202eweN"})
    assert "cannot be seen" in answer.text
    assert db.query(Staff).filter(Staff.email == NEW["email"]).one_or_none() is None


def test_the_email_says_nothing_else_and_goes_only_while_they_are_invited(staff_app, people, db, keys, now):
    staff_id, made = invite(db, keys, people, now)
    person, url = staff_of.staff(db, staff_id), f"https://staff.example{made.path}"
    with staff_app.app_context():
        config = staff_app.config["BEFOREHAND"]
        assert not carry_invitation(db, person, url, now)
        mail = replace(config.providers, mail_host="mail.example.org")
        staff_app.config["BEFOREHAND"] = replace(config, providers=mail)
        assert [carry_invitation(db, person, url, now) for _ in range(2)] == [True, True]
        staff_app.config["BEFOREHAND"] = config
    assert all(made.token.encode() not in one.sealed for one in db.query(Outgoing))
    taken = claim(db, keys, now)
    assert (taken.content["to"], taken.content["subject"]) == (NEW["email"], "Please sign in")
    assert made.number not in taken.content["text"]
    assert not re.search("case|views|survivor|MARAC|Lantern|Ola", taken.content["text"].replace(url, ""))
    staffing.suspend(db, keys, staff_id, None, now)
    claim(db, keys, now)
    db.expire_all()
    assert State.HELD in {one.state for one in db.query(Outgoing)}
