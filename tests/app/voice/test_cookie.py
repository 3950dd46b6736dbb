"""The cookie of the path without JavaScript."""

from datetime import timedelta

import pytest

from app.voice import cookie
from app.voice.cookie import NOTE_BYTES, SHOWN_FOR, Shows, State
from app.voice.opened import NONE, Marks


@pytest.mark.parametrize("shows", list(Shows))
@pytest.mark.parametrize("note", [b"", b"x", b"\0" * (NOTE_BYTES - 1), b"y" * NOTE_BYTES])
def test_what_it_says_comes_back_at_its_own_address_only(keys, now, shows, note):
    value = cookie.seal(keys, "/k/one", State(shows, now, note))
    assert cookie.read(keys, "/k/one", value) == State(shows, now, note)
    assert cookie.read(keys, "/k/two", value) is None


def test_every_cookie_has_one_length_and_no_two_are_alike(keys, now):
    states = [State(shows, now, note) for shows in Shows for note in (b"", b"z" * 500)]
    values = [cookie.seal(keys, "/", state) for state in states]
    assert len({len(value) for value in values}) == 1
    assert len(set(values)) == len(values)


def test_a_note_that_is_too_long_is_cut_and_a_cut_letter_is_left_out(keys, now):
    long = State(Shows.SEARCH, now, "é".encode() * NOTE_BYTES)
    state = cookie.read(keys, "/", cookie.seal(keys, "/", long))
    assert state.text() == "é" * (NOTE_BYTES // 2)


@pytest.mark.parametrize("value", [None, "", "x", "A" * 346, "é" * 40, "=" * 50, "A" * 9000])
def test_anything_else_is_no_cookie(keys, value):
    assert cookie.read(keys, "/", value) is None


def test_what_is_shown_ends_and_what_is_sent_is_taken_under_an_opened_form_only(now):
    state = State(Shows.OPEN_LIVE, now)
    second = timedelta(seconds=1)
    assert state.shown_at(now + SHOWN_FOR - second)
    assert not state.shown_at(now + SHOWN_FOR)
    assert state.sends
    assert not State(Shows.LEFT, now).sends
    assert not State(Shows.SEARCH, now).sends


def test_the_marks_of_an_opened_form_fit_the_note_and_come_back(keys, now):
    from app.entry.service import Looks

    marks = Marks.new(Looks("calculator", "en-x-easyread", "en-x-easyread"), b"r" * 32).next()
    kept = cookie.seal(keys, "/k/one", State(Shows.OPEN_LIVE, now, marks.to_bytes()))
    assert Marks.from_bytes(cookie.read(keys, "/k/one", kept).note) == marks
    assert marks.failed(marks.submission, long=True).next().kept == NONE
