import re

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from app.accounts import audit, staffing
from app.accounts import staff as people
from app.accounts.cli import audit_group, service_group, staff_group
from app.accounts.invitations import Invited
from app.accounts.models import AuditEntry, Role, Staff, StaffState
from app.db import writing
from tests.signing_in import SIGN_IN, enter_invitation, post, service_people

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


def told(output: str) -> Invited:
    """The link and the number that a command printed."""
    number = re.search(r"three days: (\d{3} \d{3})\n", output)[1].replace(" ", "")
    return Invited(re.search(r"/staff/invited/(\w+)\n", output)[1], number)


def test_a_first_lead_is_invited_from_the_command_line(run, service, staff):
    said = run(staff_group, *LEAD)
    answer = enter_invitation(staff, told(said.output))
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


def test_a_service_of_an_area_that_is_not_there_is_refused(run, db):
    said = run(service_group, "add", "--name", "Home", "--phone", "1", "--area", "E09000034")
    assert said.exit_code == 1
    assert "E09000034" in said.output
    assert people.services(db) == []


def test_area_codes_are_taken_in_small_letters_and_with_spaces_around(run, db):
    said = run(service_group, "add", "--name", "Home", "--phone", "020 7946 0001", "--area", " e09000012 ")
    assert said.exit_code == 0
    assert [one.areas for one in people.services(db)] == [("E09000012",)]
    none = run(service_group, "add", "--name", "Away", "--phone", "020 7946 0002", "--area", " ")
    assert (none.exit_code, "say its areas" in none.output) == (1, True)


def test_the_same_address_is_not_added_twice(run, service):
    run(staff_group, *LEAD)
    again = run(staff_group, *LEAD)
    assert again.exit_code == 1
    assert "already" in again.output


def test_a_reset_says_first_what_will_be_lost(run, db, keys, now):
    lead = service_people(db, keys, now).everyone[0]
    said = run(staff_group, "reset", "--email", lead.email, typed="n\n")
    assert "private key for good" in said.output
    assert said.exit_code == 1


def test_a_lost_invitation_is_made_anew_and_the_one_before_is_over(run, service, staff):
    first = run(staff_group, *LEAD).output
    said = run(staff_group, "reset", "--email", "ada@home.example", typed="n\n")
    assert "private key" not in said.output, "there is none yet"
    assert said.exit_code == 1
    assert enter_invitation(staff, told(first)).status_code == 303
    again = run(staff_group, "reset", "--email", "ada@home.example", "--yes").output
    assert staff.get(told(first).path).status_code == 410
    assert enter_invitation(staff, told(again)).status_code == 303


def test_a_suspended_person_cannot_sign_in(run, db, keys, now, staff):
    lead = service_people(db, keys, now).everyone[0]
    assert run(staff_group, "suspend", "--email", lead.email, "--yes").exit_code == 0
    answer = post(staff, SIGN_IN, {"email": lead.email, "password": lead.password})
    assert "do not go together" in answer.text


@pytest.fixture
def only_lead(db, keys, now):
    people = service_people(db, keys, now)
    first, *others = people.of(Role.LEAD)
    for gone in others:
        staffing.suspend(db, keys, gone.id, first.id, now)
    return first


def _state(db, person):
    db.rollback()
    return db.get_one(Staff, person.id, populate_existing=True).state


def test_a_services_only_lead_is_suspended_only_after_it_was_said_what_follows(run, db, only_lead):
    asked = run(staff_group, "suspend", "--email", only_lead.email, typed="n\n")
    assert asked.exit_code == 1
    for words in ("has a certified key", "recovered by nobody", "beforehand staff add --role lead --service"):
        assert words in asked.output
    assert _state(db, only_lead) is StaffState.ACTIVE
    assert run(staff_group, "suspend", "--email", only_lead.email).exit_code == 1, "nobody is there to answer"
    said = run(staff_group, "suspend", "--email", only_lead.email, "--yes")
    assert (said.exit_code, "has a certified key" in said.output) == (0, True)
    assert _state(db, only_lead) is StaffState.SUSPENDED


def test_one_of_several_leads_and_an_idva_are_suspended_without_a_question(run, db, keys, now):
    people = service_people(db, keys, now)
    for person in (people.of(Role.LEAD)[2], people.of(Role.IDVA)[0]):
        said = run(staff_group, "suspend", "--email", person.email)
        assert (said.exit_code, "certified key" in said.output) == (0, False)
        assert _state(db, person) is StaffState.SUSPENDED


def test_a_reset_of_the_only_lead_says_so_too(run, db, only_lead):
    said = run(staff_group, "reset", "--email", only_lead.email, typed="n\n")
    assert "has a certified key" in said.output
    assert _state(db, only_lead) is StaffState.ACTIVE


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
    [
        (["london"], None),
        ([" London "], None),
        (["E09000030", "E09000012"], frozenset({"E09000012", "E09000030"})),
        (["e09000030, E09000012 "], frozenset({"E09000012", "E09000030"})),
    ],
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


NUMBERS = ("", "abc", "0" * 41, "020\x1b[2J 7946", "\u0660\u0662\u0660 7946", "020 7946 0182 ", "<b>1</b>")


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_that_nobody_could_dial_is_refused_with_a_sentence(run, service, number):
    """It stands on every form of theirs; PostgreSQL keeps forty signs of it."""
    added = run(service_group, "add", "--name", "Other", "--phone", number, "--area", "E09000012")
    changed = run(service_group, "change", "--service", "Home", "--phone", number)
    assert (added.exit_code, changed.exit_code) == (1, 1)
    assert "Figures and spaces" in added.output if number else added.output
    assert "Traceback" not in added.output + changed.output


@pytest.mark.parametrize("name", ["", " ", "x" * 81, "turned \u202e round"])
def test_a_name_that_cannot_be_read_is_refused_for_a_service_and_for_a_person(run, service, name):
    added = run(service_group, "add", "--name", name, "--phone", "1234", "--area", "E09000012")
    invited = run(
        staff_group, "add", "--role", "lead", "--email", "a@b.example", "--name", name, "--service", "Home"
    )
    assert (added.exit_code, invited.exit_code) == (1, 1)


def test_a_service_has_another_name_and_number_and_the_trail_says_which(run, service, db):
    before = people.service_named(db, "Home")
    assert run(service_group, "change", "--service", "Home", "--phone", "+44 (0)20 7946-0002").exit_code == 0
    assert run(service_group, "change", "--service", "Home", "--name", "Harbour").exit_code == 0
    after = people.service_of(db, before.id)
    assert (after.name, after.phone) == ("Harbour", "+44 (0)20 7946-0002")
    told = [line.detail for line in audit.entries(db, before.id) if line.action == "service changed"]
    assert told == ["number", "name"]


def test_a_name_that_is_taken_or_unknown_changes_nothing(run, service, db):
    run(service_group, "add", "--name", "Other", "--phone", "1234", "--area", "E09000012")
    assert run(service_group, "change", "--service", "Home", "--name", "Other").exit_code == 1
    assert run(service_group, "change", "--service", "Nowhere", "--name", "Third").exit_code == 1
    assert run(service_group, "change", "--service", "Home").exit_code == 1
    assert people.service_named(db, "Home")
