"""An exception in any route of either host leaves nothing of the request in any log."""

import io
import logging
import re
from functools import wraps

import pytest

from app.web import quiet

CANARY = "canary-ABCDEFGH"
ARGUMENT = re.compile(r"<(?:(?P<kind>\w+)(?:\([^)]*\))?:)?\w+>")
VALUES = {"int": "1", "uuid": "7f000000-0000-4000-8000-00000000000a"}


@pytest.fixture
def written():
    """What the production handler writes, and what any other handler could have seen."""
    stream = io.StringIO()
    ours = logging.StreamHandler(stream)
    ours.setFormatter(quiet.QuietFormatter())
    raw = logging.StreamHandler(stream)
    root = logging.getLogger()
    root.addHandler(ours)
    root.addHandler(raw)
    yield stream.getvalue
    root.removeHandler(ours)
    root.removeHandler(raw)


def _break(app):
    app.view_functions = {endpoint: _broken(page) for endpoint, page in app.view_functions.items()}
    app.config["PROPAGATE_EXCEPTIONS"] = False


def _broken(page):
    @wraps(page)
    def broken(**kwargs):
        raise RuntimeError(CANARY)

    return broken


def _addresses(app):
    for rule in app.url_map.iter_rules():
        address = ARGUMENT.sub(lambda found: VALUES.get(found["kind"], CANARY), rule.rule)
        for method in sorted(rule.methods & {"GET", "POST"}):
            yield method, address


def _break_and_ask(client, app):
    asked = list(_addresses(app))
    _break(app)
    for method, address in asked:
        client.open(
            f"{address}?q={CANARY}",
            method=method,
            data={"q": CANARY},
            headers={"User-Agent": CANARY, "X-Forwarded-For": "192.0.2.7"},
        )


def test_a_survivors_page_that_fails_leaves_nothing_of_its_request(survivor, survivor_app, written):
    _break_and_ask(survivor, survivor_app)
    assert "RuntimeError at" in written()
    assert CANARY not in written()
    assert "192.0.2.7" not in written()


def test_a_staff_page_that_fails_leaves_nothing_of_its_request(staff, staff_app, written):
    _break_and_ask(staff, staff_app)
    assert "RuntimeError at" in written()
    assert CANARY not in written()
    assert "192.0.2.7" not in written()
