"""The real SDK against our own server, and against Twilio's published description too where it is found."""

from contextlib import ExitStack
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
SERVERS = ["ours", *(["the published"] if PUBLISHED.is_file() else [])]
CALLBACK = "https://staff.example/webhooks/twilio/status"
SAID = Text(UUID(int=7), "+447400123456", "Please ring me when you have a moment.", "Reminder")
SID = f"SM{'0' * 32}"


class Wanting(Line):
    """A line that asks the described API for one of its examples."""

    wants = ""

    def request(self, method, url, headers=None, **more):
        prefer = {"Prefer": self.wants} if self.wants else {}
        return super().request(method, url, headers={**(headers or {}), **prefer}, **more)


@pytest.fixture(scope="module", params=SERVERS)
def described(request):
    """Where the published description is served; empty for our own server, which every clone has."""
    if request.param == "ours":
        yield ""
        return
    with prism(PUBLISHED, free_port()) as url:
        yield url


@pytest.fixture
def serve(described):
    """The address of the described API, or of our own server that answers as it is told."""
    with ExitStack() as running:
        yield lambda **how: described or running.enter_context(provider(**how)).url


@pytest.fixture
def ask(serve, capsys):
    """A carrier to ask for one of the described answers, or our own server told to answer so."""
    with capsys.disabled():
        print("\nTwilio's description:", "found" if SERVERS[1:] else "not found; our own server")  # noqa: T201

    def asked(wants="", fault="ok", refuses=0):
        url = serve(faults=lambda: fault, refuses={SAID.to: refuses} if refuses else {})
        line = Wanting(url, (5.0, 10.0))
        line.wants = wants
        return Twilio(ACCOUNT, TOKEN, CALLBACK, line)

    return asked


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


HERE = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
WHOLE = {"To": SAID.to, "From": SAID.sender, "Body": SAID.words}
TO_NOBODY = {name: WHOLE[name] for name in ("From", "Body")}
OF_NO_SERVICE = {**WHOLE, "MessagingServiceSid": "MG1"}


@pytest.mark.parametrize(
    ("address", "form", "token"),
    [
        (HERE, TO_NOBODY, TOKEN),
        (HERE, OF_NO_SERVICE, TOKEN),
        (HERE, WHOLE, ""),
        (HERE.replace(ACCOUNT, "x"), WHOLE, TOKEN),
        (HERE.replace("Messages", "Letters"), WHOLE, TOKEN),
    ],
    ids=["to nobody", "by no service", "signed out", "of no account", "at no address"],
)
def test_what_the_description_does_not_know_is_refused_by_its_server(serve, address, form, token):
    """That it judges what it is asked; the same asked rightly is taken, so it was refused for that alone."""
    url = serve()

    def status(path, sent, word):
        signed_in = (ACCOUNT, word) if word else None
        return requests.post(url + path, data=sent, auth=signed_in, timeout=30).status_code

    assert 400 <= status(address, form, token) < 500
    assert status(HERE, WHOLE, TOKEN) == 201


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"To": ""}, 21604),
        ({"To": "07400 123456"}, 21211),
        ({"From": ""}, 21603),
        ({"Body": ""}, 21602),
        ({"Body": "x" * 1601}, 21617),
    ],
)
def test_our_own_server_refuses_what_twilio_says_it_does_by_its_number(changed, error):
    with provider() as running:
        answer = requests.post(
            running.url + HERE, data={**WHOLE, **changed}, auth=(ACCOUNT, TOKEN), timeout=30
        )
        assert (answer.status_code, answer.json()["code"]) == (400, error)
        assert running.taken == []


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
