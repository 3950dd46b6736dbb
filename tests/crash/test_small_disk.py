"""SQLite's own disk is full, or cannot be written, while phones send to the service as it is shipped.

The refusals are the file system's. None acknowledged is lost, each sender is told, no process of the service
ends for it, and none has to be started anew once there is room.
"""

import os
import shutil
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import uuid4

import brotli
import pytest
from sqlalchemy import text

from safety import sealing, wire
from safety.sealing import Header, Kind
from tests.bench.processes import beneath, web_process
from tests.bench.wire import SAID, WORDS, asked, posted, went
from tests.crash.accepting import Phones, Seen, judge, more, phones_of, sending
from tests.live import Demonstration, Live, free_port, reached, start_live
from tests.loaded import copied
from tests.small_disk import SmallDisk, small_disk
from tests.waiting import until

MEGABYTES = 24
REFUSED = 60  # in a row, over all phones: there is no room for any
ENOUGH = 120


def _full(disk: SmallDisk, live: Live) -> None:
    disk.fill()


def _shut(disk: SmallDisk, live: Live) -> None:
    """As after a fault of the disk: who opens the database from now on can only read it."""
    disk.shut()
    os.kill(web_process(live.process.pid), signal.SIGKILL)


FAULTS = {"full": (_full, SmallDisk.make_room), "read only": (_shut, SmallDisk.open)}


def _kept(var_dir: Path, port: int) -> Demonstration:
    return Demonstration(var_dir, port, f"sqlite:///{var_dir / 'beforehand.db'}")


def _takes_nothing(phones: Phones) -> bool:
    """Whether so many sends after each other are refused, and none is taken."""
    taken, tried = len(phones.acknowledged), phones.repeated
    until(lambda: phones.repeated >= tried + REFUSED, ENOUGH)
    return len(phones.acknowledged) == taken


def _is_told(phones: Phones, cookie: str) -> None:
    """Whoever sends meanwhile hears so and keeps the words; every page is there."""
    link = phones.links[0]
    header = Header(link.link_id.bytes, uuid4().bytes, 1, Kind.FINAL)
    blob = sealing.seal(header, os.urandom(3000), link.readers)
    told = asked(phones.port, wire.build(link.link_id.bytes, Kind.FINAL, blob, link.key))
    assert (told.head.split()[1], told.body[0]) == ("503", wire.Status.LATER)
    assert "\r\nRetry-After: " in told.head
    answer = posted(phones.port, link.path, SAID, cookie)
    assert answer.head.startswith("HTTP/1.1 503")
    assert WORDS in brotli.decompress(answer.body).decode()
    assert [went(phones.port, path).head.split()[1] for path in ("/", link.path)] == ["200", "200"]


def _fail_and_mend(
    live: Live, phones: Phones, fault: Callable[[Live], None], mended: Callable[[], None]
) -> None:
    link = phones.links[0]
    with sending(phones):
        cookie = posted(live.port, link.path, {"q": link.code}).cookie
        more(phones)
        fault(live)
        until(partial(_takes_nothing, phones), ENOUGH)
        processes = {live.process.pid, *beneath(live.process.pid)}
        _is_told(phones, cookie)
        mended()
        more(phones)
        assert posted(live.port, link.path, SAID, cookie).head.startswith("HTTP/1.1 303")
    assert processes == {live.process.pid, *beneath(live.process.pid)}


def _is_all_there(service: Demonstration, phones: Phones) -> None:
    judge(service, phones, seen := Seen(0))
    engine, _ = reached(service)
    with engine.connect() as connection:
        assert (seen.wrong, connection.scalar(text("PRAGMA integrity_check"))) == (0, "ok"), seen
    engine.dispose()


@pytest.mark.parametrize(("fault", "mended"), FAULTS.values(), ids=FAULTS)
def test_nothing_acknowledged_is_lost_each_sender_is_told_and_the_service_comes_back(
    fault: Callable[[SmallDisk, Live], None], mended: Callable[[SmallDisk], None], tmp_path: Path
) -> None:
    copied(tmp_path / "before")
    phones = phones_of(_kept(tmp_path / "before" / "var", free_port()))
    (tmp_path / "var").mkdir()
    with small_disk(tmp_path / "var", MEGABYTES) as disk:
        shutil.copytree(tmp_path / "before" / "var", disk.seen, dirs_exist_ok=True)
        live = start_live(tmp_path, port=phones.port, inside=disk.inside)
        try:
            _fail_and_mend(live, phones, partial(fault, disk), partial(mended, disk))
        finally:
            live.stop()
        shutil.copytree(disk.seen, tmp_path / "after")
    _is_all_there(_kept(tmp_path / "after", phones.port), phones)
