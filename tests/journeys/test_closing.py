"""What she said closes again on the screen: left alone, at the session's end, signed out elsewhere."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.desk_walk import Desk
from tests.journeys.test_reading import HERS, SPOKEN, at_desk, begin, keep, save, sends, to_case
from tests.journeys.test_staying import sign_out_elsewhere, sign_out_unheard
from tests.live import Live

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]
MINUTE = 60 * 1000
TYPED = "She asks that nobody rings the flat"
SAY = "What will be said: must not happen"
# A frame of the browser's own, which no test's clock stands in for: it tells of scrolling before this.
DRAWN = """() => new Promise((drawn) => {
  new IntersectionObserver((_seen, eye) => drawn(eye.disconnect())).observe(document.body);
})"""
TAKEN = "what she said was taken off this page"
STILL = "What you wrote of what she said is still on this page, closed."


def opened(page: Page, desk_page: Page, live: Live) -> Desk:
    """She sent something, and her IDVA has it open; time stands in the test's hand."""
    link = live.link(locale="ar", cover_locale="ar", skin="list")
    sends(page, link)
    desk = at_desk(desk_page, live, link)
    desk_page.clock.install()
    desk.open_views(link["case"])
    expect(desk_page.get_by_text(HERS).first).to_be_visible()
    return desk


def word_it(page: Page) -> None:
    page.get_by_role("button", name="Word what will be said").click()
    expect(page.get_by_text(HERS).first).to_be_visible()
    page.get_by_label(SAY).fill(TYPED)


def leave_alone(page: Page) -> None:
    """Nobody touches it for ten minutes, from when the last scrolling was told, however slow the browser."""
    page.evaluate(DRAWN)
    page.clock.fast_forward(10 * MINUTE)


def closed(page: Page) -> None:
    expect(page.get_by_text("I'm ready")).to_be_visible()
    expect(page.get_by_text(HERS).filter(visible=True)).to_have_count(0)


def gone(page: Page) -> None:
    """Not hidden: no letter of it is on the page, and a way to sign in is."""
    closed(page)
    expect(page.get_by_role("link", name="sign in in a new tab")).to_be_visible()
    assert HERS not in page.content()


def test_words_left_alone_close_again_and_who_reads_is_left_in_peace(
    page: Page, desk_page: Page, live: Live
) -> None:
    opened(page, desk_page, live)
    for _ in range(2):
        desk_page.clock.fast_forward(9 * MINUTE)
        desk_page.keyboard.press("Shift")
        expect(desk_page.get_by_text(HERS).first).to_be_visible()
    leave_alone(desk_page)
    closed(desk_page)
    desk_page.get_by_text("I'm ready").click()
    word_it(desk_page)
    leave_alone(desk_page)
    closed(desk_page)
    box = desk_page.get_by_label(SAY)
    expect(box).to_be_hidden()
    desk_page.get_by_text("I'm ready").click()
    expect(box).to_have_value(TYPED)
    expect(box).to_be_focused()
    expect(desk_page.get_by_text(HERS).first).to_be_visible()
    assert desk_page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_words_close_when_the_session_must_have_ended_and_are_gone_where_it_has(
    page: Page, desk_page: Page, live: Live
) -> None:
    opened(page, desk_page, live)
    for _ in range(3):
        desk_page.clock.fast_forward(9 * MINUTE)
        desk_page.keyboard.press("Shift")
    expect(desk_page.get_by_text(HERS).first).to_be_visible()
    desk_page.clock.fast_forward(3 * MINUTE)
    closed(desk_page)
    desk_page.context.set_offline(True)
    desk_page.get_by_text("I'm ready").click()
    expect(desk_page.get_by_text("The service could not be reached, so it stays closed.")).to_be_visible()
    closed(desk_page)
    desk_page.context.set_offline(False)
    sign_out_unheard(desk_page, live)
    desk_page.get_by_text("I'm ready").click()
    gone(desk_page)


def test_signed_out_in_another_tab_her_words_go_and_what_was_typed_stays(
    page: Page, desk_page: Page, live: Live
) -> None:
    desk = opened(page, desk_page, live)
    word_it(desk_page)
    other = sign_out_elsewhere(desk_page, live)
    gone(desk_page)
    desk_page.get_by_text("I'm ready").click()
    gone(desk_page)
    Desk(other, live, desk.person).sign_in()
    desk_page.get_by_text("I'm ready").click()
    expect(desk_page.get_by_label(SAY)).to_have_value(TYPED)
    desk_page.get_by_role("button", name="Keep it, and make the sheet").click()
    expect(desk_page.get_by_role("article")).to_be_visible()


def test_words_taken_live_close_and_no_letter_that_is_being_typed_is_lost(
    desk_page: Page, live: Live
) -> None:
    """Not in the middle of typing, not signed out; saved words that nobody touched are off the page then."""
    link = live.link(locale="en", cover_locale="en", duress_code=None)
    desk = at_desk(desk_page, live, link)
    desk_page.clock.install()
    to_case(desk, link)
    begin(desk_page)
    box, written = desk_page.get_by_label("In her words, as spoken"), TYPED + "." * 34
    box.press_sequentially(TYPED)
    desk_page.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))
    for ahead in (9 * MINUTE, 9 * MINUTE, 9 * MINUTE, MINUTE // 2, *[4_000] * 30):  # past thirty minutes
        box.press_sequentially(".")
        desk_page.clock.fast_forward(ahead)
        expect(box).to_be_visible()
    desk_page.clock.run_for(10_000)
    expect(box).to_be_hidden()
    other = sign_out_unheard(desk_page, live)
    desk_page.get_by_text("I'm ready").click()
    expect(desk_page.get_by_role("link", name="sign in in a new tab")).to_be_visible()
    expect(box).to_be_hidden()
    expect(desk_page.get_by_text(STILL)).to_be_visible()
    Desk(other, live, desk.person).sign_in()
    desk_page.get_by_text("I'm ready").click()
    expect(box).to_have_value(written)
    expect(desk_page.get_by_text(STILL)).to_be_hidden()
    save(desk_page)
    desk_page.wait_for_url("**/want")
    desk_page.get_by_role("link", name="What must not happen?").click()
    desk_page.get_by_role("button", name="Open what was saved for this").click()
    expect(box).to_have_value(written)
    sign_out_elsewhere(desk_page, live)
    expect(desk_page.get_by_role("link", name="sign in in a new tab")).to_be_visible()
    assert TYPED not in desk_page.content()
    expect(desk_page.get_by_text(TAKEN)).to_be_visible()


def test_words_that_came_too_late_close_and_do_not_go_without_asking(desk_page: Page, live: Live) -> None:
    """Their page holds the only copy."""
    link = live.link(locale="en", cover_locale="en", duress_code=None)
    to_case(at_desk(desk_page, live, link), link)
    begin(desk_page)
    box = desk_page.get_by_label("In her words, as spoken")
    box.fill(TYPED)
    other = desk_page.context.new_page()
    other.goto(desk_page.url)
    other.get_by_label("In her words, as spoken").fill(SPOKEN)
    save(other)
    other.wait_for_url("**/want")
    other.goto(other.url.replace("/want", "/read-back"))
    other.get_by_role("button", name="Open it to read back").click()
    keep(other)
    save(desk_page)
    expect(desk_page.get_by_role("heading", level=1)).to_contain_text("Not saved: it was read back already")
    expect(box).to_have_value(TYPED)
    sign_out_elsewhere(desk_page, live)
    expect(desk_page.get_by_text(STILL)).to_be_visible()
    expect(desk_page.get_by_text(TAKEN)).to_be_hidden()
    desk_page.get_by_text("I'm ready").click()
    expect(box).to_be_hidden()
    with desk_page.expect_event("dialog") as asked:
        desk_page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    expect(box).to_have_value(TYPED)
