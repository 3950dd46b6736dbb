"""`beforehand release`: drawn from the command line, published by two people who prove who they are."""

import pytest
from click.testing import CliRunner

from app.accounts import service as accounts
from app.accounts.models import Role
from app.cli import main
from app.insight import service as insight
from app.insight.models import ReleaseAgreed
from app.release_cli import release_group, simulate
from safety.errors import SafetyRefusal
from tests.signing_in import number_of

PERIOD = "2030-Q1"


@pytest.fixture
def run(staff_app, db):
    """A command inside the service, as `beforehand` runs it; a refusal comes out as it is."""

    def command(*words, typed=None, group=release_group):
        db.rollback()
        with staff_app.app_context():
            answer = CliRunner().invoke(group, words, input=typed)
        if isinstance(answer.exception, SafetyRefusal):
            raise answer.exception
        return answer

    return command


def proof(person, now):
    return f"{person.password}\n{number_of(person.totp_secret, now)}\n"


def test_a_quarter_is_drawn_shown_published_by_two_and_listed(run, people, db, keys, now):
    lead, manager = people.of(Role.LEAD)[0], people.of(Role.MANAGER)[0]
    assert "Nothing is drawn yet" in run("list").output
    built = run("build", "--period", PERIOD, "--note", "Counted by hand until May.")
    assert (built.exit_code, "release publish" in built.output) == (0, True)
    assert "draft, 0 of 2 agreed  Counted by hand until May." in run("list").output
    shown = run("show", "--period", PERIOD).output
    assert "London: themes" in shown
    assert "  Fear of serious harm: " in shown
    assert "too few to show" in shown
    first = run("publish", "--period", PERIOD, "--email", lead.email, typed=proof(lead, now))
    assert "One more person publishes it" in first.output
    second = run("publish", "--period", PERIOD, "--email", manager.email, typed=proof(manager, now))
    assert "It is published, and stays as it is" in second.output
    for said in (first, second):
        assert not [word for word in (lead.password, manager.password) if word in said.output]
    assert "published 03 June 2030" in run("list").output
    assert [line.actor_id for line in accounts.entries(db, PERIOD)] == [None, lead.id, manager.id]
    assert [view.period for view in insight.published(db, keys)] == [PERIOD]


def test_without_the_right_password_and_number_nobody_agreed(run, people, db, now):
    lead = people.of(Role.LEAD)[0]
    run("build", "--period", PERIOD)
    wrong = (f"not it\n{number_of(lead.totp_secret, now)}\n", f"{lead.password}\n000000\n")
    for typed in wrong:
        answer = run("publish", "--period", PERIOD, "--email", lead.email, typed=typed)
        assert answer.exit_code == 1
        assert "nobody agreed" in answer.output
    assert db.query(ReleaseAgreed).count() == 0


def test_an_idva_publishes_nothing(run, people, db, now):
    idva = people.of(Role.IDVA)[0]
    run("build", "--period", PERIOD)
    with pytest.raises(SafetyRefusal, match="only service leads and managers"):
        run("publish", "--period", PERIOD, "--email", idva.email, typed=proof(idva, now))
    assert db.query(ReleaseAgreed).count() == 0


def test_invented_records_never_come_into_a_real_service(run, people):
    answer = run("--period", PERIOD, group=simulate)
    assert answer.exit_code == 1
    assert f"DEMO=1 beforehand simulate --period {PERIOD}" in answer.output


@pytest.mark.parametrize(
    ("demo", "told"), [("", "DEMO=1 beforehand simulate --period"), ("1", "DEMO=1 beforehand demo")]
)
def test_the_first_try_is_told_what_to_type_and_misses_no_other_setting(tmp_path, monkeypatch, demo, told):
    for name, value in {
        "DEMO": demo,
        "VAR_DIR": str(tmp_path),
        "SETTINGS_FILE": "",
        "DATABASE_URL": "",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("SURVIVOR_HOST", raising=False)
    answer = CliRunner().invoke(main, ["simulate", "--period", PERIOD])
    assert (answer.exit_code, told in answer.output) == (1, True), answer.output
    assert "SURVIVOR_HOST" not in answer.output
    assert "DATABASE_URL" not in answer.output
