"""The drill: a large service through its shipped proxy, one of each killed on the way, and nothing lost.

What was acknowledged is there once; each text was handed over once, to a provider that misbehaves; each email
comes; the trail holds; and of a survivor's words, code, number or network nothing stands in anything that any
of them wrote. `--prove` kills each ten times over.
"""

import json
from collections import Counter
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from app.accounts import service as accounts
from app.accounts.models import Role
from app.messaging import outbox
from app.messaging.models import Channel
from app.voice.models import Send
from tests.app.lived import at
from tests.house import House as People
from tests.lots import stands_alone
from tests.many.house import House, house
from tests.many.person import STAFF, SURVIVORS, Person, open_case, sign_in, write_without_script
from tests.many.phones import WORDS, Phones, make_link
from tests.many.texts import NUMBERS, Texts, misbehaving
from tests.nginx import Proxy
from tests.signing_in import service_people
from tests.waiting import until

NETWORK = "198.51.100.77"
PHONES, EMAILS = 3, 6
ENOUGH = 240


@pytest.fixture(scope="module")
def rounds(request: pytest.FixtureRequest) -> int:
    return 10 if request.config.getoption("--prove") else 1


@pytest.fixture
def running(tmp_path: Path):
    with house(tmp_path, misbehaving()) as built:
        yield built


def test_one_of_each_is_killed_and_nothing_acknowledged_is_lost_or_doubled(
    running: tuple[House, Proxy], rounds: int
) -> None:
    built, front = running
    with at(built.config.database_url) as db:
        now = datetime.now(UTC)
        people = service_people(db, built.config.keys, now)
        who = people.of(Role.IDVA)
        links = [make_link(db, built, people, now) for _ in range(PHONES)]
        texts = Texts(built, db, people, [link.case_id for link in links])
        db.commit()
    idva, phone = (Person(front.port, front.folder, host) for host in (STAFF, SURVIVORS))
    sign_in(idva, who[0])
    with at(built.config.database_url) as db:
        meeting = str(People(db, built.config.keys, now, people).meeting())
    case_id, path, code = open_case(idva, meeting, str(who[1].id))
    phones = Phones(front, links)
    try:
        mails = _killed_in_turn(built, phones, texts, who[0].id, rounds)
        write_without_script(phone, path, code, WORDS)
        assert WORDS in idva.press(f"/staff/cases/{case_id}/views").text, "read through the proxy"
        until(lambda: mails <= _came(built), ENOUGH)
        texts.settle(front)
        built.all_ready()
        _try_codes(built, path)
    finally:
        phones.end()
    assert phones.again > 0, "no phone noticed anything"
    _judge(built, phones, mails)
    texts.judge()
    assert set(built.stop()) <= {0, -15}
    _search(built, code)


def _killed_in_turn(built: House, phones: Phones, texts: Texts, staff_id: UUID, rounds: int) -> set[str]:
    """Kill one of each while phones send and texts go; the names of the emails that were put in.

    In the long form emails are on their way meanwhile: one whose worker died is looked at after two minutes.
    """
    mails: set[str] = set()
    for number in range(rounds):
        for kill in (
            built.kill_web,
            built.kill_worker,
            lambda which: built.kill_limits(),
            lambda which: built.kill_database(),
        ):
            phones.more()
            texts.more()
            mails |= _put_emails(built, staff_id) if rounds > 1 else set()
            kill(number % 2)
    phones.more()
    return mails | _put_emails(built, staff_id)


def _put_emails(built: House, staff_id: UUID) -> set[str]:
    now, keys = datetime.now(UTC), [uuid4() for _ in range(EMAILS)]
    said = {"to": "idva@example.org", "subject": "Please sign in", "text": "Something is new for you.\n"}
    with at(built.config.database_url) as db:
        for key in keys:
            message = outbox.Message(Channel.EMAIL, "new", said, due_at=now, staff_id=staff_id)
            outbox.put(db, built.config.keys, key, None, message, now)
    return {key.hex for key in keys}


def _came(built: House) -> set[str]:
    """The names of the emails that came; one that came twice carries one name."""
    found = (text.partition("Message-ID: <")[2].partition("@")[0] for _, _, text in list(built.mail.came))
    return set(found)


def _try_codes(built: House, path: str) -> None:
    """What nginx passes on of a phone that tries codes, at both web processes."""
    for port in built.ports:
        line = HTTPConnection("127.0.0.1", port, timeout=30)
        told = {"Host": SURVIVORS, "X-Forwarded-For": NETWORK}
        line.request("POST", path, "q=111111", {**told, "Content-Type": "application/x-www-form-urlencoded"})
        assert line.getresponse().status == 303
        line.close()


def _judge(built: House, phones: Phones, mails: set[str]) -> None:
    with at(built.config.database_url) as db:
        kept = Counter(db.scalars(select(Send.submission_id)))
        assert [one for one in phones.acknowledged if kept[one] != 1] == []
        assert accounts.audit.verify(db, built.config.keys).holds
        assert db.scalar(select(func.count()).select_from(Send)) >= len(phones.acknowledged) + 1
    assert mails <= _came(built)


def _lines(built: House, name: str) -> list[str]:
    return (built.folder / name).read_text().splitlines()


def _search(built: House, code: str) -> None:
    """Of her words, her code and her network nothing stands in anything that was written."""
    files = built.written()
    assert {"web0.log", "web1.log", "worker0.log", "worker1.log"} <= {Path(one).name for one in files}
    assert any("appendonly" in one or one.endswith(".aof") for one in files), (
        "Redis wrote something to search"
    )
    assert any(b"tries:" in content for one, content in files.items()), "the limits were counted there"
    lines = [json.loads(line) for number in range(2) for line in _lines(built, f"worker{number}.log")]
    assert all({"time", "level"} < line.keys() for line in lines)
    canaries = (WORDS.encode(), NETWORK.encode(), b"\xc6\x33\x64\x4d")
    logs = {one: content for one, content in files.items() if not one.startswith(f"{built.database}/data")}
    assert [one for one, content in files.items() if any(c in content for c in canaries[:2])] == []
    assert [one for one, content in logs.items() if any(c in content for c in canaries)] == []
    assert [one for one, content in logs.items() if stands_alone(code, content)] == []
    told = files.pop(str(built.folder / "provider.log")).decode()
    assert NUMBERS in told, "the provider wrote something to search"
    assert SURVIVORS not in told
    assert [one for one, content in files.items() if NUMBERS.removeprefix("+44").encode() in content] == []
