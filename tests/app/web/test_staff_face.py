import re
from pathlib import Path

import pytest
from flask import abort

from app.accounts.models import Role
from app.web.audience import PUBLIC_STAFF, audience
from safety.errors import SafetyRefusal
from tests.signing_in import sign_in

APP = Path(__file__).parents[3] / "app"


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
    assert "require-trusted-types-for 'script'; trusted-types 'none'" in policy
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_page_with_a_token_is_never_compressed(staff):
    """What somebody has echoed beside a secret, and its size, would tell the secret letter by letter."""
    page = staff.get("/staff/sign-in", headers={"Accept-Encoding": "br, gzip, deflate"})
    assert "csrf_token" in page.text
    assert "Content-Encoding" not in page.headers


def test_the_cookie_is_this_hosts_alone_and_no_scripts(staff):
    name, *said = re.split("; |=", staff.get("/staff/sign-in").headers["Set-Cookie"])
    assert name == "__Host-b"
    assert {"Secure", "HttpOnly", "Path", "SameSite", "Lax"} <= set(said)
    assert "Domain" not in said


def test_assets_are_kept_by_their_content_and_no_other_name_is_served(staff):
    page = staff.get("/staff/sign-in").text
    found = re.findall(r'(?:href|src)="(/staff/assets/[^"]+)"', page)
    assert len(found) == 5
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
        assert page.count("<script") == page.count('<script type="module" src="/staff/assets/') == 3
        assert page.count("<h1") == 1


def test_the_rail_shows_a_role_only_what_is_for_it(staff, people):
    sign_in(staff, people.of(Role.COMMUNITY)[0])
    page = staff.get("/staff/account").text
    assert ">Kits</a>" in page
    assert ">You</a>" in page
    assert ">People</a>" not in page
    assert ">Cases</a>" not in page


@pytest.mark.parametrize(
    "said",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Origin": "https://staff.example.evil.example", "Sec-Fetch-Site": "same-origin"},
    ],
)
def test_a_post_that_says_it_comes_from_elsewhere_does_nothing(staff, people, said):
    sign_in(staff, people.of(Role.LEAD)[0])
    refused = staff.post("/staff/sign-out", headers=said)
    assert refused.status_code == 403
    assert staff.get("/staff/account", headers=said).status_code == 200


def test_a_post_that_says_it_comes_from_here_is_taken(staff, people):
    sign_in(staff, people.of(Role.LEAD)[0])
    here = staff.get("/staff/account").request.host_url.rstrip("/")
    assert (
        staff.post("/staff/sign-out", headers={"Origin": here, "Sec-Fetch-Site": "same-origin"}).status_code
        != 403
    )


def _addresses(page, tag):
    """Where the links of the page's part with this opening tag lead, up to its list's end."""
    return re.findall(r'<a href="([^"]+)"', page.split(tag, 1)[1].split("</ul>", 1)[0])


def test_of_many_places_four_stand_in_the_bar_and_the_rest_are_listed_at_the_end(staff, people):
    sign_in(staff, people.of(Role.LEAD)[0])
    page = staff.get("/staff/people").text
    bar, listed = _addresses(page, '<header class="rail many">'), _addresses(page, 'id="places"')
    assert bar == [*bar[:4], *listed, "#places"]
    assert "/staff/people" in listed
    assert 'href="#places" aria-current="true"' in page


def test_few_places_need_no_list(staff, people):
    sign_in(staff, people.of(Role.IDVA)[0])
    page = staff.get("/staff/cases").text
    assert _addresses(page, '<header class="rail">')
    assert "places" not in page


def test_no_capabilitys_style_reaches_into_the_bar_of_places() -> None:
    frame = (APP / "web/templates/web/staff.html").read_text("utf-8")
    named = set(re.findall(r'<li class="([\w-]+)"', frame))
    assert "more" in named
    for sheet in APP.glob("*/static/*.css"):
        styled = re.findall(r"(?:^|[},])\s*\.([\w-]+)(?=[\s,{])(?!\s+[.\w])", sheet.read_text("utf-8"))
        assert not named & set(styled), sheet.name


@pytest.mark.parametrize(
    ("page", "place"),
    [
        ("/staff/trail?who=worker", "/staff/trail"),
        ("/staff/holds", "/staff/holds"),
        ("/staff/recovery", "/staff/recovery"),
        ("/staff/recovery/new", "/staff/recovery"),
    ],
)
def test_a_leads_trail_holds_and_recovery_have_a_place_that_is_marked(staff, people, page, place):
    sign_in(staff, people.of(Role.LEAD)[0])
    shown = staff.get(page).text
    assert re.findall(r'<a href="([^"]+)" aria-current="page"', shown) == [place, place]
    assert 'href="#places" aria-current="true"' in shown
