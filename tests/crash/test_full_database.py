"""PostgreSQL's own disk is full while sends come in: none acknowledged is lost, and no word of a refused one.

Where its log has room, PostgreSQL refuses what its tables cannot hold and lives on; where the log has none
either, all of it falls. The service bears both.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from secrets import token_bytes, token_hex
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.voice.models import Send
from app.voice.pages import NOT_FOR_BACK
from safety import wire
from safety.sealing import Kind
from safety.unlocking import send_key
from tests import cluster
from tests.conftest import make_tables
from tests.promises.test_survivor_routes import OCTETS, UNKNOWN, post
from tests.small_disk import ClusterDisk, small_cluster
from tests.waiting import until

DISKS = {"its tables": 16, "its log too": 1}  # the megabytes of one piece of the log
MEGABYTES = 96
FIRST, MOST = 5, 1000
LARGE = 3000  # bytes of what somebody wrote
ENOUGH = 240  # seconds; it starts again by itself, on a machine that may be busy


@pytest.fixture(params=DISKS.values(), ids=DISKS)
def disk(request: pytest.FixtureRequest) -> Iterator[ClusterDisk]:
    with small_cluster(MEGABYTES, request.param) as running:
        yield running


@pytest.fixture
def fill(request: pytest.FixtureRequest, disk: ClusterDisk) -> Callable[[], None]:
    """Fill the disk; in the second case until the database falls."""

    def done() -> None:
        disk.fill()
        if "log" in request.node.callspec.id:
            disk.use_up_the_log()

    return done


@pytest.fixture
def engine_url(disk: ClusterDisk) -> str:
    url = cluster.make_database_in(disk.folder, "beforehand")
    make_tables(url)
    return url


def test_nothing_acknowledged_is_lost_and_no_word_of_what_is_refused(
    survivor, made, db, engine, disk, fill
) -> None:
    def send(submission: UUID, raw: bytes) -> bool:
        answer = survivor.post("/s", data=raw, content_type=OCTETS)
        kept = wire.acknowledged(answer.data, raw, send_key(made.live))
        if kept:
            acknowledged.append(submission)
            return True
        assert (answer.status_code, answer.data[0]) == (503, wire.Status.LATER)
        assert int(answer.headers["Retry-After"]) > 0
        return False

    def one(content: bytes = token_bytes(LARGE)) -> tuple[UUID, bytes]:
        submission = uuid4()
        header = made.header(Kind.FINAL, submission=submission.bytes)
        return submission, made.request(Kind.FINAL, made.envelope(content, header))

    acknowledged: list[UUID] = []
    words = token_hex(250)
    assert post(survivor, made.path, q=made.new.code).status_code == 303
    assert all(send(*one()) for _ in range(FIRST))
    db.refresh(made.link)
    db.expunge(made.link)  # the tests know it without the database from here on
    db.rollback()
    fill()
    refused = next(each for each in (one() for _ in range(MOST)) if not send(*each))
    assert not all(send(*one(b"{}")) for _ in range(MOST)), "a small one finds room no more"
    answer = post(survivor, made.path, a1="2", b1=words)
    assert (answer.status_code, answer.text.count(words)) == (503, 1)
    shown = [survivor.get(path).status_code for path in ("/", UNKNOWN, made.path)]
    assert shown == [200, 200, NOT_FOR_BACK]
    disk.make_room()
    until(lambda: disk.revive() or send(*refused), ENOUGH)
    assert all(send(*one()) for _ in range(FIRST))
    assert post(survivor, made.path, a1="2", b1=words).status_code == 303
    with Session(engine) as fresh:
        kept = Counter(fresh.scalars(select(Send.submission_id)))
    assert [each for each in acknowledged if kept[each] != 1] == []
    assert kept.total() == len(acknowledged) + 1, "the page's own, once"
