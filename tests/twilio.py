"""A provider of our own, in the shape of Twilio's: it keeps what it took, and fails in every way it can.

It listens on loopback, in a thread. `faults` decides what happens to each hand-over; what was accepted is in
`taken`, whatever the caller was told of it.
"""

import base64
import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote_plus, urlsplit
from uuid import uuid4

from tests.twilio_rules import refusal

ACCOUNT, TOKEN = "AC" + "0" * 32, "a token of the tests"
OK, BUSY, BROKEN, LOST, NONSENSE, SLOW = "ok", "busy", "broken", "lost", "nonsense", "slow"
TAKEN_AND_BROKEN, TAKEN_AND_LOST = "taken and broken", "taken and lost"
ALL = (OK, BUSY, BROKEN, TAKEN_AND_BROKEN, LOST, TAKEN_AND_LOST, NONSENSE, SLOW)
SLOWNESS = 0.3


@dataclass
class Taken:
    """One message that the provider accepted."""

    sid: str
    to: str
    body: str
    sender: str
    at: datetime
    status: str = "queued"
    error: int | None = None
    gone: bool = False

    def told(self) -> dict[str, Any]:
        return {
            "sid": self.sid,
            "to": self.to,
            "from": self.sender,
            "body": self.body,
            "status": self.status,
            "error_code": self.error,
            "direction": "outbound-api",
            "date_created": format_datetime(self.at),
            "date_sent": None,
        }


@dataclass
class Provider:
    """What the server knows, and how it is to behave."""

    faults: Callable[[], str] = lambda: OK
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    taken: list[Taken] = field(default_factory=list)
    refuses: dict[str, int] = field(default_factory=dict)
    owns: set[str] = field(default_factory=set)
    account: str = "active"
    away: bool = False
    asked: int = 0
    url: str = ""
    log: Path | None = None  # where it writes down whatever it is asked
    lock: threading.Lock = field(default_factory=threading.Lock)

    def accept(self, form: dict[str, str]) -> Taken:
        with self.lock:
            sender = form.get("From") or form.get("MessagingServiceSid", "")
            sid = f"SM{uuid4().hex}"
            message = Taken(sid, form["To"], form["Body"], sender, self.clock())
            self.taken.append(message)
        return message

    def note(self, said: str) -> None:
        if self.log:
            with self.lock, self.log.open("a", encoding="utf-8") as file:
                file.write(f"{unquote_plus(said)}\n")

    def known(self, sid: str) -> Taken | None:
        return next((each for each in self.taken if each.sid == sid and not each.gone), None)


class Patient(ThreadingHTTPServer):
    """A caller that is killed in the middle of a call is nothing to tell of; anything else is."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def provider(**how: Any) -> Iterator[Provider]:
    """The server, for as long as it is needed."""
    known = Provider(**how)
    server = Patient(("127.0.0.1", 0), type("Handler", (Handler,), {"known": known}))
    known.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield known
    server.shutdown()
    server.server_close()
    thread.join()


class Handler(BaseHTTPRequestHandler):
    """One request to the provider."""

    known: Provider
    protocol_version = "HTTP/1.1"

    def log_message(self, *said: Any) -> None:
        pass

    def do_POST(self) -> None:
        form = {name: each[0] for name, each in parse_qs(self._body(), keep_blank_values=True).items()}
        if not self._signed_in():
            return
        if self._sid():
            self._redact(form)
        else:
            self._create(form)

    def do_GET(self) -> None:
        if self._signed_in():
            self.known.asked += 1
            if self._about_us():
                return
            sid = self._sid()
            self._one(sid) if sid else self._list()

    def do_DELETE(self) -> None:
        if self._signed_in():
            message = self.known.known(self._sid())
            if message is None:
                self._say(404, {"code": 20404, "message": "gone", "status": 404})
                return
            message.gone = True
            self._say(204, None)

    def _about_us(self) -> bool:
        """The account, its messaging services and its numbers."""
        path = urlsplit(self.path)
        last = path.path.rsplit("/", 1)[-1].removesuffix(".json")
        if last == ACCOUNT:
            self._say(200, {"sid": ACCOUNT, "status": self.known.account})
        elif last.startswith("MG"):
            mine = last in self.known.owns
            self._say(*((200, {"sid": last}) if mine else (404, {"code": 20404, "status": 404})))
        elif last == "IncomingPhoneNumbers":
            wanted = parse_qs(path.query).get("PhoneNumber", [""])[0]
            mine = [{"sid": f"PN{'0' * 32}", "phone_number": wanted}] if wanted in self.known.owns else []
            self._say(200, {"incoming_phone_numbers": mine, "next_page_uri": None})
        else:
            return False
        return True

    def _create(self, form: dict[str, str]) -> None:
        how = self.known.faults()
        refused = refusal(self.path, form) or self.known.refuses.get(form["To"])
        if refused:
            self._say(400, {"code": refused, "message": str(form), "status": 400})
        elif how == BUSY:
            self._say(429, {"code": 20429, "message": "many", "status": 429})
        elif how == BROKEN:
            self._say(500, {"code": 20500, "message": "oh", "status": 500})
        elif how == LOST:
            self._hang_up()
        else:
            self._take(form, how)

    def _take(self, form: dict[str, str], how: str) -> None:
        if how == SLOW:
            time.sleep(SLOWNESS)
        message = self.known.accept(form)
        if how == TAKEN_AND_BROKEN:
            self._say(503, {"code": 20503, "message": form["Body"], "status": 503})
        elif how == TAKEN_AND_LOST:
            self._hang_up()
        elif how == NONSENSE:
            self._raw(201, b'{"sid": "SM')
        else:
            self._say(201, message.told())

    def _redact(self, form: dict[str, str]) -> None:
        message = self.known.known(self._sid())
        if message is None:
            self._say(404, {"code": 20404, "message": "gone", "status": 404})
            return
        message.body = form["Body"]
        self._say(200, message.told())

    def _one(self, sid: str) -> None:
        message = self.known.known(sid)
        if message is None:
            self._say(404, {"code": 20404, "message": "gone", "status": 404})
        else:
            self._say(200, message.told())

    def _list(self) -> None:
        to = parse_qs(urlsplit(self.path).query).get("To", [""])[0]
        found = [each.told() for each in reversed(self.known.taken) if each.to == to and not each.gone]
        self._say(200, {"messages": found, "page": 0, "page_size": 50, "next_page_uri": None})

    def _signed_in(self) -> bool:
        self.known.note(f"{self.command} {self.path}")
        wanted = "Basic " + base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
        if self.known.away:
            self._hang_up()
            return False
        if self.headers.get("Authorization") != wanted:
            self._say(401, {"code": 20003, "message": "no", "status": 401})
            return False
        return True

    def _sid(self) -> str:
        last = urlsplit(self.path).path.rsplit("/", 1)[-1].removesuffix(".json")
        return "" if last == "Messages" else last

    def _body(self) -> str:
        """Raises ConnectionError where whoever called was gone before all of it came."""
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length)
        if len(body) < length:
            raise ConnectionAbortedError
        self.known.note(body.decode())
        return body.decode()

    def _say(self, status: int, told: Any) -> None:
        self._raw(status, b"" if told is None else json.dumps(told).encode())

    def _raw(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(BrokenPipeError):  # they did not wait for it
            self.wfile.write(body)

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.close()
