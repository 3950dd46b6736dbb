"""Leaving, losing sight, and coming back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.journeys.engine.phone import Phone
from tests.journeys.engine.test_sending import say_first
from tests.waiting import AGAIN_MS

pytestmark = pytest.mark.journey
WORDS = "heron-canary"
STATE = """[!document.querySelector("#m > *")?.checkVisibility(), !document.getElementById("a").hidden,
  document.documentElement.dir]"""
SPOKEN = (
    "[document.documentElement.lang, document.getElementById('m').lang, document.getElementById('m').dir]"
)
UNDERNEATH = """() => { const app = document.getElementById("a"), title = app.querySelector("h1");
  return [app.checkVisibility() && title.checkVisibility(), title.offsetHeight > 0]; }"""
ON_TOP = "document.elementFromPoint(innerWidth / 2, innerHeight / 2).closest('#m, #a').id"
HIDE = """hidden => {
  Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
}"""

CLICKED = "(addEventListener('click', () => globalThis.clicked = true, true), globalThis.clicked = false)"
LONGER = """document.documentElement.scrollHeight
  - Math.max(innerHeight, document.getElementById("m").offsetHeight)"""
CUT = "getComputedStyle(document.getElementById('a')).overflowY"


class Finger:
    """One finger on the bar, as a touch screen tells of it."""

    def __init__(self, page: Page) -> None:
        self.session: CDPSession = page.context.new_cdp_session(page)
        self.session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
        box = page.locator("#m > button").bounding_box()
        assert box is not None
        self.at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        self._tell("touchStart", [self.at])

    def slide(self, down: int, along: int = 0) -> "Finger":
        x, y = self.at["x"], self.at["y"]
        for step in range(1, 9):
            self._tell("touchMove", [{"x": x + along * step / 8, "y": y + down * step / 8}])
        return self

    def lift(self) -> None:
        self._tell("touchEnd", [])

    def lose(self) -> None:
        """The phone takes the touch away, as when another app comes to the front."""
        self._tell("touchCancel", [])

    def beside(self) -> "Finger":
        """A second one lands on the bar, and then only that one lifts."""
        two = [{**self.at, "id": 0}, {**self.at, "x": self.at["x"] + 40, "id": 1}]
        self._tell("touchStart", two)
        self._tell("touchEnd", two[:1])
        return self

    def _tell(self, what: str, points: list[dict[str, float]]) -> None:
        self.session.send("Input.dispatchTouchEvent", {"type": what, "touchPoints": points})


def press_bar(page: Page) -> None:
    page.locator("#m > button").click()


def press_escape(page: Page) -> None:
    page.keyboard.press("Escape")


def press_shift_three_times(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


def cut_off(page: Page) -> None:
    """No network; what answers here would answer without one too."""
    page.context.set_offline(True)
    page.route("**/s", lambda route: route.abort())


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


def test_a_finger_that_lifts_off_the_bar_leaves_and_clicks_nothing_of_the_everyday_app(page: Page) -> None:
    Phone(page).open().settled()
    cut_off(page)
    page.evaluate(CLICKED)
    with page.expect_event("requestfailed"):
        Finger(page).lift()
    assert page.evaluate(STATE) == [True, True, "ltr"]
    expect(page.locator("#m")).to_have_count(0)
    assert page.evaluate("clicked") is False


@pytest.mark.parametrize(("down", "along"), [(18, 0), (-18, 0), (0, 24), (16, 32)])
def test_a_finger_that_slips_and_lifts_off_the_bar_leaves(page: Page, down: int, along: int) -> None:
    Phone(page).open().settled()
    Finger(page).slide(down, along).lift()
    page.wait_for_url("**/x?plain")


@pytest.mark.parametrize("down", [90, 400])
def test_a_finger_that_slides_off_the_bar_does_not_leave(page: Page, down: int) -> None:
    Phone(page).open().settled()
    Finger(page).slide(down).lift()
    page.wait_for_function("new Promise((on) => requestAnimationFrame(() => setTimeout(() => on(true))))")
    assert page.evaluate(STATE) == [False, False, "ltr"]


def test_the_everyday_app_is_ready_behind_the_form_while_a_finger_rests_on_the_bar(page: Page) -> None:
    Phone(page).open().settled()
    finger = Finger(page)
    assert page.evaluate(UNDERNEATH) == [True, True], "painted already"
    assert page.evaluate(ON_TOP) == "m", "and nothing of it is seen or touched"
    finger.lose()
    assert page.evaluate(STATE) == [False, False, "ltr"]
    assert page.evaluate(UNDERNEATH) == [False, True]


def test_a_touch_that_is_taken_away_once_the_form_is_out_of_sight_hides_nothing(page: Page) -> None:
    Phone(page).open().settled()
    finger = Finger(page)
    page.evaluate(HIDE, True)
    finger.lose()
    assert page.evaluate(STATE) == [True, True, "ltr"]


def test_a_second_finger_on_the_bar_hides_nothing_once_the_first_has_left(page: Page) -> None:
    Phone(page).open().settled()
    cut_off(page)
    with page.expect_event("requestfailed"):
        finger = Finger(page).beside()
    finger.lose()
    assert page.evaluate(STATE) == [True, True, "ltr"]
    expect(page.locator("#m")).to_have_count(0)


def test_nor_does_a_touch_that_is_taken_away_in_the_moment_of_leaving(page: Page) -> None:
    Phone(page).open().settled()
    both = "bar.click(), bar.dispatchEvent(new TouchEvent('touchcancel'))"
    bar = "document.querySelector('#m > button')"
    assert page.evaluate(f"(bar => ({both}, {STATE}))({bar})") == [True, True, "ltr"]


def test_what_cannot_be_sealed_keeps_nobody_on_the_page(page: Page) -> None:
    phone = Phone(page).open().settled()
    say_first(phone)
    page.evaluate("void (SubtleCrypto.prototype.encrypt = () => Promise.reject(new Error()))")
    phone.walk.button(phone.t("send")).click()
    press_bar(page)
    page.wait_for_url("**/x?plain")


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
