"""A finger on the bar: what it chooses by lifting, and what lies ready while it rests there."""

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.journeys.engine.phone import Phone
from tests.journeys.engine.ways import HIDE, STATE, UNDERNEATH, cut_off

pytestmark = pytest.mark.journey
CLICKED = "(addEventListener('click', () => globalThis.clicked = true, true), globalThis.clicked = false)"
ON_TOP = "document.elementFromPoint(innerWidth / 2, innerHeight / 2).closest('#m, #a').id"


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
