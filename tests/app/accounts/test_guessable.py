"""A password that somebody would guess is refused when it is chosen, in words, and nothing else is lost."""

import re
import time
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.accounts import guessable, staffing
from app.accounts.errors import Guessable
from app.accounts.guessable import Why
from app.accounts.models import Role, Staff
from tests.signing_in import enter_invitation, number_of, post, service_people, sign_in

NADIA = ("Nadia Rowe", "idva.one@lantern.example", "Lantern House Advocacy")
GOOD = "four quiet herons wade"
SIGNS = "4@8({[<369!1|0$5+7%2"


def why(password: str) -> str | None:
    try:
        guessable.require(password, NADIA)
    except Guessable as refused:
        return refused.why
    return None


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("password1234", Why.COMMON),
        ("qwertyuiop123", Why.COMMON),
        ("iloveyouforever1", Why.COMMON),
        ("aaaaaaaaaaaaaaaa", Why.RUN),
        ("letmein letmein letmein", Why.RUN),
        ("Summer2030!!", Why.SHORT),
        ("nadia.rowe.2030", Why.NAMES),
        ("Lantern House 2030", Why.NAMES),
        ("L4nt3rn H0us3 2030!", Why.NAMES),
        ("N@dia Rowe n@dia", Why.NAMES),
        ("idva.one@lantern.example", Why.NAMES),
        ("beforehand123", Why.NAMES),
        ("beforehandBEFOREHAND", Why.NAMES),
    ],
)
def test_what_somebody_would_guess_is_refused_with_a_reason(password, reason):
    assert why(password) == reason


def test_of_two_reasons_that_weigh_as_much_either_is_said():
    assert why("1234567890123456") in {Why.COMMON, Why.RUN}


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "otters in the reeds",
        "beforehand otters paint gates",
        "مرحبا بالعالم اليوم",
        "k7mq-pr3d-xxw2-99ab",
    ],
)
def test_what_nobody_would_guess_is_taken_in_any_script(password):
    assert why(password) is None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=128))
def test_whatever_is_typed_is_judged(password):
    assert why(password) in {None, *Why}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(["nadia", "Rowe", "LANTERN", "house", "B3f0r3h4nd"]), max_size=6),
    st.integers(0, 99),
)
def test_names_alone_never_make_a_password(names, figure):
    assert why(" ".join([*names, str(figure)])) is not None


def test_no_password_takes_long_to_judge():
    draw, begun = Random(9), time.thread_time()
    for _ in range(10):
        why("".join(draw.choice(SIGNS) for _ in range(128)))
    assert time.thread_time() - begun < 2


def test_at_set_up_it_is_said_and_nothing_is_made(staff, db, keys, now):
    people = service_people(db, keys, now)
    invited = {"email": "ola@lantern.example", "name": "Ola New", "service_id": people.service_id}
    new_id, made = staffing.invite(
        db, keys, role=Role.IDVA, actor_id=people.of(Role.LEAD)[0].id, now=now, **invited
    )
    enter_invitation(staff, made)
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', staff.get("/staff/set-up").text)[1].replace(" ", "")
    number = number_of(secret, now)
    refused = post(staff, "/staff/set-up", _twice("Ola New Lantern 1") | {"number": number})
    assert "Names are tried first" in refused.text
    assert f'value="{number}"' in refused.text
    assert "Ola New Lantern 1" not in refused.text
    db.expire_all()
    assert db.get_one(Staff, new_id).kdf_salt is None
    assert post(staff, "/staff/set-up", _twice(GOOD) | {"number": number}).status_code == 303


def test_at_a_change_it_is_said_and_the_old_one_stays(staff, db, keys, now):
    idva = service_people(db, keys, now).of(Role.IDVA)[0]
    sign_in(staff, idva)
    before = db.get_one(Staff, idva.id).password_sealed
    refused = post(staff, "/staff/account", _twice("password1234") | {"old": idva.password})
    assert "stands in lists of stolen passwords" in refused.text
    db.expire_all()
    assert db.get_one(Staff, idva.id).password_sealed == before


def _twice(password: str) -> dict[str, str]:
    return {"new": password, "again": password}
