"""Every route says whom it is for, and each host has only its own people's."""

from uuid import uuid4

import pytest

from app.accounts.models import Role
from app.web.audience import MACHINE, PUBLIC_STAFF, SIGNED_IN, SURVIVOR, Audience, audience_of
from tests.signing_in import service_people, sign_in

ASSETS = {"static", "bootstrap.static"}


def _pages(app):
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in ASSETS and not rule.endpoint.endswith(".static"):
            yield rule, app.view_functions[rule.endpoint]


def test_every_route_states_its_audience(survivor_app, staff_app):
    both = (*_pages(survivor_app), *_pages(staff_app))
    silent = [rule.endpoint for rule, page in both if not audience_of(page)]
    assert silent == []


def test_the_survivors_host_has_pages_for_survivors_only(survivor_app):
    others = [r.endpoint for r, page in _pages(survivor_app) if audience_of(page) != {SURVIVOR}]
    assert others == []


def test_the_staff_host_has_no_page_for_survivors(staff_app):
    theirs = [r.endpoint for r, page in _pages(staff_app) if SURVIVOR in audience_of(page)]
    assert theirs == []


def test_staff_pages_lie_under_one_address_but_for_the_machines(staff_app):
    odd = [
        rule.rule
        for rule, page in _pages(staff_app)
        if audience_of(page) != {MACHINE}
        and rule.rule != "/"
        and not rule.rule.startswith(("/staff/", "/webhooks/"))
    ]
    assert odd == []


def _asked(client, rule):
    """What a page answers to each way of asking it: no form of ours stands behind it, and no CSRF token."""
    address = rule.rule
    for name in rule.arguments:
        address = address.replace(f"<uuid:{name}>", str(uuid4())).replace(f"<{name}>", "x")
    for method in sorted({"GET", "POST"} & rule.methods):
        yield f"{method} {rule.rule}", client.open(address, method=method)


def test_nobody_who_is_not_signed_in_reaches_a_page_that_is_not_public(staff, staff_app):
    closed = [rule for rule, page in _pages(staff_app) if not audience_of(page) & {PUBLIC_STAFF, MACHINE}]
    answers = [each for rule in closed for each in _asked(staff, rule)]
    assert len(answers) > len(closed)
    reached = [
        asked
        for asked, answer in answers
        if answer.status_code != 303 or not answer.location.startswith("/staff/sign-in")
    ]
    assert reached == []


@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_refused_every_page_that_is_for_others(staff, staff_app, db, keys, now, role):
    sign_in(staff, service_people(db, keys, now).of(role)[0])
    everyone = {PUBLIC_STAFF, SIGNED_IN, MACHINE, Audience(role.value)}
    others = [rule for rule, page in _pages(staff_app) if not audience_of(page) & everyone]
    answers = [each for rule in others for each in _asked(staff, rule)]
    assert {asked.split()[0] for asked, _ in answers} == {"GET", "POST"}
    assert [asked for asked, answer in answers if answer.status_code != 403] == []
