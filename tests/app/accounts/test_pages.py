from datetime import timedelta

import pytest

from app.accounts import keyring, staffing
from app.accounts.models import Role, StaffSession
from app.accounts.sessions import COOKIE
from app.db import writing
from tests.conftest import client_of
from tests.signing_in import SECOND_STEP, SIGN_IN, number_of, post, service_people, sign_in, sign_out


@pytest.fixture
def people(db, keys, now):
    return service_people(db, keys, now)


def test_both_steps_lead_to_the_first_page(staff, people):
    sign_in(staff, people.of(Role.ADMIN)[0])
    page = staff.get("/staff/", follow_redirects=True)
    assert page.status_code == 200
    assert "Colin Marsh" in page.text


def test_who_suspends_a_lead_is_told_first_what_is_left_of_recovery(staff, people, db, keys, now):
    actor, second, third = people.of(Role.LEAD)
    sign_in(staff, actor)
    page = f"/staff/people/{second.id}/suspend"
    assert "new recovery key.</p>" in staff.get(page).text
    staffing.suspend(db, keys, third.id, actor.id, now)
    assert "written down for a trustee" in staff.get(page).text
    with writing(db):
        keyring.lose(db, [actor.id])
    said = staff.get(page).text
    assert "is the only lead with a certified key" in said
    assert "gets a new recovery key" not in said


def test_a_page_asked_for_before_signing_in_is_where_one_ends(staff, people):
    asked = staff.get("/staff/account")
    assert asked.status_code == 303
    assert asked.location.endswith("/staff/sign-in?next=/staff/account")


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example/", "https://evil.example/", "/staff/\\evil", "/staff//evil"]
)
def test_nobody_is_led_elsewhere_after_signing_in(staff, people, elsewhere):
    idva = people.of(Role.ADMIN)[0]
    answer = post(staff, f"{SIGN_IN}?next={elsewhere}", {"email": idva.email, "password": idva.password})
    assert "evil" not in answer.location


def test_a_wrong_password_and_an_unknown_address_read_alike(staff, people):
    known = post(staff, SIGN_IN, {"email": people.everyone[0].email, "password": "not this one"})
    unknown = post(staff, SIGN_IN, {"email": "nobody@lantern.example", "password": "not this one"})
    assert "do not go together" in known.text
    assert known.status_code == unknown.status_code == 200
    assert "do not go together" in unknown.text


@pytest.mark.parametrize("email", ["lead.one@lantern.example", "nobody@lantern.example"])
def test_wrong_tries_slow_the_next_one_and_say_when(staff, people, clock, email):
    for _ in range(4):
        post(staff, SIGN_IN, {"email": email, "password": "wrong"})
    slowed = post(staff, SIGN_IN, {"email": email, "password": "wrong"})
    assert slowed.status_code == 429
    assert slowed.headers["Retry-After"] == "5"
    assert "in 5 seconds" in slowed.text
    clock.move(timedelta(seconds=6))
    assert post(staff, SIGN_IN, {"email": email, "password": "wrong"}).status_code == 200


def test_the_right_password_is_never_barred(staff, people, clock):
    lead = people.of(Role.LEAD)[0]
    for _ in range(30):
        post(staff, SIGN_IN, {"email": lead.email, "password": "wrong"})
        clock.move(timedelta(minutes=16))
    sign_in(staff, lead)


def test_a_stranger_who_tries_all_day_does_not_slow_the_persons_own_browser(
    staff, staff_app, people, db, clock
):
    lead = people.of(Role.LEAD)[0]
    sign_in(staff, lead)
    sign_out(staff)
    stranger = client_of(staff_app, db)
    for _ in range(6):
        refused = post(stranger, SIGN_IN, {"email": lead.email, "password": "wrong"})
    assert refused.status_code == 429
    clock.move(timedelta(seconds=30))
    post(stranger, SIGN_IN, {"email": lead.email, "password": "wrong"})
    sign_in(staff, lead)


def test_a_known_browser_is_slowed_too_and_only_for_its_own_person(staff, people):
    lead, other = people.of(Role.LEAD)[:2]
    sign_in(staff, lead)
    sign_out(staff)
    for _ in range(5):
        own = post(staff, SIGN_IN, {"email": lead.email, "password": "wrong"})
    assert own.status_code == 429
    assert post(staff, SIGN_IN, {"email": other.email, "password": "wrong"}).status_code == 200


def test_a_number_is_taken_once(staff, people, now):
    lead = people.of(Role.LEAD)[0]
    number = number_of(lead.totp_secret, now)
    for taken in (True, False):
        post(staff, SIGN_IN, {"email": lead.email, "password": lead.password})
        assert (post(staff, SECOND_STEP, {"number": number}).status_code == 303) is taken
        if taken:
            sign_out(staff)


def test_the_password_alone_opens_no_page(staff, people):
    lead = people.of(Role.LEAD)[0]
    post(staff, SIGN_IN, {"email": lead.email, "password": lead.password})
    assert staff.get("/staff/people").status_code == 303


def test_signing_in_gives_a_new_cookie_that_is_guarded(staff, people):
    staff.get(SIGN_IN)
    before = staff.get_cookie(COOKIE, domain="staff.example").value
    sign_in(staff, people.of(Role.LEAD)[0])
    cookie = staff.get_cookie(COOKIE, domain="staff.example")
    assert cookie.value != before
    assert (cookie.secure, cookie.http_only, cookie.same_site, cookie.path) == (True, True, "Lax", "/")


def test_looking_at_the_sign_in_page_makes_no_row(staff, db):
    staff.get(SIGN_IN)
    assert db.query(StaffSession).count() == 0


@pytest.mark.parametrize(("idle", "stays"), [(timedelta(minutes=29), True), (timedelta(minutes=31), False)])
def test_thirty_idle_minutes_end_a_session(staff, people, clock, idle, stays):
    sign_in(staff, people.of(Role.ADMIN)[0])
    clock.move(idle)
    assert (staff.get("/staff/account").status_code == 200) is stays


def test_ten_hours_end_a_session_however_busy(staff, people, clock):
    sign_in(staff, people.of(Role.ADMIN)[0])
    for _ in range(24):
        clock.move(timedelta(minutes=25))
        assert staff.get("/staff/account").status_code == 200
    clock.move(timedelta(minutes=1))
    assert staff.get("/staff/account").status_code == 303


def test_signing_out_ends_the_row_and_the_cookie(staff, people, db):
    sign_in(staff, people.of(Role.ADMIN)[0])
    kept = staff.get_cookie(COOKIE, domain="staff.example").value
    sign_out(staff)
    staff.set_cookie(COOKIE, kept, domain="staff.example", secure=True)
    assert staff.get("/staff/account").status_code == 303
    assert db.query(StaffSession).count() == 0


def test_a_new_password_signs_every_other_browser_out_and_keeps_the_keys(staff, staff_app, people, db, clock):
    idva = people.of(Role.IDVA)[0]
    other = client_of(staff_app, db)
    sign_in(other, idva)
    sign_in(staff, idva)
    new = "seven otters paint gates"
    answer = post(staff, "/staff/account", {"old": idva.password, "new": new, "again": new})
    assert answer.status_code == 303
    assert other.get("/staff/account").status_code == 303
    assert staff.get("/staff/account").status_code == 200


def test_a_post_without_its_token_is_refused_calmly(staff, people):
    sign_in(staff, people.of(Role.LEAD)[0])
    answer = staff.post("/staff/sign-out", headers={"Referer": "https://staff.example/"})
    assert answer.status_code == 400
    assert "open for too long" in answer.text
