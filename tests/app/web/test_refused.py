"""What was refused is counted in the log, by its kind, and nothing else of it."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from app.accounts.models import Role
from app.web import quiet, refused
from app.web.refused import Kind, Tally
from tests.signing_in import service_people, sign_in

NOON = datetime(2030, 6, 3, 12, tzinfo=UTC)


@pytest.fixture
def lines():
    """The log's lines, as they would be written."""
    found: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(self.format(record).split(" ", 1)[1])

    handler, log = Kept(), logging.getLogger(quiet.OURS)
    handler.setFormatter(quiet.QuietFormatter())
    log.addHandler(handler)
    yield found
    log.removeHandler(handler)


def _line(**counts: int) -> str:
    told = " ".join(f"{kind}={counts.get(kind, 0)}" for kind in ("by_role", "from_elsewhere", "by_rule"))
    return f"warning {refused.SENTENCE} {told}"


def test_the_first_is_said_at_once_and_a_flood_once_a_minute_with_none_left_out(lines):
    tally = Tally()
    for second in range(150):
        tally.note(Kind.ROLE if second % 3 else Kind.RULE, NOON + timedelta(seconds=second))
    assert lines[0] == _line(by_rule=1)
    assert len(lines) == 3
    tally.note(Kind.ELSEWHERE, NOON + timedelta(hours=1))
    numbers = [int(part.partition("=")[2]) for line in lines for part in line.split() if "=" in part]
    assert sum(numbers) == 151


def test_a_clock_that_was_set_back_silences_nothing(lines):
    tally = Tally()
    tally.note(Kind.ROLE, NOON)
    tally.note(Kind.ROLE, NOON - timedelta(days=1))
    assert len(lines) == 2


@pytest.mark.parametrize(
    ("ask", "kind"),
    [
        (lambda browser: browser.get("/staff/people"), Kind.ROLE),
        (lambda browser: browser.post("/staff/people/new", headers={"X-Stays": "1"}), Kind.ROLE),
        (lambda browser: browser.post("/staff/sign-out", headers={"Origin": "null"}), Kind.ELSEWHERE),
    ],
)
def test_each_page_that_is_refused_is_counted_by_why_and_names_nobody(
    lines, staff, staff_app, db, keys, now, ask, kind
):
    sign_in(staff, service_people(db, keys, now).of(Role.IDVA)[0])
    staff_app.extensions[refused.EXTENSION] = Tally()
    assert lines == []
    assert ask(staff).status_code == 403
    assert lines == [_line(**{kind.value: 1})]


def test_a_rule_about_a_thing_is_counted_and_what_is_let_through_is_not(
    lines, staff, staff_app, db, keys, now
):
    people = service_people(db, keys, now)
    sign_in(staff, people.of(Role.LEAD)[0])
    staff_app.extensions[refused.EXTENSION] = Tally()
    staff_app.config["WTF_CSRF_ENABLED"] = False
    assert staff.get("/staff/people").status_code == 200
    assert staff.get("/staff/nothing-here").status_code == 404
    assert lines == []
    assert staff.post(f"/staff/keys/{people.service_id}", data={"trustee": "x"}).status_code == 403
    assert lines == [_line(by_rule=1)]
