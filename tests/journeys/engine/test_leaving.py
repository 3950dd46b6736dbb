"""Leaving, losing sight, and coming back."""

from collections.abc import Callable
from secrets import token_urlsafe

import pytest
from playwright.sync_api import Page, Route, expect

from safety.sealing import Kind
from tests.journeys.engine.phone import Phone, stored
from tests.journeys.engine.test_sending import say_first
from tests.journeys.engine.ways import HIDE, STATE, UNDERNEATH, cut_off, press_bar
from tests.waiting import AGAIN_MS

pytestmark = pytest.mark.journey
WORDS = "heron-canary"
SPOKEN = (
    "[document.documentElement.lang, document.getElementById('m').lang, document.getElementById('m').dir]"
)
LONGER = """document.documentElement.scrollHeight
  - Math.max(innerHeight, document.getElementById("m").offsetHeight)"""
SLOWLY = """() => {
  const { encrypt } = SubtleCrypto.prototype, waits = new Promise((on) => globalThis.onward = on);
  SubtleCrypto.prototype.encrypt = (...what) => waits.then(() => encrypt.apply(crypto.subtle, what));
}"""
NO_LINE = "void Object.defineProperty(navigator, 'onLine', { value: false })"
NO_FRAME = "void (globalThis.requestAnimationFrame = globalThis.setTimeout = () => {})"
ROUND, ROUNDS = "() => fetch(location.href).then(() => 1)", 5
CUT = "getComputedStyle(document.getElementById('a')).overflowY"


def press_escape(page: Page) -> None:
    page.keyboard.press("Escape")


def press_shift_three_times(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


def stays(page: Page) -> None:
    """The tab does not move on: what it waits for does not come. All else does."""
    page.route("**/s", lambda route: route.abort() if route.request.method == "GET" else route.fallback())


def unanswered(page: Page) -> tuple[Phone, list[Route]]:
    """A form just opened; that it was waits for its answer."""
    held: list[Route] = []
    phone = Phone(page, to_opened=lambda route, _: held.append(route))
    with page.expect_request("**/s"):
        phone.open()
    return phone, held


def answered(page: Page, route: Route) -> None:
    """It gets its answer now; and what would follow from that has had its time."""
    with page.expect_response("**/s"):
        stored(route, route.request.post_data_buffer or b"")
    for _ in range(ROUNDS):
        page.evaluate(ROUND)


@pytest.mark.parametrize("way", [press_bar, press_escape, press_shift_three_times])
def test_every_way_out_ends_on_the_everyday_page_with_one_step_of_history(
    page: Page, way: Callable[[Page], None]
) -> None:
    phone = Phone(page).open().settled()
    steps = page.evaluate("history.length")
    phone.walk.start()
    page.get_by_role("textbox").fill(WORDS)
    way(page)
    page.wait_for_url("**/x?plain")
    assert page.evaluate("history.length") == steps
    assert phone.faults == []


def test_the_everyday_app_is_back_before_the_click_returns(page: Page) -> None:
    Phone(page, locale="ar").open().settled()
    assert page.evaluate(SPOKEN) == ["en", "ar", "rtl"], (
        "the title and the app beneath stay in their own language"
    )
    assert page.evaluate(f"(document.querySelector('#m > button').click(), {STATE})") == [True, True, "ltr"]
    page.wait_for_url("**/x?plain")


def test_the_everyday_app_beneath_is_out_of_sight_and_kept_ready(page: Page) -> None:
    Phone(page).open().settled()
    assert page.evaluate(UNDERNEATH) == [False, True], "nobody sees it, and it is laid out"
    expect(page.get_by_role("heading", name="Days")).to_have_count(0)
    assert page.evaluate(LONGER) == 0, "the page ends where the form does"
    page.evaluate("document.querySelector('#a input').focus()")
    assert page.evaluate("document.activeElement.name") != "q", "nor does any key reach it"


def test_escape_while_a_word_is_being_composed_does_not_leave(page: Page) -> None:
    Phone(page).open().settled()
    page.evaluate("dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', keyCode: 229}))")  # UI Events
    expect(page.locator("#m")).to_be_visible()


def test_shift_held_for_capitals_does_not_leave(page: Page) -> None:
    phone = Phone(page).open().settled()
    phone.walk.start()
    page.get_by_role("textbox").press_sequentially("ABCDEF")
    page.keyboard.press("Shift+A")
    page.keyboard.press("Shift+B")
    page.keyboard.press("Shift+C")
    expect(page.locator("#m")).to_be_visible()


def test_only_what_a_screen_shows_is_painted_first_and_the_whole_app_after_it(page: Page) -> None:
    Phone(page).open().settled()
    assert page.evaluate(CUT) == "clip"
    page.evaluate(HIDE, True)
    assert page.evaluate(CUT) == "visible", "covered, it is the whole app"
    page.evaluate(HIDE, False)
    assert page.evaluate("opened.resume()") is True
    assert page.evaluate(CUT) == "clip"
    cut_off(page)
    press_bar(page)
    page.wait_for_function(f"{CUT} == 'visible'")


def test_losing_sight_covers_at_once_and_coming_back_finds_every_word(page: Page) -> None:
    phone = Phone(page).open().settled()
    phone.walk.start()
    page.get_by_role("textbox").fill(WORDS)
    page.evaluate(HIDE, True)
    assert page.evaluate(STATE) == [True, True, "ltr"]
    page.evaluate(HIDE, False)
    expect(page.locator("#m")).to_have_count(0)
    assert page.locator("body > style").count() == 0, "nor are its looks in the document"
    expect(page.get_by_role("heading", name="Days")).to_be_focused()
    assert page.evaluate("opened.resume()") is True
    expect(page.get_by_role("textbox")).to_have_value(WORDS)
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_what_cannot_be_sealed_keeps_nobody_on_the_page(page: Page) -> None:
    phone = Phone(page).open().settled()
    say_first(phone)
    page.evaluate("void (SubtleCrypto.prototype.encrypt = () => Promise.reject(new Error()))")
    phone.walk.button(phone.t("send")).click()
    press_bar(page)
    page.wait_for_url("**/x?plain")


def test_what_is_sealed_only_after_she_has_left_still_arrives_with_its_proof(page: Page) -> None:
    phone = Phone(page).open().settled()
    say_first(phone)
    page.evaluate(SLOWLY)
    phone.walk.button(phone.t("send")).click()
    page.evaluate(NO_LINE)
    stays(page)
    with page.expect_event("requestfailed"):
        press_bar(page)
    with page.expect_response("**/s"):
        page.evaluate("onward()")
    assert len(phone.sent) == 1, "the service saw that it came from this page"


def test_nothing_more_is_asked_once_she_has_left(page: Page) -> None:
    phone, held = unanswered(page)
    stays(page)
    with page.expect_event("requestfailed"):
        press_bar(page)
    answered(page, held[0])
    assert [kind for kind, _ in phone.asked] == [Kind.OPENED]


def test_nothing_is_asked_in_the_very_frame_in_which_she_leaves(page: Page) -> None:
    phone, held = unanswered(page)
    page.evaluate(NO_FRAME)
    press_bar(page)
    answered(page, held[0])
    assert [kind for kind, _ in phone.asked] == [Kind.OPENED]


def test_what_is_too_long_for_the_browser_to_take_along_is_waited_for(page: Page) -> None:
    held: list[tuple[Route, bytes]] = []
    phone = Phone(page, to_send=lambda *sent: held.append(sent)).open().settled()
    phone.walk.start()
    phone.walk.answer("not", [], token_urlsafe(45_000))
    phone.walk.button(phone.t("send")).click()
    with page.expect_request("**/s"):
        phone.walk.button(phone.t("send")).click()
    with page.expect_request("**/s"):
        press_bar(page)
    assert page.evaluate(STATE) == [True, True, "ltr"]
    for sent in held:
        stored(*sent)
    page.wait_for_url("**/x?plain")
    assert [len(sent) > 1 << 16 for sent in phone.sent] == [True, True]


def test_after_leaving_without_network_nothing_can_be_shown_again(page: Page) -> None:
    page.clock.install()
    phone = Phone(page).open().settled()
    phone.walk.start()
    page.get_by_role("textbox").fill(WORDS)
    cut_off(page)
    with page.expect_event("requestfailed"):
        press_bar(page)
    assert page.evaluate(STATE) == [True, True, "ltr"]
    assert page.evaluate("opened.resume()") is False
    page.wait_for_function("!document.querySelector('body > style')")  # nothing of the form's looks is left
    page.context.set_offline(False)
    page.unroute("**/s")
    page.clock.fast_forward(AGAIN_MS)
    page.wait_for_url("**/x?plain")


def test_a_page_that_is_put_away_is_empty(page: Page) -> None:
    Phone(page).open().settled()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert page.evaluate("[document.body.childNodes.length, document.title]") == [0, "Days"]


def test_not_now_is_a_way_out(page: Page) -> None:
    phone = Phone(page).open()
    page.get_by_role("button", name=str(phone.walk.screen("ok")["no"])).click()
    page.wait_for_url("**/x?plain")
    assert phone.sent == []
