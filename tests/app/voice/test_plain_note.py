"""A note on the page without a script: only under her own code, each look by the code, gone when ticked."""

import json
import re

import pytest

from app.voice import service as voice
from app.voice.models import Reply
from tests.app.voice.phone import opened, post
from tests.links import nothing_in

LINE = "What we agreed stays as it is."
HEAD = "Your worker left a note"


@pytest.fixture
def left(db, keys, made, clock):
    """A note that waits behind the link."""
    voice.leave_reply(db, keys, made.link.id, json.dumps([{"x": "سطر", "e": LINE}]).encode(), clock())
    return made


def number(page):
    return re.search(r'name="f1" value="(\d+)"', page).group(1)


def test_her_own_code_shows_it_with_its_english_and_a_tick_to_remove_it(survivor, left):
    page = opened(survivor, left).text
    assert HEAD in page
    assert f'سطر<br><small lang="en" dir="ltr">{LINE}</small>' in page
    assert 'name="f1"' in page


def test_the_second_code_shows_a_page_as_if_none_waited(survivor, left, make_link):
    page = opened(survivor, left, left.new.duress_code).text
    other = make_link()
    assert page == opened(survivor, other, other.new.duress_code).text
    assert HEAD not in page


def test_looking_again_takes_the_code_again(survivor, left):
    opened(survivor, left)
    assert LINE not in survivor.get(left.path).text
    assert LINE in opened(survivor, left).text


def test_the_tick_alone_removes_it_sends_nothing_and_shows_the_form_again(survivor, left, db, engine):
    page = opened(survivor, left).text
    assert post(survivor, left.path, f1=number(page)).status_code == 303
    again = survivor.get(left.path).text
    assert "What must not happen?" in again
    assert HEAD not in again
    assert db.query(Reply).one().sealed is None
    assert nothing_in(engine, "send")


@pytest.mark.parametrize("wrong", [str(1 << 128), "9" * 39])
def test_a_tick_for_no_note_loses_no_word(survivor, left, db, keys, wrong):
    opened(survivor, left)
    assert post(survivor, left.path, f1=wrong, b1="a few words").status_code == 303
    [send] = voice.sends_of(db, keys, left.link.id)
    assert json.loads(left.read(send.envelope))["a"]["not"]["t"] == "a few words"
    assert db.query(Reply).one().sealed is not None


def test_the_tick_with_answers_removes_it_and_sends_them(survivor, left, db, keys):
    page = opened(survivor, left).text
    post(survivor, left.path, f1=number(page), b1="a few words")
    [send] = voice.sends_of(db, keys, left.link.id)
    words = json.loads(left.read(send.envelope))
    assert words["a"]["not"]["t"] == "a few words"
    assert db.query(Reply).one().sealed is None


def test_under_the_second_code_a_tick_removes_nothing(survivor, left, db):
    number = db.query(Reply).one().id.int
    opened(survivor, left, left.new.duress_code)
    post(survivor, left.path, f1=str(number))
    assert db.query(Reply).one().sealed is not None


@pytest.mark.parametrize("value", ["", "x", "-1", "٣", "9" * 39, "9" * 4000])
def test_a_tick_that_names_no_note_changes_nothing(survivor, left, db, value):
    opened(survivor, left)
    assert post(survivor, left.path, f1=value).status_code == 303
    assert db.query(Reply).one().sealed is not None
