"""Several processes count a network's tries together; without their server each goes on by itself."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from redis import Redis as Client

from app import doctor, metrics
from app.web import health
from app.web.limits import FREE_TRIES, LONGEST_WAIT, WINDOW, Networks
from app.web.shared import ASKED_AGAIN_S, Counts
from tests.redis import WRITTEN_TOO, Redis, redis

HERE = "198.51.100.7"
PEPPER = b"P" * 32


@pytest.fixture
def server() -> Iterator[Redis]:
    with redis() as running:
        yield running


class Seconds:
    """A clock of seconds that stands still until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def two(server, seconds) -> list[Networks]:
    """Two processes."""
    return [Networks(shared=Counts(server.url, PEPPER, seconds)) for _ in range(2)]


def test_two_processes_count_a_networks_tries_together(two, now):
    for _ in range(FREE_TRIES // 2):
        assert [one.wait_for(HERE, now) for one in two] == [0, 0]
    assert [one.wait_for(HERE, now) for one in two] == [0.25, 0.5]
    assert two[0].wait_for("198.51.101.7", now) == 0


def test_no_address_lies_there_and_everything_ends(two, server, now):
    for one in two:
        one.wait_for(HERE, now)
        one.wait_for("2001:db8:aaaa::1", now + timedelta(days=1))
    with Client.from_url(server.url) as client:
        names = client.keys()
        lasts = {name: client.pttl(name) for name in names}
        held = b" ".join([*names, *(client.get(name) or b"" for name in names)])
    assert len(names) == 4, "two salts and two networks"
    assert all(0 < left <= 86_400_000 for left in lasts.values())
    assert all(left <= WINDOW.total_seconds() * 1000 for name, left in lasts.items() if b"tries" in name)
    assert not any(part in held for part in (b"198.51.100", b"\xc6\x33\x64", b"\x20\x01\x0d\xb8\xaa\xaa"))


def test_who_reads_it_needs_the_pepper_too(server, now):
    for pepper in (PEPPER, b"Q" * 32):
        Networks(shared=Counts(server.url, pepper)).wait_for(HERE, now)
    with Client.from_url(server.url) as client:
        assert len(client.keys("tries:*")) == 2


def test_while_it_is_away_each_counts_by_itself_and_nobody_is_barred(two, server, seconds, now, caplog):
    for _ in range(FREE_TRIES):
        two[0].wait_for(HERE, now)
    server.kill()
    assert two[0].wait_for(HERE, now) == 0.25, "what this process saw still counts"
    assert two[1].wait_for(HERE, now) == 0
    assert max(one.wait_for(HERE, now) for _ in range(20) for one in two) <= LONGEST_WAIT
    assert all(one.apart() for one in two)
    away = [line for line in caplog.messages if "away" in line]
    assert len(away) == 2, "each process says so once"
    assert not any(HERE in line or server.url in line for line in caplog.messages)


def test_when_it_is_back_it_is_asked_again_after_a_few_seconds(two, server, seconds, now):
    server.kill()
    assert two[1].wait_for(HERE, now) == 0
    server.start()
    for _ in range(2 * FREE_TRIES):
        two[0].wait_for(HERE, now)
    assert two[1].wait_for(HERE, now) == 0, "not asked yet"
    seconds.now += ASKED_AGAIN_S
    assert two[1].wait_for(HERE, now) > 0
    assert not two[1].apart()


def test_readiness_metrics_and_the_doctor_tell_of_it_and_nobody_is_taken_out_of_use(
    server, config, db, clock, client_with
):
    settings = replace(config, limits_url=server.url)
    staff = client_with("STAFF", limits_url=server.url)
    health.beat(db, clock())
    assert staff.get("/readyz").text == "ready\n"
    assert metrics.measured(lambda: db, settings, clock())["beforehand_limits_up"] == 1
    assert "limits" not in _wrong(settings, clock())
    server.kill()
    answer = staff.get("/readyz")
    assert (answer.status_code, answer.text) == (200, "ready, limits apart\n")
    assert metrics.measured(lambda: db, settings, clock())["beforehand_limits_up"] == 0
    assert "the server of the limits answers" in _wrong(settings, clock())


def test_the_doctor_finds_one_that_writes_to_a_disk_and_processes_that_share_nothing(config, clock):
    with redis(WRITTEN_TOO) as careless:
        told = _wrong(replace(config, limits_url=careless.url), clock())
    assert "writes nothing to a disk" in told
    assert "count tries together" in _wrong(replace(config, web_processes=2), clock())
    assert "tries" not in _wrong(config, clock())


def _wrong(settings, now) -> str:
    return "\n".join(found.what for found in doctor.examine(settings, now) if not found.fine)
