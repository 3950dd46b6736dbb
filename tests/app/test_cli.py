"""The `beforehand` command, as people type it."""

import base64
import os
import subprocess
import sys

import click
import pyrage
import pytest
from click.testing import CliRunner

from app.cli import main
from app.commands import LINE
from config import ROOT
from tests.live import free_port

CONTRACT = """
serve, work, demo, doctor, db upgrade, staff add, staff reset, staff suspend, service add, audit verify,
retention run, release build, release publish, release list, simulate, translations check,
translations export, translations import, backup, restore, setup, everyday
"""
SECRETIVE = ("password", "secret", "key", "token", "code", "pin", "totp")


HERE = click.Context(main)


def _leaves(command, path=()):
    if isinstance(command, click.Group):
        for name in command.list_commands(HERE):
            yield from _leaves(command.get_command(HERE, name), (*path, name))
    else:
        yield " ".join(path), command


LEAVES = dict(_leaves(main))


def _run(*words, **settings):
    environment = {"PATH": os.environ["PATH"], **settings}
    command = [sys.executable, "-m", "app.cli", *words]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("words", [("--help",), ("retention", "--help")])
def test_the_list_says_of_each_command_what_its_own_help_says_and_loads_none(words):
    loaded = "import sys; from app.cli import main; main(standalone_mode=False); print(*sys.modules)"
    command = [sys.executable, "-c", loaded, *words]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert not {"flask", "sqlalchemy", "app.joining", "app.accounts"} & set(told.split())
    group = main if len(words) == 1 else main.get_command(HERE, words[0])
    for name, later in group.later.items():
        assert f"{name}  " in told
        assert later.told in " ".join(told.split())
        assert later.told == group.get_command(HERE, name).get_short_help_str(LINE)


def test_every_command_of_the_contract_exists():
    assert {name.strip() for name in CONTRACT.split(",")} <= set(LEAVES)


@pytest.mark.parametrize("name", LEAVES)
def test_every_command_says_what_it_does_without_any_settings(name):
    answer = CliRunner().invoke(LEAVES[name], ["--help"])
    assert answer.exit_code == 0
    assert LEAVES[name].help


@pytest.mark.parametrize("name", LEAVES)
def test_no_command_takes_a_secret_as_an_argument(name):
    taken = [parameter.name for parameter in LEAVES[name].params if isinstance(parameter, click.Option)]
    assert [option for option in taken if any(word in option for word in SECRETIVE)] == []


@pytest.mark.parametrize(
    "words", [("serve",), ("work",), ("audit", "verify"), ("retention", "run"), ("doctor",)]
)
def test_outside_the_demonstration_missing_secrets_are_named_and_nothing_starts(words, tmp_path):
    hosts = {"SURVIVOR_HOST": "days.example", "STAFF_HOST": "staff.example"}
    answer = _run(*words, VAR_DIR=str(tmp_path), **hosts)
    assert answer.returncode != 0
    assert "DATA_KEY_FILE, AUDIT_KEY_FILE and PEPPER_FILE are not set" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_the_doctor_says_what_is_wrong_and_how_to_mend_it(tmp_path):
    tmp_path.chmod(0o755)
    answer = _run("doctor", VAR_DIR=str(tmp_path), DEMO="1")
    assert answer.returncode == 1
    assert "beforehand db upgrade" in answer.stdout
    assert "chmod 700" in answer.stdout


def test_the_database_is_brought_up_to_date_and_the_doctor_is_content(tmp_path):
    folder = tmp_path / "var"
    assert _run("db", "upgrade", VAR_DIR=str(folder), DEMO="1").returncode == 0
    answer = _run("doctor", VAR_DIR=str(folder), DEMO="1")
    assert (answer.returncode, "WRONG" in answer.stdout) == (0, False)


def test_a_database_that_is_away_is_said_not_shown(tmp_path):
    url = "postgresql+psycopg://nobody@127.0.0.1:9/none"
    answer = _run("doctor", VAR_DIR=str(tmp_path), DEMO="1", DATABASE_URL=url)
    assert answer.returncode == 1
    assert "DATABASE_URL" in answer.stdout
    assert "127.0.0.1:9" not in answer.stdout + answer.stderr


NEEDED = {
    "service add": ("--name", "Lantern", "--phone", "1", "--area", "E09000012"),
    "service change": ("--service", "Lantern", "--phone", "1"),
    "staff add": ("--role", "idva", "--email", "a@b.example", "--name", "Ola", "--service", "Lantern"),
    "staff reset": ("--email", "a@b.example", "--yes"),
    "staff suspend": ("--email", "a@b.example"),
    "release build": ("--period", "2030-Q1"),
    "release show": ("--period", "2030-Q1"),
    "release publish": ("--period", "2030-Q1", "--email", "a@b.example"),
    "simulate": ("--period", "2030-Q1"),
    "keys use": ("2",),
    "keys drop": ("2",),
    "restore": (__file__, "--identity", __file__),
}
ELSEWHERE = {"setup", "demo", "db upgrade", "everyday", "openapi"}  # they make a database, or need none
OVER_A_DATABASE = [name for name in LEAVES if not name.startswith("translations") and name not in ELSEWHERE]
AWAY = "postgresql+psycopg://nobody:hush-hush@127.0.0.1:9/none"


@pytest.fixture(params=["away", "empty"])
def nothing_there(request, tmp_path, monkeypatch):
    """The settings of a service whose database is away, or holds nothing."""
    key = base64.b64encode(b"K" * 32).decode()
    for name, text in (("DATA_KEY_FILE", f"1:{key}"), ("AUDIT_KEY_FILE", key), ("PEPPER_FILE", key)):
        (tmp_path / name).write_text(text)
        monkeypatch.setenv(name, str(tmp_path / name))
    for name, value in {
        "DEMO": "",
        "SURVIVOR_HOST": "days.example",
        "STAFF_HOST": "staff.example",
        "VAR_DIR": str(tmp_path / "var"),
        "PORT": str(free_port()),
        "DATABASE_URL": AWAY if request.param == "away" else "",
        "BACKUP_DIR": str(tmp_path / "backups"),
        "BACKUP_TO": str(pyrage.x25519.Identity.generate().to_public()),
    }.items():
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("nothing_there")
@pytest.mark.parametrize("name", OVER_A_DATABASE)
def test_every_command_fails_with_a_sentence_where_there_is_no_database(name):
    answer = CliRunner().invoke(LEAVES[name], NEEDED.get(name, ()))
    assert answer.exit_code == 1
    assert isinstance(answer.exception, SystemExit), answer.exception
    assert "Error: " in answer.stderr
    assert "hush" not in answer.output
    assert "Traceback" not in answer.output


@pytest.mark.usefixtures("nothing_there")
def test_the_everyday_page_is_written_without_a_database_for_whoever_runs_the_proxy(tmp_path):
    (tmp_path / "shown").mkdir()
    answer = CliRunner().invoke(main, ["everyday", str(tmp_path / "shown")])
    assert answer.exit_code == 0, answer.output
    shown = {path.name: path for path in (tmp_path / "shown").iterdir()}
    assert set(shown) == {"everyday.html", "everyday-headers.inc"}
    assert {path.stat().st_mode & 0o777 for path in shown.values()} == {0o644}
    assert "Content-Security-Policy" in shown["everyday-headers.inc"].read_text()


@pytest.mark.usefixtures("nothing_there")
def test_a_folder_that_is_not_there_or_cannot_be_written_is_named(tmp_path):
    missing = CliRunner().invoke(main, ["everyday", str(tmp_path / "missing")])
    assert (missing.exit_code, "missing" in missing.stderr) == (2, True)
    (tmp_path / "shown" / "everyday.html").mkdir(parents=True)
    taken = CliRunner().invoke(main, ["everyday", str(tmp_path / "shown")])
    assert (taken.exit_code, "cannot be written" in taken.stderr) == (1, True)
