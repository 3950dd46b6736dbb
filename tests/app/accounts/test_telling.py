"""Where one is signed in: told in plain words, ended one by one or everywhere, and only by oneself."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts import telling
from app.accounts.models import Role, StaffSession
from tests.conftest import client_of
from tests.signing_in import SIGN_IN, post, service_people, sign_in

SESSIONS, END, END_ALL = (
    "/staff/account/sessions",
    "/staff/account/sessions/end",
    "/staff/account/sessions/end-all",
)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile Safari/604.1"


@pytest.fixture
def people(db, keys, now):
    return service_people(db, keys, now)


@pytest.fixture
def idva(people):
    return people.of(Role.IDVA)[0]


def browser(staff_app, db, agent):
    client = client_of(staff_app, db)
    client.environ_base["HTTP_USER_AGENT"] = agent
    return client


def refs(page):
    return re.findall(r'name="which" value="([0-9a-f]+)"', page)


def test_a_browser_is_told_in_plain_words():
    assert [telling.plainly(agent) for agent in (FIREFOX, EDGE, PHONE)] == [
        "Firefox on Linux",
        "Edge on Windows",
        "Safari on an iPhone",
    ]
    assert {telling.plainly(agent) for agent in ("curl/8", "", "\0")} == {telling.UNKNOWN}


def test_every_browser_is_told_and_one_can_be_ended(staff_app, db, idva):
    here, there = browser(staff_app, db, FIREFOX), browser(staff_app, db, EDGE)
    sign_in(there, idva)
    sign_in(here, idva)
    page = here.get(SESSIONS).text
    assert page.index("Firefox on Linux") < page.index("Edge on Windows")
    [other] = refs(page)
    assert post(here, END, {"which": other}, on=SESSIONS).status_code == 303
    assert there.get(SESSIONS).status_code == 303
    assert "Edge" not in here.get(SESSIONS).text


def test_a_password_without_its_second_step_is_told(staff_app, db, idva):
    here, thief = browser(staff_app, db, FIREFOX), browser(staff_app, db, EDGE)
    sign_in(here, idva)
    post(thief, SIGN_IN, {"email": idva.email, "password": idva.password})
    assert "Password given, second step not" in here.get(SESSIONS).text


def test_signing_out_everywhere_ends_all_of_ones_own_and_nobody_elses(staff_app, db, people, idva):
    here, there, other = (browser(staff_app, db, agent) for agent in (FIREFOX, EDGE, PHONE))
    sign_in(there, idva)
    sign_in(here, idva)
    sign_in(other, people.of(Role.IDVA)[1])
    assert post(here, END_ALL, on=SESSIONS).status_code == 303
    answers = [client.get("/staff/account").status_code for client in (here, there, other)]
    assert answers == [303, 303, 200]


def test_nobody_ends_somebody_elses(staff_app, db, people, idva):
    mine, theirs = browser(staff_app, db, FIREFOX), browser(staff_app, db, EDGE)
    sign_in(theirs, people.of(Role.IDVA)[1])
    [row] = db.scalars(select(StaffSession)).all()
    sign_in(mine, idva)
    for which in (row.id_hash.hex(), "", "zz", "é", "\0"):
        assert post(mine, END, {"which": which}, on=SESSIONS).status_code == 303
    assert theirs.get(SESSIONS).status_code == 200
    assert "Edge" not in mine.get(SESSIONS).text


def test_what_is_over_is_not_told_and_no_row_holds_a_browser_in_clear(staff_app, db, idva, clock):
    first, second = browser(staff_app, db, EDGE), browser(staff_app, db, FIREFOX)
    sign_in(first, idva)
    clock.move(timedelta(minutes=31))
    sign_in(second, idva)
    assert "Edge" not in second.get(SESSIONS).text
    for row in db.scalars(select(StaffSession)):
        assert b"Firefox" not in row.told_sealed + row.sealed
