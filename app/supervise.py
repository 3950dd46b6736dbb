"""Starts web and worker, watches both, and stops both.

Promise: the first Ctrl-C (or SIGTERM) asks every child to finish and waits; a second one kills. If a child
dies by itself the others are stopped and the exit code is 1. Children have process groups of their own, so
that a terminal's Ctrl-C reaches them only through us, and end with us however we end.
"""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

from app.parent import PARENT
from app.web import quiet

GRACE_SECONDS = 25
AS_ASKED = (0, -signal.SIGTERM)  # the second: asked while it was still starting, before it could listen
WEB = ("web", (sys.executable, "-m", "gunicorn", "--config", "python:app.gunicorn_conf", "app.wsgi:entry()"))
WORKER = ("worker", (sys.executable, "-m", "app.cli", "work"))


class PortTaken(Exception):
    """Somebody else listens where we are to listen."""


def require_port(host: str, port: int) -> None:
    """Raises PortTaken where another program holds the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            raise PortTaken(f"PORT {port} on {host} cannot be used: {fault.strerror}") from fault


@dataclass
class Supervisor:
    """The children by name, and whether they were asked to stop."""

    environment: Mapping[str, str]
    children: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)
    stopping: bool = False
    killed: bool = False

    def start(self, name: str, command: Sequence[str]) -> None:
        """Start one child in a process group of its own."""
        environment = {**self.environment, PARENT: str(os.getpid())}
        self.children[name] = subprocess.Popen(  # noqa: S603  # our own fixed commands
            command, env=environment, start_new_session=True, stdin=subprocess.DEVNULL
        )

    def listen(self) -> None:
        """From now on Ctrl-C and SIGTERM stop the children; before, they would stop only us."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._asked)
        signal.signal(signal.SIGALRM, self._kill)

    def watch(self) -> int:
        """Wait until all have ended; 0 where they were asked to and did, 1 otherwise."""
        fine = True
        while self.children:
            number, status = os.wait()
            code = os.waitstatus_to_exitcode(status)
            name = self._forget(number, code)
            fine = fine and self.stopping and code in AS_ASKED
            if not self.stopping:
                quiet.warn(f"the {name} ended by itself; stopping the rest")
                self.stop()
        signal.alarm(0)
        return 0 if fine and not self.killed else 1

    def stop(self) -> None:
        """Ask every child to finish; kill what has not done so in time."""
        self.stopping = True
        signal.alarm(GRACE_SECONDS)
        for child in self.children.values():
            _send(os.kill, child.pid, signal.SIGTERM)

    def lives(self) -> bool:
        """Whether all children run and none was asked to stop."""
        return not self.stopping and all(_running(child.pid) for child in self.children.values())

    def _asked(self, number: int, frame: FrameType | None) -> None:
        if self.stopping:
            self._kill(number, frame)
        else:
            self.stop()

    def _kill(self, number: int, frame: FrameType | None) -> None:
        self.killed = True
        for child in self.children.values():
            _send(os.killpg, child.pid, signal.SIGKILL)

    def _forget(self, number: int, code: int) -> str:
        for name, child in self.children.items():
            if child.pid == number:
                child.returncode = code
                del self.children[name]
                return name
        return "child"


def _running(pid: int) -> bool:
    """Whether a child runs still; one that ended stays to be waited for."""
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None


def _send(send: Callable[[int, int], None], pid: int, number: int) -> None:
    try:
        send(pid, number)
    except ProcessLookupError:
        return
