import re

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from app.accounts import staff as people
from app.accounts.cli import audit_group, service_group, staff_group
from app.accounts.models import AuditEntry
from app.db import writing
from tests.signing_in import SIGN_IN, post, service_people

LEAD = ["add", "--role", "lead", "--email", "Ada@Home.example", "--name", "Ada", "--service", "Home"]


@pytest.fixture
def run(staff_app, db):
    """A command inside the service, as `beforehand` runs it."""

    def command(group, *words, typed=None):
        db.rollback()
        with staff_app.app_context():
            return CliRunner().invoke(group, words, input=typed)

    return command


@pytest.fixture
def service(run):
    return run(service_group, "add", "--name", "Home", "--phone", "020 7946 0001", "--area", "E09000012")


def test_a_first_lead_is_invited_from_the_command_line(run, service, staff):
    said = run(staff_group, *LEAD)
    password = re.search(r": (\S+)\n", said.output)[1]
    answer = post(staff, SIGN_IN, {"email": "ada@home.example", "password": password})
    assert answer.location.endswith("/staff/set-up")


def test_no_command_takes_a_secret():
    names = [
        o.name
        for group in (staff_group, service_group, audit_group)
        for c in group.commands.values()
        for o in c.params
    ]
    assert not {"password", "secret", "totp", "key", "code"} & set(names)


@pytest.mark.parametrize(
    "changed", [{"--service": "Nowhere"}, {"--role": "boss"}, {"--email": "not an address"}]
)
def test_what_cannot_be_is_refused_with_a_failing_status(run, service, changed):
    words = list(LEAD)
    for option, value in changed.items():
        words[words.index(option) + 1] = value
    assert run(staff_group, *words).exit_code != 0


def test_the_same_address_is_not_added_twice(run, service):
    run(staff_group, *LEAD)
    again = run(staff_group, *LEAD)
    assert again.exit_code == 1
    assert "already" in again.output


def test_a_reset_says_first_what_will_be_lost(run, service, staff):
    first = run(staff_group, *LEAD).output
    said = run(staff_group, "reset", "--email", "ada@home.example", typed="n\n")
    assert "private key for good" in said.output
    assert said.exit_code == 1
    password = re.search(r": (\S+)\n", first)[1]
    assert post(staff, SIGN_IN, {"email": "ada@home.example", "password": password}).status_code == 303


def test_a_suspended_person_cannot_sign_in(run, db, keys, now, staff):
    lead = service_people(db, keys, now).everyone[0]
    assert run(staff_group, "suspend", "--email", lead.email).exit_code == 0
    answer = post(staff, SIGN_IN, {"email": lead.email, "password": lead.password})
    assert "do not go together" in answer.text


def test_verifying_fails_where_the_trail_was_changed(run, service, db):
    assert run(audit_group, "verify").exit_code == 0
    with writing(db):
        db.execute(update(AuditEntry).values(detail="changed"))
    broken = run(audit_group, "verify")
    assert broken.exit_code == 1
    assert "number 1" in broken.output


MANAGER = ["add", "--role", "manager", "--email", "mo@borough.example", "--name", "Mo"]


@pytest.mark.parametrize(
    ("covers", "expected"),
    [(["london"], None), (["E09000030", "E09000012"], frozenset({"E09000012", "E09000030"}))],
)
def test_a_manager_covers_areas_or_london(run, db, covers, expected):
    assert run(staff_group, *MANAGER, *(word for one in covers for word in ("--covers", one))).exit_code == 0
    db.rollback()
    assert people.covered(db, people.by_email(db, "mo@borough.example")) == expected


def test_a_manager_of_a_service_covers_its_areas(run, service, db):
    assert run(staff_group, *MANAGER, "--service", "Home").exit_code == 0
    db.rollback()
    assert people.covered(db, people.by_email(db, "mo@borough.example")) == {"E09000012"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (MANAGER, "say what they cover"),
        ([*MANAGER, "--covers", "Hackney"], "neither an area code"),
        ([*LEAD, "--covers", "london"], "for managers only"),
    ],
)
def test_what_nobody_can_cover_is_refused_with_what_to_do(run, service, words, said):
    answer = run(staff_group, *words)
    assert answer.exit_code != 0
    assert said in answer.output
