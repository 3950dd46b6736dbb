"""Somebody with a browser, seen from the network: TLS, cookies, and names that lead to one nginx."""

import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyotp
import requests
from requests.adapters import HTTPAdapter

from app.accounts.demo import DemoPerson
from app.voice.pages import NOT_FOR_BACK
from tests.many.processes import HOSTS
from tests.signing_in import SECOND_STEP, SIGN_IN, token_in
from tests.waiting import PAUSE

SURVIVORS, STAFF = HOSTS.values()
PATIENCE = 30
AWAY = (502, 503, 504)


class _ToNginx(HTTPAdapter):
    """Every name leads to one port of this machine, whose certificate must be the name's."""

    def __init__(self, port: int, folder: Path) -> None:
        self._port, self._folder = port, folder
        super().__init__()

    def send(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        request.headers["Host"] = urlsplit(request.url).hostname
        return super().send(request, *args, **kwargs)

    def get_connection_with_tls_context(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        name = urlsplit(request.url).hostname
        known = {"server_hostname": name, "assert_hostname": name, "cert_reqs": "CERT_REQUIRED"}
        known["ca_certs"] = str(self._folder / f"{name}.pem")
        return self.poolmanager.connection_from_host("127.0.0.1", self._port, "https", pool_kwargs=known)

    def cert_verify(self, *args: Any) -> None:
        """Done above, by name."""


@dataclass
class Person:
    """One person at one host; what fails is tried again, as people and pages do, until it is answered."""

    port: int
    folder: Path
    host: str
    again: int = 0
    session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self.session.mount("https://", _ToNginx(self.port, self.folder))

    def ask(self, method: str, path: str, **more: Any) -> requests.Response:
        """One request's answer, never followed; repeated while nobody answers."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                answer = self.session.request(
                    method, f"https://{self.host}{path}", allow_redirects=False, timeout=20, **more
                )
                if answer.status_code not in AWAY:
                    return answer
            except requests.RequestException:
                pass
            self.again += 1
            time.sleep(PAUSE * 10)
        raise AssertionError(f"{method} on {self.host} was not answered")

    def page(self, path: str) -> str:
        """A page, wherever it leads."""
        answer = self.ask("GET", path)
        while answer.is_redirect:
            answer = self.ask("GET", urlsplit(answer.headers["Location"]).path)
        assert answer.status_code in {200, NOT_FOR_BACK}, (path, answer.status_code)
        return answer.text

    def press(self, path: str, on: str = "", **fields: str) -> requests.Response:
        """Post a staff page's form, with the token of the page that holds it."""
        said = {"csrf_token": token_in(self.page(on or path)), **fields}
        return self.ask("POST", path, data=said, headers={"Referer": f"https://{self.host}/"})


def sign_in(idva: Person, who: DemoPerson) -> None:
    """Both steps, with the number that the device shows now, or the one after it."""
    assert idva.press(SIGN_IN, email=who.email, password=who.password).status_code == 303
    now = time.time()
    for moment in (now, now + 30, now - 30):
        if idva.press(SECOND_STEP, number=pyotp.TOTP(who.totp_secret).at(moment)).status_code == 303:
            return
    raise AssertionError("no number was taken")


def open_case(idva: Person, meeting_id: str, cover_id: str) -> tuple[str, str, str]:
    """A case with its link: its id, the link's path, and the code that is said."""
    found = re.search(r"/staff/cases/([0-9a-f-]{36})/open", idva.page("/staff/cases/new"))
    assert found
    shown = idva.press(
        f"/staff/cases/{found[1]}/open",
        on="/staff/cases/new",
        version="0",
        reference="H-2030-120",
        meeting_id=meeting_id,
        form_locale="en",
        contact="no",
        young="no",
        cover_locale="en",
        skin="plain",
        cover_id=cover_id,
    )
    code = re.search(r'id="code">(\d{3}) (\d{3})<', shown.text)
    path = re.search(rf"https://{re.escape(SURVIVORS)}(/k/[\w-]+)", shown.text)
    assert code and path, shown.text[:500]
    return found[1], path[1], code[1] + code[2]


def write_without_script(phone: Person, path: str, code: str, words: str) -> None:
    """Type the code, write, send; the receipt is what the last page shows."""
    assert phone.ask("POST", path, data={"q": code}).status_code == 303
    assert 'name="b1"' in phone.page(path)
    assert phone.ask("POST", path, data={"b1": words}).status_code == 303
    assert "Sent" in phone.page(path)
