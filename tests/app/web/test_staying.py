"""A page that stays is told how it went, in words or with a way on, and nothing else is kept or echoed."""

import pytest

from app.accounts.models import Role
from app.accounts.sessions import IDLE
from tests.signing_in import sign_in

STAYS = {"X-Stays": "1"}
WORDS = "typed with care"


def press(browser, path, **fields):
    """As the page's script sends a form: it asks who is here, then sends with the token of now."""
    token = browser.get("/staff/here").json["token"]
    headers = {**STAYS, "Referer": "https://staff.example/staff/"}
    return browser.post(path, headers=headers, data={"csrf_token": token, **fields})


@pytest.fixture
def lead(staff, people):
    sign_in(staff, people.of(Role.LEAD)[0])
    return staff


def test_who_is_here_is_told_with_the_token_of_now(lead):
    told = lead.get("/staff/here").json
    assert told["who"]
    assert told["token"]


def test_who_is_signed_out_hears_only_that_and_it_is_not_said_again_later(lead, clock):
    clock.move(IDLE * 2)
    for answer in (lead.get("/staff/here", headers=STAYS), lead.post("/staff/account", headers=STAYS)):
        assert (answer.status_code, answer.json) == (401, {})
    assert "was not saved" not in lead.get("/staff/sign-in").text
    assert lead.get("/staff/here").status_code == 303  # whoever asks without the header is asked to sign in


def test_a_way_on_is_told_and_not_followed(lead):
    answer = press(lead, "/staff/sign-out")
    assert answer.json == {"go": "/staff/sign-in"}
    assert "Location" not in answer.headers
    assert "You are signed out." in lead.get(answer.json["go"]).text


def test_a_refusal_is_told_in_words_and_echoes_nothing(lead):
    answer = press(lead, "/staff/nowhere", said=WORDS)
    assert answer.status_code == 404
    assert answer.json["title"]
    assert answer.json["text"]
    assert WORDS not in answer.text


def test_a_page_that_says_what_to_put_right_stays_a_page(lead):
    answer = press(lead, "/staff/account", old="x")
    assert answer.mimetype == "text/html"
