"""A busy network waits a little; it is never refused, never known, and cannot jump its wait."""

from datetime import timedelta

import pytest

from app.web.limits import FREE_TRIES, LONGEST_WAIT, REMEMBERED, WINDOW, Networks

HERE = "198.51.100.7"
MANY = 20


def test_the_first_tries_wait_for_nothing_and_no_wait_is_long(now):
    networks = Networks()
    waits = [networks.wait_for(HERE, now) for _ in range(100)]
    assert waits[:FREE_TRIES] == [0] * FREE_TRIES
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT


def test_a_minute_later_it_starts_anew(now):
    networks = Networks()
    for _ in range(50):
        networks.wait_for(HERE, now)
    assert networks.wait_for(HERE, now + WINDOW) == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (HERE, "198.51.100.200", True),
        (HERE, "198.51.101.7", False),
        ("2001:db8:1::1", "2001:db8:1:ffff::2", True),
        ("2001:db8:1::1", "2001:db8:2::1", False),
    ],
)
def test_a_network_is_a_prefix(now, one, other, same):
    networks = Networks()
    for _ in range(50):
        networks.wait_for(one, now)
    assert (networks.wait_for(other, now) > 0) is same


@pytest.mark.parametrize("address", [None, "", "127.0.0.1", "::1", "nonsense"])
def test_what_comes_from_no_network_we_know_never_waits(now, address):
    networks = Networks()
    assert {networks.wait_for(address, now) for _ in range(100)} == {0}


def test_no_address_is_kept_and_a_new_day_has_a_new_salt(now):
    networks = Networks()
    networks.wait_for(HERE, now)
    [first] = networks._seen
    assert b"\xc6\x33\x64" not in first
    networks.wait_for(HERE, now + timedelta(days=1))
    [second] = networks._seen
    assert first != second


def test_only_so_many_networks_are_remembered(now):
    networks = Networks()
    for number in range(REMEMBERED + 10):
        networks.wait_for(f"10.{number // 256}.{number % 256}.1", now)
    assert len(networks._seen) == REMEMBERED


def test_every_try_of_a_busy_network_waits_however_many_wait_already(now):
    paused = []

    def pause(seconds):
        paused.append(seconds)
        if len(paused) < MANY:
            networks.wait_turn(HERE, now)

    networks = Networks(pause)
    for _ in range(50):
        networks.wait_for(HERE, now)
    networks.wait_turn(HERE, now)
    assert paused == [LONGEST_WAIT] * MANY
