"""Being counted over a link that many people hold: so many a day, in memory, and nobody can tell."""

from datetime import UTC, datetime, timedelta

import pytest

from app.entry import service as entry
from app.entry.form_json import plain_data
from app.insight.models import WaitingPart
from app.voice import asking, counting, fields
from app.voice.daily import Daily
from app.voice.models import Counted, CountedAfter, Send
from safety.sealing import Kind
from tests.app.voice.phone import opened, post
from tests.links import nothing_in

MOST = 3


@pytest.fixture(autouse=True)
def few(monkeypatch):
    """A day with few places, and none of them taken by another test."""
    monkeypatch.setattr(counting, "_daily", Daily(MOST))


@pytest.fixture
def many(make_link):
    return make_link(many=True, duress=False, counted=True)


@pytest.fixture
def ask(db, keys, clock):
    return lambda raw: asking.receive(db, keys, raw, clock())


def waiting(db):
    return db.query(WaitingPart).count()


def send(ask, made):
    raw = made.request(Kind.COUNTED, made.counted())
    return raw, ask(raw)


def test_a_real_one_before_a_flood_gets_in_and_the_flood_does_not_fill_the_pool(ask, many, db):
    own = many.counted(b'{"v":1}')
    answers = [ask(many.request(Kind.COUNTED, own)), *(send(ask, many)[1] for _ in range(40))]
    assert {(answer.http, len(answer.body), answer.body[0]) for answer in answers} == {(200, 64, 1)}
    assert waiting(db) == MOST
    assert nothing_in(db.get_bind(), "counted", "counted_after", "send")


def test_what_is_beyond_the_cap_is_acknowledged_in_our_own_hand_and_again_the_same(ask, many, db):
    for _ in range(MOST):
        send(ask, many)
    raw, first = send(ask, many)
    assert ask(raw).body == first.body
    assert waiting(db) == MOST


def test_the_same_bytes_again_are_counted_once_and_a_new_day_has_places_again(ask, many, db, clock):
    raw, first = send(ask, many)
    assert ask(raw).body == first.body
    assert waiting(db) == 1
    for _ in range(5):
        send(ask, many)
    clock.move(timedelta(days=1))
    send(ask, many)
    assert waiting(db) == MOST + 1


def test_a_person_s_own_link_is_counted_beside_the_cap(ask, make_link, many, db):
    for _ in range(MOST):
        send(ask, many)
    own = make_link()
    ask(own.request(Kind.COUNTED, own.counted()))
    assert waiting(db) == MOST + 1
    assert db.get(Counted, own.link.id) is not None
    assert db.get(Counted, many.link.id) is db.get(CountedAfter, many.link.id) is None


def test_a_place_is_free_again_where_the_part_could_not_be_kept():
    daily, now = Daily(1), datetime(2030, 1, 1, tzinfo=UTC)
    with pytest.raises(OSError), daily.place(b"p", b"one", now) as free:
        assert free
        raise OSError
    with daily.place(b"p", b"one", now) as free:
        assert free
    with daily.place(b"p", b"two", now) as free:
        assert not free


def test_a_link_that_was_ended_adds_nothing_and_says_nothing_of_it(ask, many, db, now):
    entry.close(db, many.link.id, now)
    assert send(ask, many)[1].http == 200
    assert waiting(db) == 0


def test_nobody_reads_a_counted_part_as_views_and_it_is_sealed_to_the_pool_alone(ask, many, db):
    blob = many.envelope(b"{}", many.header(Kind.COUNTED, 0))
    assert ask(many.request(Kind.COUNTED, blob)).http == 400
    assert waiting(db) == db.query(Send).count() == 0


def test_without_a_script_she_crosses_to_the_other_form_and_only_her_taps_are_counted(survivor, many, db):
    page = opened(survivor, many).text
    assert "Only be counted" in page
    post(survivor, many.path, g1="1")
    page = survivor.get(many.path).text
    assert "Write to a worker" in page
    assert "<textarea" not in page
    post(survivor, many.path, a1="3", a2="1", a5="2", a6="1")
    assert "Sent" in survivor.get(many.path).text
    assert waiting(db) == 1
    assert db.query(Send).count() == 0


def test_without_a_script_someone_under_16_is_not_counted_either(survivor, many, db):
    opened(survivor, many)
    post(survivor, many.path, g1="1")
    survivor.get(many.path)
    post(survivor, many.path, a1="1", a2="1")
    assert "Nothing was sent" in survivor.get(many.path).text
    assert waiting(db) == 0


def test_without_a_script_nothing_is_counted_of_a_meeting_that_was_not(many, keys):
    form = plain_data("en", entry.facts_of(keys, many.link), "tally")
    ids = [one["id"] for one in fields.asked(form)]
    taps = {f"a{number}": ["1"] for number in range(1, len(ids) + 1)}
    with_it = fields.counted(form, taps, "E09000012")["themes_chips"]
    without = fields.counted(form, {**taps, f"a{ids.index('met') + 1}": ["2"]}, "")["themes_chips"]
    assert set(with_it) == set(ids) - {"years"}
    assert set(without) == set(ids) - {"years", "asked", "heard", "told", "safer"}


def test_a_person_s_own_link_has_no_other_form(survivor, made, db):
    page = opened(survivor, made).text
    assert "Only be counted" not in page
    post(survivor, made.path, g1="1", h1="1")
    page = survivor.get(made.path).text
    assert "What must not happen?" in page
    assert page.count("<textarea") > 1


def test_on_somebody_else_s_phone_the_page_without_a_script_leaves_by_itself(survivor, many):
    first = opened(survivor, many)
    assert "Refresh" not in first.headers
    post(survivor, many.path, h1="1")
    page = survivor.get(many.path)
    assert page.headers["Refresh"].startswith("600; url=/x?plain&")
    assert "closes by itself ten minutes" in page.text
    post(survivor, many.path, a1="3", b2="a word")
    assert survivor.get(many.path).headers["Refresh"].startswith("600;")
