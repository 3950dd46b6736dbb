"""What programs may ask is what the description says: schemathesis asks the real apps, signed in."""

import itertools
import re

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import CHECKS

from app.accounts import sessions
from app.openapi import description
from app.web import health
from config import ROOT
from tests.app.desk.team import client_for, make_team

SHORT, LONG = 15, 1000
CHECKED = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)
ADDRESSES = [
    "/healthz",
    "/readyz",
    "/s",
    "/staff/cases/{case_id}/draft",
    "/staff/cases/{case_id}/outcome.json",
    "/staff/here",
    "/staff/meetings/{meeting_id}/outcomes.json",
    "/staff/outcome-1.schema.json",
    "/webhooks/twilio/message",
    "/webhooks/twilio/status",
]
OF_STAFF = {
    "/staff/cases/{case_id}/draft",
    "/staff/cases/{case_id}/outcome.json",
    "/staff/here",
    "/staff/meetings/{meeting_id}/outcomes.json",
}
pytestmark = pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)


@pytest.fixture
def hosts(staff_app, survivor_app, config):
    return ((config.staff_url, staff_app), (config.survivor_url, survivor_app))


@pytest.fixture
def signed_in(staff_app, db, keys, now, config):
    """The staff app as a signed-in IDVA's browser meets it, with a form's token in hand."""
    team = make_team(db, keys, now)
    case_id, _ = team.open()
    browser = client_for(staff_app, team, team.idva)
    token = browser.get("/staff/here").json["token"]
    cookies = "; ".join(f"{one.key}={one.value}" for one in browser._cookies.values())
    health.beat(db, now)
    known = {"case_id": str(case_id), "meeting_id": str(team.meeting_id)}

    def meets(environ, start_response):
        environ |= {
            "HTTP_COOKIE": cookies,
            "HTTP_HOST": config.staff_host,
            "wsgi.url_scheme": "https",
            "HTTP_REFERER": config.staff_url,
            "HTTP_X_CSRFTOKEN": token,
        }
        return staff_app(environ, start_response)

    return meets, known


def test_every_address_that_answers_programs_is_described(hosts):
    told = description(*hosts)
    assert sorted(told["paths"]) == ADDRESSES
    assert told["components"]["securitySchemes"]["session"]["name"] == sessions.COOKIE
    for address, path in told["paths"].items():
        needs = [one["security"] for method, one in path.items() if method != "servers"]
        assert needs == [[{"session": []}] if address in OF_STAFF else []], address
    answers = re.compile(r'jsonify\(|mimetype="application/(?:schema\+)?json"')
    for path in (ROOT / "app").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert not answers.search(source) or "@described(" in source, path


def test_whatever_programs_send_to_the_staff_host_is_answered_as_described(hosts, signed_in, request):
    app, known = signed_in
    seen = _ask_all(description(hosts[0]), app, known, request.config.getoption("--prove"))
    taken = {address for address, statuses in seen.items() if 200 in statuses}
    assert taken == {address for address in ADDRESSES if "webhooks" not in address} - {"/s"}
    assert seen["/webhooks/twilio/status"] == {403}  # nobody can guess a signature


def test_whatever_is_sent_to_the_store_is_answered_as_described(hosts, survivor_app, config, request):
    def meets(environ, start_response):
        environ |= {"HTTP_HOST": config.survivor_host, "wsgi.url_scheme": "https"}
        return survivor_app(environ, start_response)

    seen = _ask_all(description(hosts[1]), meets, {}, request.config.getoption("--prove"))
    assert seen["/s"] - {415} == {400}  # one without a body has no type; not every run asks so


def _ask_all(told, app, known, prove):
    """Ask each address many times, every second one with places in its path that exist; what came."""
    schema = schemathesis.openapi.from_dict(told)
    schema.app = app
    usual = settings(max_examples=LONG if prove else SHORT, suppress_health_check=list(HealthCheck))
    return {one.ok().path: _ask(one.ok(), known, usual) for one in schema.get_all_operations()}


def _ask(operation, known, usual):
    statuses, turn = set(), itertools.count()

    @usual
    @given(case=operation.as_strategy())
    def ask(case):
        if next(turn) % 2 == 0:
            case.path_parameters |= {name: known[name] for name in set(case.path_parameters) & set(known)}
        statuses.add(case.call_and_validate(checks=CHECKS.get_by_names(CHECKED)).status_code)

    ask()
    return statuses
