"""The survivors' host, walked as a phone without JavaScript walks it."""

import json
from datetime import timedelta

import pytest

from app.entry import service as entry
from app.voice import service as voice
from app.voice.cookie import NAME
from app.voice.models import Kept, Signal
from app.voice.pages import NOT_FOR_BACK
from app.web.limits import MAX_READ, MAX_TYPED
from tests.app.voice.phone import ASKS, opened, post
from tests.links import nothing_in


def sent(db, keys, made):
    """What was said in each send over the link, as its reader opens it."""
    return [json.loads(made.read(send.envelope)) for send in voice.sends_of(db, keys, made.link.id)]


def test_a_code_opens_the_form_and_the_answers_are_sealed_to_their_reader(survivor, made, db, keys):
    assert ASKS in opened(survivor, made).text
    words = "a flat <b>far</b> away\r\nplease"
    answer = post(survivor, made.path, a1=["1", "3"], b2=words, c1="1", e1="2", d1="")
    assert (answer.status_code, answer.data, answer.location) == (303, b"", made.path)
    receipt = survivor.get(made.path).text
    assert "far" not in receipt
    assert ASKS not in receipt
    assert "Sam" in receipt
    [said] = sent(db, keys, made)
    assert said["a"] == {
        "not": {"c": ["police", "family"], "t": ""},
        "want": {"c": [], "t": "a flat <b>far</b> away\nplease"},
    }
    ticks = {"soon": True, "call": False, "tell": False, "count": False}
    assert said["send"] == {"when": "", **ticks, "say": "ask"}
    [send] = voice.sends_of(db, keys, made.link.id)
    assert send.urgent
    assert not (send.wants_call or send.duress or send.late or send.apart)


def test_the_form_opens_in_its_own_language_and_direction_behind_a_cover_in_another(survivor, make_link):
    made = make_link(form="ar")
    page = opened(survivor, made).text
    assert "<html lang=en-GB dir=ltr>" in page
    assert 'lang="ar" dir="rtl"' in page
    assert post(survivor, made.path, b1="كلمة").status_code == 303


def test_a_wrong_code_is_a_search_and_leaves_nothing(survivor, made, db, engine):
    page = opened(survivor, made, code="christmas 271828")
    assert ASKS not in page.text
    assert "271828" not in page.text
    assert page.status_code == NOT_FOR_BACK
    assert nothing_in(engine, "send", "signal", "kept")


@pytest.mark.parametrize("code", ["live", "duress", "wrong"])
def test_what_follows_a_code_has_one_status_whatever_it_opened_and_is_not_kept_for_back(survivor, made, code):
    typed = {"live": made.new.code, "duress": made.new.duress_code, "wrong": "christmas 271828"}[code]
    assert opened(survivor, made, code=typed).status_code == NOT_FOR_BACK


def test_what_a_code_opened_is_no_longer_shown_after_ten_minutes(survivor, made, clock):
    assert ASKS in opened(survivor, made).text
    clock.move(timedelta(minutes=10, seconds=1))
    assert ASKS not in survivor.get(made.path).text


def test_words_that_took_longer_than_the_page_is_shown_are_still_taken(survivor, made, clock, db, keys):
    opened(survivor, made)
    clock.move(timedelta(days=2))
    post(survivor, made.path, b1="slowly")
    assert [said["a"]["not"]["t"] for said in sent(db, keys, made)] == ["slowly"]


def test_the_second_code_opens_the_harmless_form_with_the_same_steps_and_is_noted(survivor, made, db, keys):
    page = opened(survivor, made, made.new.duress_code).text
    assert ASKS not in page
    assert "Plan a surprise" in page
    assert voice.held(db, keys, made.link.id)
    post(survivor, made.path, b1="a day out", c1="1")
    assert survivor.get(made.path).status_code == NOT_FOR_BACK
    [send] = voice.sends_of(db, keys, made.link.id)
    assert send.duress
    assert voice.latest(db, keys, [made.link.id])[made.link.id].count == 0


def test_the_first_code_holds_nothing_and_keeps_no_words(survivor, made, db, keys, engine):
    opened(survivor, made)
    assert not voice.held(db, keys, made.link.id)
    assert nothing_in(engine, "send", "kept")


@pytest.mark.parametrize("origin", ["null", "https://days.example", None])
@pytest.mark.parametrize("site", ["same-origin", "none", None])
def test_our_own_page_may_post_whatever_its_browser_says_of_it(survivor, made, origin, site):
    said = {"Origin": origin, "Sec-Fetch-Site": site}
    post(survivor, made.path, {name: value for name, value in said.items() if value}, q=made.new.code)
    assert ASKS in survivor.get(made.path).text


@pytest.mark.parametrize(
    "said",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "https://["},
    ],
)
def test_another_site_cannot_post(survivor, made, said):
    answer = post(survivor, made.path, said, q=made.new.code)
    assert (answer.status_code, answer.location) == (303, made.path)
    assert "Set-Cookie" not in answer.headers


def test_too_much_text_is_kept_shown_once_with_a_word_about_it_and_then_gone(survivor, made, db, keys):
    opened(survivor, made)
    long = "ab" * (MAX_TYPED // 2 + 1)
    answer = post(survivor, made.path, b1=long, a2="2")
    assert (answer.status_code, answer.location) == (303, made.path)
    assert long in (page := survivor.get(made.path).text)
    assert "Too long to send" in page
    assert long not in survivor.get(made.path).text
    assert sent(db, keys, made) == []
    post(survivor, made.path, b1="shorter")
    assert [said["a"]["not"]["t"] for said in sent(db, keys, made)] == ["shorter"]


def test_words_kept_from_a_failed_send_are_gone_after_ten_minutes(survivor, made, clock, db, keys):
    opened(survivor, made)
    post(survivor, made.path, b1="x" * (MAX_TYPED + 1))
    clock.move(timedelta(minutes=9))
    assert "x" * MAX_TYPED in survivor.get(made.path).text
    post(survivor, made.path, b1="y" * (MAX_TYPED + 1))
    clock.move(timedelta(minutes=11))
    assert "y" * MAX_TYPED not in survivor.get(made.path).text
    voice.purge(db, [], clock())
    assert db.query(Kept).count() == 0


def test_more_than_is_read_at_all_is_answered_and_the_form_says_so(survivor, made):
    opened(survivor, made)
    answer = post(survivor, made.path, b1="x" * MAX_READ)
    assert (answer.status_code, answer.location) == (303, made.path)
    assert "Too long to send" in survivor.get(made.path).text


def test_words_for_a_link_that_was_closed_meanwhile_are_kept_and_marked_late(survivor, made, db, keys, now):
    opened(survivor, made)
    entry.close(db, made.link.id, now)
    assert ASKS not in survivor.get(made.path).text
    post(survivor, made.path, b1="just in time")
    [send] = voice.sends_of(db, keys, made.link.id)
    assert send.late


def test_yes_count_me_goes_to_the_pool_once_and_never_from_the_harmless_form(survivor, make_link, db, engine):
    first, second = make_link(), make_link()
    opened(survivor, first)
    post(survivor, first.path, a1="1", c4="1")
    opened(survivor, second, second.new.duress_code)
    post(survivor, second.path, a1="1", c4="1")
    assert not nothing_in(engine, "waiting_part")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM waiting_part").scalar() == 1


def test_a_cookie_says_nothing_in_clear_and_has_one_size(survivor, made):
    sizes = set()
    for query in ("", "a", "easter", "x" * 900, "é" * 150, made.new.code, made.new.duress_code):
        answer = post(survivor, made.path, q=query)
        if cookie := answer.headers.get("Set-Cookie"):
            sizes.add(len(cookie))
            assert cookie.startswith(NAME + "=")
            assert {"Secure", "HttpOnly", "Path=/", "SameSite=Strict"} <= set(cookie.split("; "))
    assert len(sizes) == 1


def test_a_cookie_of_one_address_opens_nothing_at_another(survivor, make_link):
    first, second = make_link(), make_link()
    opened(survivor, first)
    assert ASKS not in survivor.get(second.path).text


def test_an_empty_post_shows_the_page_again(survivor, made, db, keys):
    assert post(survivor, made.path).headers.get("Set-Cookie") is None
    opened(survivor, made)
    post(survivor, made.path, b1="  ", d1="")
    assert ASKS in survivor.get(made.path).text
    assert sent(db, keys, made) == []


def test_a_signal_lies_sealed_and_has_one_size(survivor, make_link, db):
    for made, second in ((make_link(), True), (make_link(), False)):
        opened(survivor, made, made.new.duress_code if second else made.new.code)
    assert db.query(Signal).count() == 2
    assert len({len(signal.sealed) for signal in db.query(Signal)}) == 1
