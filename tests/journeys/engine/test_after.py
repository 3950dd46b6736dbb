"""What is asked after the meeting, in real Chromium: two streams that never mix."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from app.entry.form_json import form_data
from safety.sealing import Kind
from tests.journeys.engine.phone import FACTS, Phone
from tests.walk import Walk, said

AFTER = replace(FACTS, after=True)
LOCALES = ["en", "ar"]


class After(Walk):
    """A walk through the other form."""

    def __post_init__(self) -> None:
        self.form = form_data(self.locale, AFTER, self.kind)

    def one(self, name: str, chip: str) -> None:
        """One tap, then Next."""
        self.answer(name, [chip])


def opened(page: Page, locale: str = "en") -> tuple[Phone, After]:
    phone = Phone(page, locale, facts=AFTER).open().settled()
    walk = After(page, locale)
    walk.at("ok")
    walk.button(said(walk.screen("ok")["yes"])).click()
    walk.at("truths")
    walk.button(said(walk.screen("truths")["no"])).click()
    return phone, walk


def say_all(walk: After, harm: str = "no") -> None:
    for name, chip in (
        ("asked", "yes"),
        ("heard", "bit"),
        ("told", "no"),
        ("safer", "same"),
        ("easy", "yes"),
    ):
        walk.one(name, chip)
    walk.at("harm")
    walk.tap(said(dict(walk.screen("harm")["chips"])[harm]))


def more(walk: After, *chips: str, words: str = "") -> None:
    walk.at("better")
    for chip in chips:
        walk.tap(said(dict(walk.screen("better")["chips"])[chip]))
    if words:
        walk.page.get_by_role("textbox").fill(words)


def forward(walk: After) -> None:
    walk.button(walk.word("next")).click()


@pytest.mark.parametrize("locale", LOCALES)
def test_taps_go_to_the_pool_and_words_to_her_worker_and_neither_to_both(page: Page, locale: str) -> None:
    phone, walk = opened(page, locale)
    say_all(walk)
    forward(walk)
    more(walk, "listen", "must", words="ring on Mondays")
    page.get_by_text(said(walk.screen("better")["then"][0]["chips"][0][1])).first.click()
    forward(walk)
    walk.at("since")
    page.get_by_role("textbox").fill("the door locks now")
    forward(walk)
    walk.at("send")
    walk.tap(said(walk.screen("send")["checks"][0][1]))
    walk.send()
    (first, hers), (second, counted) = sorted(phone.envelopes(), key=lambda one: one[0].kind)
    assert (first.kind, second.kind, second.sequence) == (Kind.FEEDBACK, Kind.COUNTED, 1)
    assert first.submission_id != second.submission_id
    assert hers["a"] == {
        "better": {"c": [], "t": "ring on Mondays"},
        "quote": {"c": ["yes"], "t": ""},
        "since": {"c": [], "t": "the door locks now"},
    }
    assert counted["themes_chips"] == {
        "asked": ["yes"],
        "heard": ["bit"],
        "told": ["no"],
        "safer": ["same"],
        "easy": ["yes"],
        "harm": ["no"],
        "better": ["listen", "must"],
        "since": [],
    }
    assert "Mondays" not in str(counted)
    assert not phone.faults


def test_without_a_yes_nothing_is_counted_and_no_tap_reaches_her_worker(page: Page) -> None:
    phone, walk = opened(page)
    say_all(walk)
    walk.button(walk.word("send")).click()
    walk.send()
    [(header, hers)] = phone.envelopes()
    assert (header.kind, hers["a"]) == (Kind.FEEDBACK, {})


@pytest.mark.parametrize(("who", "told"), [("worker", {"whom": {"c": ["worker"], "t": ""}}), ("count", {})])
def test_a_problem_is_told_to_her_worker_only_where_she_says_so(page: Page, who: str, told: object) -> None:
    phone, walk = opened(page)
    say_all(walk, harm="unsure")
    walk.tap(said(dict(walk.screen("harm")["then"][0]["chips"])[who]))
    walk.button(walk.word("send")).click()
    walk.send()
    assert phone.envelopes()[0][1]["a"] == told


def test_who_should_know_is_asked_only_where_there_was_a_problem(page: Page) -> None:
    _, walk = opened(page)
    say_all(walk, harm="no")
    asked = page.get_by_text(said(walk.screen("harm")["then"][0]["title"]), exact=True)
    expect(asked).to_be_hidden()
    walk.tap(said(dict(walk.screen("harm")["chips"])["yes"]))
    expect(asked).to_be_visible()


def test_three_taps_at_most_and_one_taken_back_makes_room(page: Page) -> None:
    _, walk = opened(page)
    say_all(walk)
    forward(walk)
    more(walk, "tell", "listen", "share")
    chips = {id_: said(text) for id_, text in walk.screen("better")["chips"]}
    police = page.get_by_role("checkbox", name=chips["police"], exact=True)
    expect(police).to_be_disabled()
    walk.tap(chips["tell"])
    expect(police).to_be_enabled()


def test_the_second_code_opens_what_it_always_did(page: Page) -> None:
    phone = Phone(page, kind="harmless", facts=AFTER).open()
    phone.walk.at("ok")
    expect(page.get_by_text("meeting")).to_have_count(0)
