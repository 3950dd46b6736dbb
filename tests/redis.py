"""A throw-away server of the Redis protocol, on a socket of its own."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.waiting import until

MEMORY_ALONE = ("--save", "", "--appendonly", "no")
WRITTEN_TOO = ("--save", "1", "1", "--appendonly", "yes", "--appendfsync", "always")


class RedisMissing(Exception):
    """No server of the Redis protocol is on this machine."""


@dataclass
class Redis:
    """One that can be killed, and started again over the same folder."""

    folder: Path
    settings: tuple[str, ...]
    process: "subprocess.Popen[bytes] | None" = field(default=None)

    @property
    def url(self) -> str:
        return f"unix://{self.folder / 'socket'}"

    def start(self) -> None:
        socket = self.folder / "socket"
        socket.unlink(missing_ok=True)
        here = ("--port", "0", "--unixsocket", str(socket), "--dir", str(self.folder))
        with (self.folder / "server.log").open("ab") as log:
            command = [find_redis(), *here, *self.settings]
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        until(lambda: socket.exists() or (self.process and self.process.poll() is not None))
        assert self.process.poll() is None, (self.folder / "server.log").read_text()

    def kill(self) -> None:
        """As when the machine fails: it writes nothing more."""
        if self.process:
            self.process.kill()
            self.process.wait(20)

    def written(self) -> dict[str, bytes]:
        """Everything that it has written."""
        return {str(path): path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}


def find_redis() -> str:
    """The system's server; whatever needs it fails, naming it, where it is missing."""
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    if not found:
        raise RedisMissing("Redis is missing. As root: apt-get install --yes redis-server")
    return found


@contextmanager
def redis(settings: tuple[str, ...] = MEMORY_ALONE) -> Iterator[Redis]:
    """A running one in a folder whose name is short enough for a socket."""
    with tempfile.TemporaryDirectory(prefix="bh-", dir="/tmp") as folder:
        server = Redis(Path(folder), settings)
        server.start()
        try:
            yield server
        finally:
            server.kill()
