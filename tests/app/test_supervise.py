"""The supervisor, with children that are small programs of the tests' own."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from app.supervise import PortTaken, require_port
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[2]
POLITE = """
import pathlib, signal, sys, os
signal.signal(signal.SIGTERM, lambda *_: (pathlib.Path(sys.argv[1] + '.stopped').touch(), sys.exit(0)))
pathlib.Path(sys.argv[1]).write_text(str(os.getpid()))
while True: signal.pause()
"""
STUBBORN = """
import pathlib, signal, sys, os
signal.signal(signal.SIGTERM, lambda *_: pathlib.Path(sys.argv[1] + '.stopped').touch())
pathlib.Path(sys.argv[1]).write_text(str(os.getpid()))
while True: signal.pause()
"""
BOUND = """
import pathlib, sys, os, signal
from app.parent import end_with_parent
end_with_parent()
pathlib.Path(sys.argv[1]).write_text(str(os.getpid()))
while True: signal.pause()
"""
STARTING = """
import pathlib, signal, sys, os
pathlib.Path(sys.argv[1]).write_text(str(os.getpid()))
while True: signal.pause()
"""
SHORT = "import sys; sys.exit(3)"
PARENT = """
import os, sys
from app.supervise import Supervisor
supervisor = Supervisor(os.environ)
supervisor.listen()
for number, program in enumerate(sys.argv[2:]):
    supervisor.start(f"child {number}", (sys.executable, "-c", program, f"{sys.argv[1]}/{number}"))
sys.exit(supervisor.watch())
"""


@pytest.fixture
def supervise(tmp_path):
    """Start a supervisor over small programs, and wait until each has said that it runs."""
    started = []

    def start(*programs, ready=None):
        command = [sys.executable, "-c", PARENT, str(tmp_path), *programs]
        parent = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE)
        started.append(parent)
        for number in range(len(programs)) if ready is None else ready:
            until(lambda place=tmp_path / str(number): place.exists() and place.read_text())
        return parent

    yield start
    for parent in started:
        parent.kill()
        parent.wait()
        parent.stderr.close()


def _gone(path):
    stat = Path(f"/proc/{path.read_text()}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_stops_all_children_politely_and_exits_with_0(supervise, tmp_path, number):
    parent = supervise(POLITE, POLITE)
    parent.send_signal(number)
    assert parent.wait(20) == 0
    assert (tmp_path / "0.stopped").exists()
    assert (tmp_path / "1.stopped").exists()


def test_a_second_ctrl_c_kills_what_will_not_stop(supervise, tmp_path):
    parent = supervise(STUBBORN, POLITE)
    parent.send_signal(signal.SIGINT)
    until((tmp_path / "0.stopped").exists)
    parent.send_signal(signal.SIGINT)
    assert parent.wait(20) == 1
    assert _gone(tmp_path / "0")


def test_a_child_that_ends_by_itself_stops_the_rest_and_exits_with_1(supervise, tmp_path):
    parent = supervise(POLITE, SHORT, ready=[])
    assert parent.wait(20) == 1
    assert b"ended by itself" in parent.stderr.read()


def test_children_are_out_of_reach_of_the_terminals_ctrl_c(supervise, tmp_path):
    parent = supervise(BOUND)
    child = int((tmp_path / "0").read_text())
    assert os.getpgid(child) == child
    assert os.getpgid(child) != os.getpgid(parent.pid)


def test_children_end_when_their_parent_is_killed(supervise, tmp_path):
    parent = supervise(BOUND)
    parent.kill()
    until(lambda: _gone(tmp_path / "0"))


def test_a_taken_port_is_named():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=f"PORT {port}"):
            require_port("127.0.0.1", port)


def test_a_child_that_was_still_starting_when_it_was_asked_ended_as_asked(supervise):
    parent = supervise(POLITE, STARTING)
    parent.send_signal(signal.SIGTERM)
    assert parent.wait(20) == 0
