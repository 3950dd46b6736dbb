import pytest
from flask import abort

from app.accounts.models import Role
from app.web.audience import PUBLIC_STAFF, audience
from safety.errors import SafetyRefusal
from tests.signing_in import service_people, sign_in


@pytest.fixture
def people(db, keys, now):
    return service_people(db, keys, now)


@pytest.fixture
def failing(staff_app):
    """Pages that fail in every way."""

    @staff_app.get("/staff/fails/<int:code>")
    @audience(PUBLIC_STAFF)
    def fails(code):
        if code == 1:
            raise SafetyRefusal
        if code == 500:
            raise RuntimeError("words that nobody may see")
        abort(code)

    staff_app.add_url_rule("/staff/forgot", "forgot", lambda: "no audience stated")


@pytest.mark.usefixtures("failing")
@pytest.mark.parametrize("code", [400, 403, 404, 405, 413, 429, 500, 503])
def test_every_error_has_a_calm_page_with_a_way_on(staff, code):
    page = staff.get(f"/staff/fails/{code}")
    assert page.status_code == code
    assert page.text.count("<h1>") == 1
    assert 'href="/staff/"' in page.text
    assert "words that nobody may see" not in page.text


@pytest.mark.usefixtures("failing")
def test_a_refusal_without_words_of_its_own_is_a_calm_page(staff):
    assert staff.get("/staff/fails/1").status_code == 403


@pytest.mark.usefixtures("failing")
def test_a_page_that_states_no_audience_answers_nobody(staff, people):
    sign_in(staff, people.of(Role.LEAD)[0])
    assert staff.get("/staff/forgot").status_code == 403


def test_an_unknown_address_is_a_page_and_echoes_nothing(staff):
    page = staff.get("/staff/<script>x</script>")
    assert page.status_code == 404
    assert "<script>x" not in page.text


def test_staff_answers_are_kept_framed_and_sniffed_by_nobody(staff):
    headers = staff.get("/staff/sign-in").headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe-" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Strict-Transport-Security"]


def test_assets_are_kept_by_their_content_and_no_other_name_is_served(staff):
    import re

    page = staff.get("/staff/sign-in").text
    found = re.findall(r'(?:href|src)="(/staff/assets/[^"]+)"', page)
    assert len(found) == 4
    for url in found:
        answer = staff.get(url, headers={"Accept-Encoding": "br"})
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Content-Encoding"] == "br"
    assert staff.get("/staff/assets/0000000000000000/staff.css").status_code == 404
    assert staff.get("/staff/assets/x/../../config.py").status_code == 404


def test_no_page_of_ours_carries_style_or_script_inside(staff, people):
    sign_in(staff, people.of(Role.LEAD)[0])
    for url in ("/staff/people", "/staff/keys", "/staff/account", "/staff/trail", "/staff/people/new"):
        page = staff.get(url).text
        assert " style=" not in page
        assert "<style" not in page
        assert page.count("<script") == page.count('<script type="module" src="/staff/assets/') == 2
        assert page.count("<h1") == 1


def test_the_rail_shows_a_role_only_what_is_for_it(staff, people):
    sign_in(staff, people.of(Role.COMMUNITY)[0])
    page = staff.get("/staff/account").text
    assert ">Kits</a>" in page
    assert ">You</a>" in page
    assert ">People</a>" not in page
    assert ">Cases</a>" not in page
