"""What the documents say can be done can be done: each link, command, setting and number is there."""

import re
from collections.abc import Iterator

import click
import pytest

import app.joining  # noqa: F401  # joins every part, so that every table is known
from app.cli import main
from app.db import Base
from config import Config
from safety import retention
from tests.checks import documents
from tests.checks.sources import ROOT, told

KEPT = re.compile(r"(\d+) \w+ \(`([A-Z_]+)`\)")
MADE = re.compile(r"^(?:\w+=\S+ )*make ([a-z][a-z-]*)")
OURS = re.compile(r"(?:app|safety|pwa|tests|docs|migrations|translations)/[\w./*-]+\.\w+")
ELSEWHERE = {  # read by others than config.py
    "NAME",
    "PYTHONPYCACHEPREFIX",
    "XDG_CACHE_HOME",
    "CN",
    "UID",
    "WORDS",
    "PROGRAM",
    "ORIG_HEAD",
}
PLACEHOLDER = re.compile(r"[…<]")
EVERY = {
    "SURVIVOR_HOST": "days.example.org",
    "STAFF_HOST": "staff.elsewhere.example",
    "TWILIO_ACCOUNT": "AC0",
    "MAIL_HOST": "mail.example.org",
    "MAIL_FROM": "post@example.org",
    "MAIL_USER": "post",
}
KEYS = ("DATA_KEY_FILE", "AUDIT_KEY_FILE", "PEPPER_FILE")
SECRETS = ("TWILIO_TOKEN_FILE", "MAIL_PASSWORD_FILE")
A_KEY = "A" * 43 + "="


class Asked(dict):
    """An environment that remembers which names it was asked for."""

    def __init__(self, values: dict[str, str]) -> None:
        super().__init__(values)
        self.names: set[str] = set()

    def get(self, name, default=None):
        self.names.add(name)
        return super().get(name, default)

    def __getitem__(self, name):
        self.names.add(name)
        return super().__getitem__(name)


@pytest.fixture
def settings(tmp_path) -> set[str]:
    """Every setting there is: what config.py asks the environment for when all of it is set up."""
    held = {name: str(tmp_path / name) for name in (*KEYS, *SECRETS)}
    for name in (*KEYS, *SECRETS):
        (tmp_path / name).write_text(f"1:{A_KEY}" if name == "DATA_KEY_FILE" else A_KEY, encoding="ascii")
    env = Asked({**EVERY, **held, "VAR_DIR": str(tmp_path / "var")})
    Config.from_env(env)
    assert {"DATABASE_URL", "MAIL_PASSWORD_FILE", "SETTINGS_FILE", "DEMO"} <= env.names
    return env.names


def test_every_link_leads_to_a_file():
    dead = [
        f"{told(page)}: {to}"
        for page in documents.pages()
        for to in documents.linked(page)
        if not (page.parent / to.partition("#")[0]).exists()
    ]
    assert dead == []


def test_every_file_of_ours_that_is_named_is_there():
    named = {(code.where, code.text) for page in documents.pages() for code in documents.typed(page)}
    ours = {(where, text) for where, text in named if OURS.fullmatch(text)}
    assert ours
    assert {one for one in ours if not list(ROOT.glob(one[1]))} == set()


def test_every_command_is_there_with_its_options():
    wrong = [
        f"{code.where}: {code.text}: {fault}"
        for code, args in documents.calls()
        for fault in _faults(code, args)
    ]
    assert wrong == []


def test_commands_are_found_in_blocks_lists_sentences_and_units():
    found = {(code.where, " ".join(args), code.whole) for code, args in documents.calls()}
    assert found >= {
        ("README.md", "doctor", False),
        ("docs/deploy.md", "setup", True),
        ("docs/incident.md", "audit verify", True),
        ("docs/reviewing.md", "translations export CODE --reviewed FOLDER", False),
        ("docs/deploy/systemd/beforehand.service", "serve", True),
    }


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        ("beforehand mend", "no command mend"),
        ("beforehand staff sack", "no command sack"),
        ("beforehand restore x.age --key y", "no option --key"),
        ("DEMO=1 .venv/bin/beforehand staff suspend", "without --email"),
        ("beforehand staff add --role boss --email x --name x", "--role cannot be boss"),
        ("beforehand restore", "without FILE"),
        ("beforehand backup now", "too much: now"),
    ],
)
def test_a_command_that_is_not_there_is_found(call, fault):
    code = documents.Typed("here", call, True)
    found = documents.CALL.search(call)
    assert found
    assert list(_faults(code, (found.group(1) or "").split())) == [fault]


def test_every_setting_that_is_named_exists(settings):
    keys = {name.removesuffix("_FILE") for name in KEYS}
    known = settings | keys | documents.variables() | ELSEWHERE
    others = {name for name in dir(retention) if name.isupper()}
    wrong = {f"{where}: {name}" for where, name in documents.settings_named() if name not in known | others}
    assert wrong == set()


def test_every_setting_is_in_operations(settings):
    told_of = set(
        re.findall(r"\b[A-Z][A-Z0-9_]+\b", (ROOT / "docs" / "operations.md").read_text(encoding="utf-8"))
    )
    assert settings - told_of == set()


def test_every_target_of_make_exists():
    named = {
        (code.where, name)
        for page in documents.pages()
        for code in documents.typed(page)
        for name in MADE.findall(code.text)
    }
    assert named
    assert {one for one in named if one[1] not in documents.targets()} == set()


def test_the_record_of_processing_gives_the_times_of_the_rules():
    text = (ROOT / "docs" / "processing.md").read_text(encoding="utf-8")
    said = {name: int(number) for number, name in KEPT.findall(text)}
    assert said == {name: number for name, number in vars(retention).items() if name.isupper()}


def test_survivors_are_told_the_days_that_the_form_tells_them():
    text = (ROOT / "docs" / "survivors.md").read_text(encoding="utf-8")
    told_days = {int(days) for days in re.findall(r"(\d+) days", text)}
    assert told_days == {retention.days_told(), retention.days_told(retention.FEEDBACK_LINK_DAYS)}


def test_survivors_are_told_whose_this_is_and_which_companies_see_anything():
    """What the service fills in stands in brackets; a company that the product speaks to, by its name."""
    text = (ROOT / "docs" / "survivors.md").read_text(encoding="utf-8")
    sheet = text.partition("\n---\n")[2]
    for words in ("Twilio", "`[your service]`", "runs the computer", "keeps the backups"):
        assert words in sheet
    assert "put in what stands as `[…]`" in text.partition("\n---\n")[0]


def test_the_record_of_processing_names_every_table():
    text = (ROOT / "docs" / "processing.md").read_text(encoding="utf-8")
    in_rows = {
        name for line in text.splitlines() for name in re.findall(r"`([a-z_]+)`", line.rpartition(" | ")[2])
    }
    assert in_rows == set(Base.metadata.tables)


HERE = click.Context(main)


def _faults(code: documents.Typed, args: list[str]) -> Iterator[str]:
    """What is wrong with a call; an unfinished one inside a sentence may lack what a whole one may not."""
    command: click.Command = main
    rest = list(args)
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        named = command.get_command(HERE, rest[0])
        if named is None:
            yield f"no command {rest[0]}"
            return
        command, rest = named, rest[1:]
    yield from _wrong_arguments(command, rest, code.whole)


def _wrong_arguments(command: click.Command, rest: list[str], whole: bool) -> Iterator[str]:
    options = {name: option for option in command.params for name in option.opts if name.startswith("--")}
    given, words = set(), []
    while rest:
        name, _, value = rest.pop(0).partition("=")
        if not name.startswith("--"):
            words.append(name)
        elif name not in {*options, "--help"}:
            yield f"no option {name}"
            return
        elif name in options:
            given.add(name)
            if not getattr(options[name], "is_flag", False):
                yield from _wrong_value(options[name], name, value or (rest.pop(0) if rest else ""))
    places = [one for one in command.params if isinstance(one, click.Argument)]
    if whole:
        yield from (f"without {n}" for n, one in options.items() if one.required and n not in given)
        yield from (f"without {one.human_readable_name}" for one in places[len(words) :] if one.required)
    if len(words) > len(places) and all(one.nargs == 1 for one in places):
        yield f"too much: {' '.join(words[len(places) :])}"


def _wrong_value(option: click.Parameter, name: str, value: str) -> Iterator[str]:
    choices = getattr(option.type, "choices", None)
    if choices and value not in choices and not PLACEHOLDER.search(value):
        yield f"{name} cannot be {value}"


def test_the_container_copies_only_what_is_there() -> None:
    lines = (ROOT / "docs/deploy/Containerfile").read_text("utf-8").splitlines()
    named = [name for line in lines if line.startswith("COPY ") for name in line.split()[1:-1]]
    assert named
    assert not [name for name in named if not (ROOT / name).exists()]
