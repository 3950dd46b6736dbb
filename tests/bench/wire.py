"""A phone's requests, byte for byte as Chromium sends them, without the browser: quick enough for every test.

What the browser adds of its own (names, what it takes) was recorded from it and is counted as it is.
"""

import socket
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID, uuid4

from app.entry import build
from safety import sealing, wire
from safety.sealing import Header, Kind, Recipient
from tests.heads import head

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
MORE = '{"l":"%s","n":%d,"p":"rest"}'
PATIENCE = 30
WORDS = "Please do not come to the flat. I would like to stay near the school, and to hear what was decided."
SHORT_PATH = (("not", "police"), ("want", "stay"), ("worry", "found"))  # one tap in each question
SAID = {"a1": "1", "b1": WORDS, "a2": "2", "b2": WORDS, "a3": "5", "b3": WORDS}


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
        return self._field("Location")

    @property
    def cookie(self) -> str:
        """What the browser holds from now on."""
        return self._field("Set-Cookie").partition(";")[0]

    def _field(self, name: str) -> str:
        return self.head.partition(f"\r\n{name}: ")[2].partition("\r\n")[0]


def went(port: int, path: str, site: str = "none", cookie: str = "") -> Exchange:
    """Someone goes to an address."""
    return _exchanged(port, f"GET {path}", {**GOING, "Sec-Fetch-Site": site, **_holding(cookie)})


def asked(port: int, body: bytes) -> Exchange:
    """The page asks or sends something."""
    headers = {"Content-Length": str(len(body)), "Content-Type": wire.CONTENT_TYPE}
    return _exchanged(port, "POST /s", {**ASKING, **headers, "Origin": f"http://127.0.0.1:{port}"}, body)


def journey(
    port: int, path: str, leave: str, link: UUID, key: bytes, readers: tuple[Recipient, ...], form: str
) -> list[Exchange]:
    """Open, the three questions after opening, one send, leave: what the short path puts on the line."""
    small = wire.QUESTION_BYTES
    header = Header(link.bytes, uuid4().bytes, 1, Kind.FINAL)
    sends = (
        (Kind.OPENED, bytes(small)),
        (Kind.ASK_MORE, (MORE % (form, len(build.engine_script()))).encode().ljust(small, b"\0")),
        (Kind.ASK_REPLY, bytes(small)),
        (Kind.FINAL, sealing.seal(header, b"{}", readers)),
    )
    first = went(port, path)
    answers = [asked(port, wire.build(link.bytes, kind, body, key)) for kind, body in sends]
    left = went(port, leave, "same-origin")
    return [first, *answers, left, went(port, left.location, "same-origin")]


def plain_journey(port: int, path: str, leave: str, code: str) -> list[Exchange]:
    """The same without a script: the page, the code, the form, what was said in it, the receipt, leave."""
    first = went(port, path)
    opened = posted(port, path, {"q": code})
    form = _went_on(port, opened)
    sent = posted(port, path, SAID, opened.cookie)
    left = went(port, leave, "same-origin", (done := _went_on(port, sent)).cookie or sent.cookie)
    return [first, opened, form, sent, done, left, went(port, left.location, "same-origin", left.cookie)]


def posted(port: int, path: str, fields: dict[str, str], cookie: str = "") -> Exchange:
    """A form is sent without a script."""
    body = urlencode(fields).encode()
    headers = {"Content-Length": str(len(body)), "Content-Type": "application/x-www-form-urlencoded"}
    here = {"Origin": f"http://127.0.0.1:{port}", "Sec-Fetch-Site": "same-origin", **_holding(cookie)}
    return _exchanged(port, f"POST {path}", {**GOING, **headers, **here}, body)


def _went_on(port: int, answer: Exchange) -> Exchange:
    """Where an answer sends the browser, with what it gave it to hold."""
    return went(port, answer.location, "same-origin", answer.cookie)


def _holding(cookie: str) -> dict[str, str]:
    return {"Cookie": cookie} if cookie else {}


def _exchanged(port: int, line: str, headers: dict[str, str], body: bytes = b"") -> Exchange:
    told = "".join(f"{name}: {value}\r\n" for name, value in {**ALWAYS, **headers}.items())
    request = f"{line} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{told}\r\n".encode() + body
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line_to:
        line_to.sendall(request)
        with line_to.makefile("rb") as answer:
            came = head(answer)
            fields = {name.lower(): value for name, value in _fields(came)}
            content = answer.read(int(fields["content-length"]))
    return Exchange(len(request), len(came) + len(content), came.decode(), content)


def _fields(head: bytes) -> list[tuple[str, str]]:
    lines = head.decode().split("\r\n")[1:]
    return [(name, value.strip()) for name, _, value in (line.partition(":") for line in lines) if name]
