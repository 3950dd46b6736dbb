"""The real SDK against Twilio's published description where it is found, else against our own server."""

from pathlib import Path
from uuid import UUID

import pytest
import requests

from app.messaging.carriers import NotTaken, Refused, Text, Unsure
from app.messaging.twilio_api import Line, Twilio
from tests.conftest import NOON
from tests.live import free_port
from tests.node import prism
from tests.twilio import ACCOUNT, BROKEN, BUSY, NONSENSE, SLOW, TOKEN, provider

PUBLISHED = Path(__file__).resolve().parents[4] / "shared" / "data" / "twilio_messages_openapi.json"
CALLBACK = "https://staff.example/webhooks/twilio/status"
SAID = Text(UUID(int=7), "+447400123456", "Please ring me when you have a moment.", "Reminder")
SID = f"SM{'0' * 32}"


class Wanting(Line):
    """A line that asks the described API for one of its examples."""

    wants = ""

    def request(self, method, url, headers=None, **more):
        prefer = {"Prefer": self.wants} if self.wants else {}
        return super().request(method, url, headers={**(headers or {}), **prefer}, **more)


@pytest.fixture(scope="module")
def described():
    """Where the description is served; empty where it is not found."""
    if not PUBLISHED.is_file():
        yield ""
        return
    with prism(PUBLISHED, free_port()) as url:
        yield url


@pytest.fixture
def ask(described, capsys):
    """A carrier to ask for one of the described answers, or to our own server told to answer so."""
    made = []

    def asked(wants="", fault="ok", refuses=0):
        if described:
            line = Wanting(described, (5.0, 10.0))
            line.wants = wants
            return Twilio(ACCOUNT, TOKEN, CALLBACK, line)
        running = provider(faults=lambda: fault, refuses={SAID.to: refuses} if refuses else {})
        made.append(running)
        return Twilio(ACCOUNT, TOKEN, CALLBACK, Line(running.__enter__().url, (1.0, 0.2)))

    with capsys.disabled():
        print("\nTwilio's description:", "found" if described else "not found; our own server")  # noqa: T201
    yield asked
    for each in made:
        each.__exit__(None, None, None)


def test_a_text_that_is_taken_has_a_name_and_a_status(ask):
    taken = ask("code=201, example=createWithQueuedStatus").hand_over(SAID)
    assert taken.sid.startswith("SM")
    assert taken.status == "queued"


def test_by_a_messaging_service_too(ask):
    text = Text(SAID.key, SAID.to, SAID.words, "", f"MG{'a' * 32}")
    assert ask("code=201, example=createWithMessagingService").hand_over(text).status


@pytest.mark.parametrize(
    ("example", "error"), [("invalid_to", 21211), ("stop", 21610), ("not_mobile", 21614)]
)
def test_a_refusal_is_told_by_its_number_and_nothing_else(ask, example, error):
    with pytest.raises(Refused) as refused:
        ask(f"code=400, example={example}", refuses=error).hand_over(SAID)
    assert refused.value.error == error
    assert SAID.to not in repr(refused.value)


def test_too_many_at_once_is_certainly_not_taken(ask):
    with pytest.raises(NotTaken):
        ask("code=429, example=rate", fault=BUSY).hand_over(SAID)


def test_after_a_fault_of_theirs_nobody_knows(ask):
    with pytest.raises(Unsure):
        ask("code=500, example=srv", fault=BROKEN).hand_over(SAID)


def test_what_they_hold_can_be_listed_asked_for_emptied_and_deleted(ask):
    carrier = ask("code=200, example=readEmptySentdateLess")
    assert carrier.taken(SAID, NOON) == []
    carrier = ask()
    found = carrier.status(SID)
    assert found is None or found.status
    carrier.redact(SID)
    carrier.delete(SID)


def test_what_the_description_does_not_know_is_refused_by_its_server(described):
    if described:  # that it judges what it is asked, or the tests above would show nothing
        address = f"{described}/2010-04-01/Accounts/x/Messages.json"
        answer = requests.post(address, data={"To": ""}, timeout=9)
        assert answer.status_code >= 400


@pytest.mark.parametrize("fault", [SLOW, NONSENSE])
def test_an_answer_that_is_late_or_no_answer_is_not_known(fault):
    with provider(faults=lambda: fault) as running, pytest.raises(Unsure):
        Twilio(ACCOUNT, TOKEN, CALLBACK, Line(running.url, (1.0, 0.1))).hand_over(SAID)


def test_neither_number_nor_words_reach_a_log_or_a_fault(caplog):
    caplog.set_level(0)
    with provider(refuses={SAID.to: 21211}) as running:
        carrier = Twilio(ACCOUNT, TOKEN, CALLBACK, Line(running.url, (1.0, 1.0)))
        with pytest.raises(Refused) as refused:
            carrier.hand_over(SAID)
        carrier.taken(SAID, NOON)
        running.refuses.clear()
        carrier.hand_over(SAID)
    told = caplog.text + repr(refused.value) + repr(SAID)
    for secret in (SAID.to, SAID.to[1:], SAID.words, "ring me"):
        assert secret not in told


def test_a_proxy_of_the_machine_is_not_used(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with provider() as running:
        carrier = Twilio(ACCOUNT, TOKEN, CALLBACK, Line(running.url, (1.0, 1.0)))
        assert carrier.hand_over(SAID).status == "queued"
