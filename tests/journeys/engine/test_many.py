"""A form that many people hold, in real Chromium: being counted, the service's own page, another's phone."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from app.entry.form_json import form_data
from app.entry.local import Local
from safety.sealing import Kind
from tests.journeys.engine.phone import FACTS, Phone
from tests.links import for_many
from tests.walk import Walk, said

MANY = replace(for_many(FACTS), pool=FACTS.pool, area="E09000012")
CALLS = ["a", "tel:02079460000", "020 7946 0000"]
SITE = ["a", "https://harbour.example/x", "us"]
PAGE = Local("en", 1, [["h", "Harbour"], ["p", "Ring ", CALLS, " or look at ", SITE]])


class Many(Walk):
    """A walk through one of the two forms of such a link."""

    def __init__(self, page: Page, locale: str, kind: str) -> None:
        super().__init__(page, locale, kind)
        self.form = form_data(locale, MANY, kind)


def opened(page: Page, locale: str = "en", local: Local | None = None) -> tuple[Phone, Many]:
    """Past the first screen, at what must be known."""
    phone = Phone(page, locale, facts=MANY, local=local).open()
    walk = Many(page, locale, "community")
    expect(page.locator("#m nav")).to_contain_text(walk.word("listen"))
    walk.button(said(walk.screen("ok")["yes"])).click()
    walk.at("truths")
    return phone, walk


def counting(page: Page, walk: Many) -> Many:
    """Over to the form that only counts, and past what must be known there."""
    walk.button(said(walk.screen("truths")["yes"])).click()
    tally = Many(page, walk.locale, "tally")
    tally.at("truths")
    tally.button(said(tally.screen("truths")["no"])).click()
    return tally


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_who_only_wants_to_be_counted_sends_her_taps_to_the_pool_and_nothing_to_anybody_else(
    page: Page, locale: str
) -> None:
    phone, walk = opened(page, locale)
    tally = counting(page, walk)
    tally.answer("years", ["adult"])
    tally.answer("not", ["police"])
    tally.answer("want", ["home"])
    tally.button(tally.word("skip")).click()
    tally.answer("met", ["yes"])
    tally.answer("asked", ["bit"])
    for _ in range(4):
        tally.button(tally.word("skip")).click()
    tally.answer("better", ["listen", "share"])
    expect(page.get_by_role("textbox")).to_have_count(0)
    tally.send()
    expect(page.locator("#m section button")).to_have_count(0)
    [(header, said_)] = phone.envelopes()
    assert header.kind is Kind.COUNTED
    assert not (header.urgent or header.wants_call)
    taps = said_.pop("themes_chips")
    assert said_ == {"v": 1, "bands": {}, "area": "E09000012", "english": locale == "en"}
    assert {name: chips for name, chips in taps.items() if chips} == {
        "not": ["police"],
        "want": ["home"],
        "met": ["yes"],
        "asked": ["bit"],
        "better": ["listen", "share"],
    }
    assert "years" not in taps
    assert phone.faults == []


def test_the_meeting_is_asked_about_only_where_there_was_one_and_a_child_sends_nothing(page: Page) -> None:
    phone, walk = opened(page)
    tally = counting(page, walk)
    steps = {"years": "adult", "not": "police", "want": "home", "worry": "found", "met": "no"}
    for name, chip in steps.items():
        tally.answer(name, [chip])
    tally.at("easy")
    for _ in range(5):
        tally.button(tally.word("back")).click()
    tally.answer("years", ["under"])
    expect(page.get_by_role("heading", name="Nothing was sent")).to_be_visible()
    assert phone.sent == []


def test_the_way_back_to_a_worker_is_there_until_something_was_sent(page: Page) -> None:
    phone, walk = opened(page)
    tally = counting(page, walk)
    tally.answer("years", ["adult"])
    tally.button(tally.word("back")).click()
    tally.button(tally.word("back")).click()
    tally.button(said(tally.screen("truths")["yes"])).click()
    walk.at("truths")
    walk.button(said(walk.screen("truths")["no"])).click()
    walk.at("years")
    walk.button(walk.word("next")).click()
    walk.answer("known", ["no"], "nobody")
    walk.button(walk.word("send")).click()
    walk.send()
    [(header, content)] = phone.envelopes()
    assert header.kind is Kind.FINAL
    assert content["a"]["known"] == {"c": ["no"], "t": "nobody"}


def test_the_service_s_own_page_shows_a_number_on_a_tap_and_opens_no_site(page: Page) -> None:
    _phone, walk = opened(page, local=PAGE)
    walk.button(said(walk.screen("truths")["no"])).click()
    walk.answer("years", ["adult"])
    walk.button(walk.word("send")).click()
    walk.at("send")
    walk.button(walk.word("more")).click()
    walk.button("Who we are").click()
    expect(page.get_by_role("heading", name="Harbour")).to_be_visible()
    link = page.locator("#m section a")
    expect(link).to_be_hidden()
    page.get_by_text("See the number").click()
    expect(link).to_have_attribute("href", "tel:02079460000")
    expect(page.locator("#m section")).to_contain_text("us https://harbour.example/x")
    expect(page.locator("#m section a")).to_have_count(1)
    expect(page.get_by_text("stays in this phone’s history")).to_be_visible()
    expect(page.locator("#m section").get_by_text("This phone lists the calls you make.")).to_be_visible()


def test_who_they_are_is_found_where_she_reads_what_must_be_known_and_only_counted_is_explained(
    page: Page,
) -> None:
    _phone, walk = opened(page, local=PAGE)
    expect(page.locator("#m section")).to_contain_text(said(walk.form["t"]["counts"]))
    page.locator("#m section summary").get_by_text(walk.word("about")).click()
    walk.button("Who we are").click()
    expect(page.get_by_role("heading", name="Harbour")).to_be_visible()
    walk.button(walk.word("back")).click()
    walk.at("truths")
    tally = counting(page, walk)
    tally.button(tally.word("back")).click()
    expect(page.locator("#m section")).not_to_contain_text(said(walk.form["t"]["counts"]))


def test_who_they_are_is_found_on_the_receipt_too(page: Page) -> None:
    _phone, walk = opened(page, local=PAGE)
    walk.button(said(walk.screen("truths")["no"])).click()
    walk.answer("years", ["adult"])
    walk.button(walk.word("send")).click()
    walk.send()
    page.locator("#m section summary").get_by_text(walk.word("about")).click()
    walk.button("Who we are").click()
    expect(page.get_by_role("heading", name="Harbour")).to_be_visible()
    walk.button(walk.word("back")).click()
    walk.at("done")


def test_what_is_told_never_stands_over_the_box_that_she_writes_in(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.clock.install()
    _phone, walk = opened(page)
    walk.tap(walk.word("borrowed"))
    walk.button(said(walk.screen("truths")["no"])).click()
    walk.answer("years", ["adult"])
    box, notice = page.get_by_role("textbox"), page.locator("#m output")
    box.focus()
    page.evaluate(
        "scrollTo(0, document.querySelector('textarea').getBoundingClientRect().bottom + scrollY - 640)"
    )
    page.clock.fast_forward(541_000)
    expect(notice).to_have_text(said(walk.form["t"]["ending"]))
    over, written = notice.bounding_box(), box.bounding_box()
    assert over and written
    assert written["y"] + written["height"] <= over["y"]


def test_a_visit_on_somebody_elses_phone_keeps_nothing_warns_and_ends_after_ten_minutes(page: Page) -> None:
    page.clock.install()
    phone, walk = opened(page)
    walk.tap(walk.word("borrowed"))
    expect(page.get_by_text(said(walk.form["t"]["borrows"]))).to_be_visible()
    walk.button(said(walk.screen("truths")["no"])).click()
    walk.answer("years", ["adult"])
    walk.answer("known", ["no"], "a canary")
    walk.button(walk.word("send")).click()
    walk.at("send")
    walk.button(walk.word("more")).click()
    expect(page.get_by_role("button", name=said(walk.screen("worry")["title"]))).to_be_visible()
    expect(page.get_by_role("button", name=walk.word("spare"))).to_have_count(0)
    page.clock.fast_forward(480_000)  # the walk itself takes some of it
    expect(page.locator("#m output")).to_be_empty()
    page.clock.fast_forward(61_000)
    expect(page.locator("#m output")).to_have_text(said(walk.form["t"]["ending"]))
    page.clock.fast_forward(60_000)
    expect(page.get_by_text("a canary")).to_have_count(0)
    page.wait_for_url("**/x?plain")
    assert phone.sent == []


def test_on_her_own_phone_the_same_visit_does_not_end(page: Page) -> None:
    page.clock.install()
    _phone, walk = opened(page)
    page.clock.fast_forward(700_000)
    walk.button(said(walk.screen("truths")["no"])).click()
    walk.at("years")
