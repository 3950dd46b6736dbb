"""Codes tried on the server: two at a time, the rest wait and are tried as always."""

import threading
from concurrent.futures import ThreadPoolExecutor

from app.entry import service as entry
from app.entry import tries
from tests.links import which
from tests.waiting import until

USUAL = entry.Looks("plain", "en", "en")


def test_two_at_a_time_and_every_other_is_tried_in_its_turn(db, keys, made, now, monkeypatch):
    """The tries are held at a gate, so that how many are inside is seen and not guessed."""
    gate, inside, most = threading.Event(), [], []
    real = tries.try_code

    def held(*how):
        inside.append(1)
        most.append(len(inside))
        gate.wait(20)
        inside.pop()
        return real(*how)

    monkeypatch.setattr(tries, "try_code", held)
    found = entry.find(db, keys, made.new.token, USUAL, now)
    with ThreadPoolExecutor(6) as pool:
        asked = [pool.submit(which, found, made.new.code) for _ in range(6)]
        until(lambda: len(inside) == tries.AT_ONCE)
        gate.set()
        assert [each.result() for each in asked] == ["live"] * 6
    assert max(most) == tries.AT_ONCE


def test_with_both_turns_taken_a_try_waits_until_one_is_free_and_is_then_made(
    db, keys, made, now, monkeypatch
):
    tried, real = threading.Event(), tries.try_code

    def noted(*how):
        tried.set()
        return real(*how)

    monkeypatch.setattr(tries, "try_code", noted)
    found = entry.find(db, keys, made.new.token, USUAL, now)
    turns = [tries._turns.acquire(blocking=False) for _ in range(tries.AT_ONCE)]
    with ThreadPoolExecutor(1) as pool:
        try:
            assert turns == [True] * tries.AT_ONCE
            asked = pool.submit(which, found, made.new.code)
            assert not tried.wait(0.2)
        finally:
            for _ in turns:
                tries._turns.release()
        assert asked.result() == "live"


def test_two_words_open_however_they_are_written_and_in_their_order_only(db, keys, make_link, now):
    made = make_link(words=True)
    found = entry.find(db, keys, made.new.token, USUAL, now)
    first, second = made.new.code.split(" ")
    typed = [f" {first.upper()}  {second}", f"{first}{second}.", f"{first}-{second.title()}"]
    assert [which(found, each) for each in typed] == ["live"] * 3
    assert which(found, made.new.duress_code) == "duress"
    assert [which(found, each) for each in (f"{second} {first}", first, f"{first} {first}")] == [None] * 3


def test_arabic_words_open_with_the_marks_that_a_keyboard_adds(db, keys, make_link, now):
    made = make_link(words=True, form="ar")
    found = entry.find(db, keys, made.new.token, USUAL, now)
    first, second = made.new.code.split(" ")
    assert which(found, f"\u200f{first[0]}ـ{first[1:]}\u00a0{second}\u200f") == "live"
