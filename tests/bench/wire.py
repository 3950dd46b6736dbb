"""A phone's requests, byte for byte as Chromium sends them, without the browser: quick enough for every test.

What the browser adds of its own (names, what it takes) was recorded from it and is counted as it is.
"""

import socket
from dataclasses import dataclass
from uuid import UUID, uuid4

from app.entry import build
from safety import sealing, wire
from safety.sealing import Header, Kind, Recipient

AGENT = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "HeadlessChrome/156.0.0.0 Safari/537.36"
)
PAGES = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/jxl,image/avif,image/webp,image/apng,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7"
)
ALWAYS = {
    "Connection": "keep-alive",
    "sec-ch-ua": '"Not:A-Brand";v="8", "Chromium";v="156"',
    "sec-ch-ua-mobile": "?0",
    "sec-ch-ua-platform": '"Linux"',
    "User-Agent": AGENT,
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Accept-Language": "en-US,en;q=0.9",
}
GOING = {"Upgrade-Insecure-Requests": "1", "Accept": PAGES, "Sec-Fetch-User": "?1"}
GOING |= {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
ASKING = {
    "Accept": "*/*",
    "Sec-Fetch-Site": "same-origin",
    "Sec-Fetch-Mode": "cors",
    "Sec-Fetch-Dest": "empty",
}
MORE = b'{"l":"en","n":%d,"p":"rest"}' % len(build.engine_script())
PATIENCE = 30


@dataclass(frozen=True)
class Exchange:
    """One request and its answer: their bytes, headers and all, and what the answer says."""

    up: int
    down: int
    head: str
    body: bytes

    @property
    def both(self) -> int:
        """Everything on the wire."""
        return self.up + self.down

    @property
    def location(self) -> str:
        """Where the answer sends the browser on to."""
        return self.head.partition("Location: ")[2].partition("\r\n")[0]


def went(port: int, path: str, site: str = "none") -> Exchange:
    """Someone goes to an address."""
    return _exchanged(port, f"GET {path}", {**GOING, "Sec-Fetch-Site": site})


def asked(port: int, body: bytes) -> Exchange:
    """The page asks or sends something."""
    headers = {"Content-Length": str(len(body)), "Content-Type": wire.CONTENT_TYPE}
    return _exchanged(port, "POST /s", {**ASKING, **headers, "Origin": f"http://127.0.0.1:{port}"}, body)


def journey(
    port: int, path: str, leave: str, link: UUID, key: bytes, readers: tuple[Recipient, ...]
) -> list[Exchange]:
    """Open, the three questions after opening, one send, leave: what the short path puts on the line."""
    small = wire.QUESTION_BYTES
    header = Header(link.bytes, uuid4().bytes, 1, Kind.FINAL)
    sends = (
        (Kind.OPENED, bytes(small)),
        (Kind.ASK_MORE, MORE.ljust(small, b"\0")),
        (Kind.ASK_REPLY, bytes(small)),
        (Kind.FINAL, sealing.seal(header, b"{}", readers)),
    )
    first = went(port, path)
    answers = [asked(port, wire.build(link.bytes, kind, body, key)) for kind, body in sends]
    left = went(port, leave, "same-origin")
    return [first, *answers, left, went(port, left.location, "same-origin")]


def _exchanged(port: int, line: str, headers: dict[str, str], body: bytes = b"") -> Exchange:
    head = "".join(f"{name}: {value}\r\n" for name, value in {**ALWAYS, **headers}.items())
    request = f"{line} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{head}\r\n".encode() + body
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line_to:
        line_to.sendall(request)
        with line_to.makefile("rb") as answer:
            came = b"".join(iter(answer.readline, b"\r\n")) + b"\r\n"
            told = {name.lower(): value for name, value in _fields(came)}
            content = answer.read(int(told["content-length"]))
    return Exchange(len(request), len(came) + len(content), came.decode(), content)


def _fields(head: bytes) -> list[tuple[str, str]]:
    lines = head.decode().split("\r\n")[1:]
    return [(name, value.strip()) for name, _, value in (line.partition(":") for line in lines) if name]
