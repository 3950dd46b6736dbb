"""A relay on the way to the service that cuts a page's sends: each, at one place, until told not to."""

import socket
import struct
import threading
from contextlib import suppress
from enum import Enum
from typing import BinaryIO

from tests.heads import head

AT_ONCE = struct.pack("ii", 1, 0)  # SO_LINGER: closing it resets it
SENDS = b"POST /s "


class Cut(Enum):
    """Where a send is cut."""

    BEFORE = "before a byte of it"
    ASKING = "half of it was there"
    STORED = "it was stored, and no byte of the answer came"
    ANSWERED = "half of the answer came"


class Cutter:
    """Listens on a port of its own; `cuts` counts what it cut, place by place."""

    def __init__(self, to_port: int) -> None:
        self.place: Cut | None = None
        self.cuts = dict.fromkeys(Cut, 0)
        self._to = to_port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, socket.create_connection(("127.0.0.1", self._to)) as server:
            asking, answering = client.makefile("rb"), server.makefile("rb")
            with asking, answering, suppress(OSError):
                while asked := _message(asking):
                    if not self._passes(asked, client, server, answering):
                        break
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)

    def _passes(
        self, asked: bytes, client: socket.socket, server: socket.socket, answering: BinaryIO
    ) -> bool:
        """One request and its answer; false where it was cut."""
        place = self.place if asked.startswith(SENDS) else None
        if place:
            self.cuts[place] += 1
        if place is Cut.BEFORE:
            return False
        server.sendall(asked[: len(asked) // 2] if place is Cut.ASKING else asked)
        if place is Cut.ASKING:
            return False
        answer = _message(answering)
        if place is not Cut.STORED:
            client.sendall(answer[: len(answer) // 2] if place is Cut.ANSWERED else answer)
        return place is None


def _message(source: BinaryIO) -> bytes:
    """A request or an answer, head and body; nothing where the other end has closed."""
    first = head(source)
    fields = dict(line.lower().split(b":", 1) for line in first.splitlines()[1:] if line)
    return first + source.read(int(fields.get(b"content-length", 0))) if first else b""
