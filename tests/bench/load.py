"""Many phones at once over loopback: bytes made beforehand, a line each, nothing parsed but the length.

What loads is dear beside what it loads, so it does as little as it can; it costs both sides of a comparison
the same.
"""

import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import quantiles
from typing import BinaryIO
from urllib.parse import urlencode

from safety import wire

PATIENCE = 30
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Taken:
    """One answer, how long it took, and the cookie that came with it."""

    status: int
    body: bytes
    seconds: float
    cookie: bytes = b""


class Line:
    """One line to a server, kept open from request to request."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._answers: BinaryIO = self._socket.makefile("rb")

    def ask(self, request: bytes) -> Taken:
        """Send one request and read its whole answer; raises OSError or EOFError where the line ends."""
        start = time.perf_counter()
        self._socket.sendall(request)
        status = self._answers.readline()
        if not status:
            raise EOFError
        length, cookie = 0, b""
        while (line := self._answers.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
            elif name.lower() == b"set-cookie":
                cookie = value.strip()
        body = self._answers.read(length)
        return Taken(int(status.split()[1]), body, time.perf_counter() - start, cookie)

    def close(self) -> None:
        self._answers.close()
        self._socket.close()


def landing(port: int, path: str) -> bytes:
    """A phone asks for a page."""
    head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip, deflate, br\r\n"
    return f"{head}Accept-Language: en\r\nSec-Fetch-Site: none\r\n\r\n".encode()


def send(port: int, body: bytes) -> bytes:
    """A page sends something."""
    head = f"POST /s HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nSec-Fetch-Site: same-origin\r\n"
    about = f"Content-Type: {wire.CONTENT_TYPE}\r\nContent-Length: {len(body)}\r\n\r\n"
    return f"{head}{about}".encode() + body


def posted(port: int, path: str, fields: dict[str, str], cookie: str = "") -> bytes:
    """A form, sent by a browser: to the staff's host where it holds a cookie of that."""
    body, host = urlencode(fields).encode(), f"{'localhost' if cookie else '127.0.0.1'}:{port}"
    head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\n"
    about = f"Origin: http://{host}\r\nContent-Type: {FORM}\r\nContent-Length: {len(body)}\r\n\r\n"
    return f"{head}{about}".encode() + body


def staff_page(port: int, path: str, cookie: str) -> bytes:
    """A member of staff, signed in, asks for a page."""
    head = f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nSec-Fetch-Site: same-origin\r\n"
    return f"{head}Cookie: {cookie}\r\n\r\n".encode()


def at_once(port: int, each: list[list[bytes]]) -> tuple[float, list[Taken]]:
    """Each list over its own line, all at the same time: requests a second, and every answer in order."""
    lines = [Line(port) for _ in each]
    work: list[Callable[[], list[Taken]]] = [
        lambda line=line, own=own: [line.ask(request) for request in own]
        for line, own in zip(lines, each, strict=True)
    ]
    with ThreadPoolExecutor(len(each)) as pool:
        start = time.perf_counter()
        came = list(pool.map(lambda one: one(), work))
        taken = time.perf_counter() - start
    for line in lines:
        line.close()
    return sum(map(len, came)) / taken, [answer for answers in came for answer in answers]


def p99(seconds: list[float]) -> float:
    """Milliseconds that one in a hundred exceeds."""
    return round(quantiles(seconds, n=100)[98] * 1000, 1)
