"""`beforehand setup`, walked in a terminal: from an empty folder to a lead who has signed in."""

import os
import re
import signal
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path

import pexpect
import pyrage
import pytest
from sqlalchemy.orm import Session

from app import Face, create_app, setting_up
from app.accounts.invitations import Invited
from config import ROOT, Config
from tests.conftest import client_of
from tests.signing_in import enter_invitation, number_of, post

PATIENCE = 60
SETTINGS = ["Survivors' host", "Staff host", "own folder", "PostgreSQL", "Port", "Folder for backups"]
HOSTS = ["days.example.org", "staff.elsewhere.org.uk"]


@pytest.fixture
def terminals():
    """Terminals that somebody types into; each is closed at the end."""
    opened = []

    def start(folder, *words):
        plain = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "COLUMNS": "200"}
        command = ["-m", "app.cli", *(words or ("setup", "--folder", str(folder)))]
        opened.append(pexpect.spawn(sys.executable, command, env=plain, cwd=str(ROOT), timeout=PATIENCE))
        opened[-1].delaybeforesend = None
        return opened[-1]

    yield start
    for terminal in opened:
        terminal.close(force=True)


def _say(terminal, asked, said):
    terminal.expect_exact(asked)
    terminal.expect(r": ?$")
    terminal.sendline(said)


def _settings(terminal):
    """Answer everything up to the key for backups; the private key that was shown."""
    for asked, said in zip(SETTINGS, [*HOSTS, "", "", "", ""], strict=True):
        _say(terminal, asked, said)
    _say(terminal, "make a pair now", "")
    terminal.expect(r"(AGE-SECRET-KEY-1[0-9A-Z]+)")
    private = terminal.match[1].decode()
    _say(terminal, "last six letters", "wrong")
    _say(terminal, "last six letters", private[-6:].lower())
    return private


def _service_and_lead(terminal):
    _say(terminal, "Name of the service", "Lantern House")
    _say(terminal, "number that its people answer", "020 7946 0001")
    _say(terminal, "Its areas", "E09000099")
    terminal.expect_exact("Not known: E09000099")
    _say(terminal, "Its areas", " e09000012 ")
    _say(terminal, "Name of its first lead", "Ola New")
    _say(terminal, "email address", "nothing")
    _say(terminal, "email address", "ola@lantern.example")
    terminal.expect(r"/staff/invited/(\w+)\s+(\d{3}) (\d{3})")
    token, *number = (one.decode() for one in terminal.match.groups())
    return Invited(token, "".join(number))


def _ended(terminal):
    terminal.expect(pexpect.EOF)
    terminal.close()
    return terminal.exitstatus, terminal.before.decode()


def _stopped(terminal):
    """Ctrl-C, as somebody presses it: again where it came before the question was listened to."""
    for _ in range(PATIENCE):
        terminal.sendintr()
        if terminal.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=5) == 0:
            break
    terminal.close()
    assert terminal.exitstatus == 1 or terminal.signalstatus == signal.SIGINT
    assert b"Traceback" not in terminal.before


def _content(folder):
    return {path.name: path.read_bytes() for path in folder.glob("*") if path.is_file()}


def _sign_in(folder, invited):
    """The lead's first sign-in, over what setup wrote."""
    config = Config.from_env({"SETTINGS_FILE": str(folder / setting_up.SETTINGS)})
    app = create_app(config, Face.STAFF)
    with app.app_context():
        engine = app.extensions["sqlalchemy"].engine
    with Session(engine) as db:
        staff = client_of(app, db)
        assert enter_invitation(staff, invited).location.endswith("/set-up")
        shown = re.search(r'class="secret">([A-Z2-7 ]+)<', staff.get("/staff/set-up").text)[1]
        own, number = "four quiet herons wade", number_of(shown.replace(" ", ""), datetime.now(UTC))
        fields = {"new": own, "again": own, "number": number}
        assert post(staff, "/staff/set-up", fields).status_code == 303
        assert "Ola New" in staff.get("/staff/account").text
    engine.dispose()


def test_from_an_empty_folder_to_a_signed_in_lead_and_a_second_run_changes_nothing(terminals, tmp_path):
    folder = tmp_path / "etc"
    terminal = terminals(folder)
    private = _settings(terminal)
    invited = _service_and_lead(terminal)
    status, said = _ended(terminal)
    assert status == 0, said
    assert "WRONG" not in said
    (made,) = (folder / "var" / "backups").iterdir()
    opener = pyrage.x25519.Identity.from_str(private)
    assert b"beforehand backup 1" in pyrage.decrypt(made.read_bytes(), [opener])
    content = _content(folder)
    assert set(content) == {"settings", "data.key", "audit.key", "pepper.key"}
    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir() if path.is_file()}
    assert modes == {0o600}
    assert not any(private.encode() in each or invited.token.encode() in each for each in content.values())

    status, said = _ended(terminals(folder))
    assert status == 0, said
    assert "stays as it is" in said
    assert "beforehand staff reset --email ola@lantern.example" in said, "what to do where the link was lost"
    assert _content(folder) == content
    _sign_in(folder, invited)
    assert "UNSET  emails to staff" in said


def test_ctrl_c_leaves_nothing_half_written_and_the_next_run_goes_on(terminals, tmp_path):
    folder = tmp_path / "etc"
    terminal = terminals(folder)
    for asked, said in zip(SETTINGS, [*HOSTS, "", "", "", ""], strict=True):
        _say(terminal, asked, said)
    terminal.expect_exact("make a pair now")
    _stopped(terminal)
    assert not folder.exists()

    terminal = terminals(folder)
    _settings(terminal)
    terminal.expect_exact("Name of the service")
    _stopped(terminal)
    content = _content(folder)
    terminal = terminals(folder)
    terminal.expect_exact("stays as it is")
    _service_and_lead(terminal)
    assert _ended(terminal)[0] == 0
    assert _content(folder) == content


def test_a_folder_that_cannot_be_made_is_said_before_anything_is_asked(terminals, tmp_path):
    (tmp_path / "file").touch()
    status, said = _ended(terminals(tmp_path / "file" / "etc"))
    assert status == 1
    assert "cannot be written" in said
    assert "Survivors' host" not in said


def test_a_private_key_that_is_pasted_by_mistake_is_not_shown(terminals, tmp_path):
    pair, terminal = setting_up.backup_pair(), terminals(tmp_path / "settings")
    for asked, said in zip(SETTINGS, [*HOSTS, "", "", "", ""], strict=True):
        _say(terminal, asked, said)
    _say(terminal, "make a pair now", pair.private)
    terminal.expect_exact("Never type the private one")
    assert pair.private[-8:].encode() not in terminal.before, "it is not echoed"
    _say(terminal, "make a pair now", f" {pair.public.upper()} ")
    terminal.expect_exact(f"sealed to {pair.public}")
    _stopped(terminal)


def test_hosts_are_taken_as_browsers_send_them_or_asked_again_with_the_reason(terminals, tmp_path):
    terminal = terminals(tmp_path / "etc")
    _say(terminal, "Survivors' host", "days.example.org:99999")
    terminal.expect_exact("a whole number from 1 to 65535")
    _say(terminal, "Survivors' host", "HTTPS://Days.Example.org./")
    terminal.expect_exact("Taken as days.example.org\r\n")
    _say(terminal, "Staff host", "https://days.example.org:8443")
    terminal.expect_exact("nothing to do with each other")
    _say(terminal, "Staff host", "idva-desk.elsewhere.org.uk")
    terminal.expect_exact("tells what it is for")
    _say(terminal, "Staff host", "desk.elsewhere.org.uk")
    terminal.expect_exact("own folder")
    _stopped(terminal)


def test_a_folder_for_backups_that_cannot_be_written_is_asked_for_again(terminals, tmp_path):
    (tmp_path / "file").touch()
    (tmp_path / "disk").mkdir()
    terminal = terminals(tmp_path / "etc")
    for asked, said in zip(SETTINGS[:5], [*HOSTS, "", "", ""], strict=True):
        _say(terminal, asked, said)
    _say(terminal, "Folder for backups", str(tmp_path / "file" / "backups"))
    terminal.expect_exact("is not a folder")
    _say(terminal, "Folder for backups", "/proc/backups")
    terminal.expect_exact("cannot write there. As root, in another terminal: install -d -o")
    _say(terminal, "Folder for backups", str(tmp_path / "disk"))
    terminal.expect_exact("docs/backups.md")
    terminal.expect_exact("make a pair now")
    _stopped(terminal)
    assert not (tmp_path / "etc").exists()


def test_a_key_that_is_there_is_never_replaced(tmp_path):
    (tmp_path / "data.key").write_text("1:mine\n")
    setting_up.write(tmp_path, {"PORT": "8000"})
    assert (tmp_path / "data.key").read_text() == "1:mine\n"
    with pytest.raises(FileExistsError):
        setting_up.write(tmp_path, {"PORT": "9000"})
    assert "PORT=8000" in (tmp_path / "settings").read_text()
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_a_ctrl_c_between_two_files_waits_until_all_are_written(tmp_path, monkeypatch):
    put = setting_up._put

    def interrupted(path: Path, text: str) -> None:
        put(path, text)
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(setting_up, "_put", interrupted)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # tests in the background ignore it
    with pytest.raises(KeyboardInterrupt):
        setting_up.write(tmp_path, {"PORT": "8000"})
    signal.signal(signal.SIGINT, before)
    assert len(list(tmp_path.iterdir())) == 4
