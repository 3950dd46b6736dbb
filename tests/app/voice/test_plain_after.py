"""What is asked after the meeting on a page without a script: the same two streams."""

import json
import re
from dataclasses import replace

import pytest

from app.entry import service as entry
from app.voice import service as voice
from app.voice.models import CountedAfter
from safety import sealing
from safety.sealing import Kind
from tests.app.voice.phone import opened, post
from tests.links import nothing_in


@pytest.fixture
def after(db, keys, made):
    """A link that asks how it went."""
    facts = replace(entry.facts_of(keys, made.link), after=True)
    entry.replace_facts(db, keys, made.link.id, facts)
    return made


def field(page, text):
    """The name and value of a tap, or the name of the box after a heading."""
    return re.search(rf'name="(\w+)" value="(\d+)"[^>]*> <span>{text}', page).groups()


def boxes(page):
    return re.findall(r'<textarea name="(b\d+)"', page)


def sent(db, keys, made):
    return [(one.kind, json.loads(made.read(one.envelope))) for one in voice.sends_of(db, keys, made.link.id)]


def test_words_go_to_her_worker_and_taps_to_the_pool(survivor, after, db, keys):
    page = opened(survivor, after).text
    better, since = boxes(page)
    taps = dict(field(page, text) for text in ("listen more", "These words", "Count what I tapped"))
    post(survivor, after.path, **taps, **{better: "ring on Mondays", since: "the door locks"})
    [(kind, hers)] = sent(db, keys, after)
    assert kind is Kind.FEEDBACK
    assert hers["a"] == {
        "better": {"c": [], "t": "ring on Mondays"},
        "quote": {"c": ["yes"], "t": ""},
        "since": {"c": [], "t": "the door locks"},
    }
    assert db.get(CountedAfter, after.link.id) is not None
    assert "Sent" in survivor.get(after.path).text


def test_without_a_yes_nothing_is_counted(survivor, after, engine, db, keys):
    page = opened(survivor, after).text
    name, value = field(page, "listen more")
    post(survivor, after.path, **{name: value})
    assert sent(db, keys, after)[0][1]["a"] == {}
    assert nothing_in(engine, "counted", "counted_after", "waiting_part")


def test_counted_before_the_meeting_can_be_counted_once_more_after_it(after, db, keys, now):
    from app.voice import counting

    pool = entry.facts_of(keys, after.link).pool
    for sequence in (0, 0, counting.AFTER, counting.AFTER):
        part = sealing.seal(after.header(Kind.COUNTED, sequence), b"{}", [pool])
        counting.count_in(db, keys, after.link, sealing.parse(part), part, duress=False, now=now)
    from app.insight.models import WaitingPart

    assert db.query(WaitingPart).count() == 2


def test_the_second_code_shows_what_it_always_did(survivor, after, make_link):
    other = make_link()
    page = opened(survivor, after, after.new.duress_code).text
    assert page == opened(survivor, other, other.new.duress_code).text


def test_field_names_say_nothing_there_either(survivor, after):
    page = opened(survivor, after).text
    main = page[page.index('<main id="m"') :]
    assert all(re.fullmatch(r"[a-e]\d+", name) for name in re.findall(r' name="([^"]*)"', main))
