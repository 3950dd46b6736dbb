"""Codes on paper: shown once, each once, and only for whom they were drawn."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts import printed_codes, staffing
from app.accounts import service as accounts
from app.accounts.models import PrintedCode, Role
from tests.signing_in import SECOND_STEP, SIGN_IN, number_of, post, service_people, sign_in, sign_out

CODES = "/staff/account/codes"


@pytest.fixture
def people(db, keys, now):
    return service_people(db, keys, now)


@pytest.fixture
def idva(people):
    return people.of(Role.IDVA)[0]


def drawn(client):
    """What the page shows once."""
    assert post(client, CODES).status_code == 303
    return re.findall(r"<code>([\d ]+)</code>", client.get(CODES).text)


def enters(client, person, code):
    post(client, SIGN_IN, {"email": person.email, "password": person.password})
    return post(client, SECOND_STEP, {"number": code}).status_code == 303


def test_ten_codes_are_shown_once_and_each_counts_once(staff, idva, db, clock):
    sign_in(staff, idva)
    codes = drawn(staff)
    assert len(set(codes)) == 10
    assert codes[0] not in staff.get(CODES).text
    sign_out(staff)
    for typed, counts in ((codes[0], True), (codes[0], False), (codes[1].replace(" ", "-"), True)):
        clock.move(timedelta(minutes=1))
        assert enters(staff, idva, typed) is counts
        if counts:
            sign_out(staff)
    assert enters(staff, idva, codes[2])
    assert "7 of ten codes still count" in staff.get("/staff/account/second-step").text
    told = [(line.action, line.detail) for line in accounts.entries(db, idva.id)]
    assert ("codes printed", "") in told
    assert told[-1] == ("signed in", "printed code")


def test_a_phones_own_digits_count_as_figures(staff, idva, db, keys, now):
    (code, *_) = printed_codes.renew(db, keys, idva.id, now)
    assert enters(staff, idva, code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")))
    sign_out(staff)
    number = number_of(idva.totp_secret, now)
    assert enters(staff, idva, number.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")))


def test_new_codes_end_the_old_ones_and_a_reset_ends_all(staff, people, idva, db, keys, now):
    old = printed_codes.renew(db, keys, idva.id, now)
    new = printed_codes.renew(db, keys, idva.id, now)
    assert not enters(staff, idva, old[0])
    assert enters(staff, idva, new[0])
    staffing.reset(db, keys, idva.id, people.of(Role.LEAD)[0].id, now)
    assert printed_codes.left(db, idva.id) == 0


def test_a_code_counts_for_its_own_person_only(staff, people, idva, db, keys, now):
    codes = printed_codes.renew(db, keys, people.of(Role.IDVA)[1].id, now)
    assert not enters(staff, idva, codes[0])
    assert printed_codes.left(db, people.of(Role.IDVA)[1].id) == 10


def test_the_database_holds_no_code(idva, db, keys, now):
    codes = printed_codes.renew(db, keys, idva.id, now)
    rows = db.scalars(select(PrintedCode)).all()
    assert len(rows) == 10
    for code in codes:
        assert all(code.replace(" ", "").encode() not in row.code_mac for row in rows)


def test_wrong_codes_slow_the_next_try(staff, idva):
    post(staff, SIGN_IN, {"email": idva.email, "password": idva.password})
    answers = [post(staff, SECOND_STEP, {"number": "0" * 16}).status_code for _ in range(5)]
    assert answers == [200] * 4 + [429]
