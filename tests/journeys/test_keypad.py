"""A code on a calculator's keys: six digits and =, with a script and without; any other number is a sum."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from safety.unlocking import ROUNDS
from tests.bench.opening import STRETCH
from tests.live import Live
from tests.walk import Walk, said

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]
PRESSED = "(key) => (key.click(), document.querySelector('output').textContent)"
HIDDEN = """() => {
  Object.defineProperty(document, "hidden", {value: true, configurable: true});
  document.dispatchEvent(new Event("visibilitychange", {bubbles: true}));
}"""

IMPATIENT = """() => {
  for (const sign of ["=", "1"]) {
    [...document.querySelectorAll("form button")].find((key) => key.textContent == sign).click();
  }
}"""


def on_keys(live: Live) -> dict[str, Any]:
    return live.link(skin="calculator")


def wrong(link: dict[str, Any]) -> str:
    """Six digits that are neither code."""
    codes = (link["code"], link["duress_code"])
    return next(other for other in ("271828", "314159", "161803") if other not in codes)


def empty(page: Page) -> None:
    """The calculator stands there with nothing on it."""
    expect(page.get_by_role("button", name="=", exact=True)).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("")
    expect(page.get_by_role("textbox")).to_have_value("")


def test_six_digits_and_equals_open_the_form_and_leaving_leaves_nothing_on_the_display(
    page: Page, live: Live
) -> None:
    link = on_keys(live)
    page.goto(link["url"])
    walk = Walk(page, link["locale"])
    for digit in link["code"]:
        walk.button(digit).click()
    assert walk.button("=").evaluate(PRESSED) == link["code"].lstrip("0")  # a sum's result, at once
    walk.at("ok")
    assert link["code"] not in page.content()
    walk.leave()
    page.wait_for_url(f"{live.survivor_url}/a/calculator")
    empty(page)


def test_another_press_of_equals_does_not_stop_it_and_an_impatient_digit_does(page: Page, live: Live) -> None:
    link = on_keys(live)
    page.goto(link["url"])
    walk = Walk(page, link["locale"])
    page.keyboard.type(link["code"])
    page.evaluate(IMPATIENT)
    for _ in range(2):
        page.evaluate(STRETCH, ROUNDS)  # as long as a right code would have taken, twice
    expect(page.get_by_role("textbox")).to_have_value("1")
    page.keyboard.press("Escape")
    page.keyboard.type(f"{link['code']}==")
    walk.at("ok")


def test_the_second_code_opens_what_is_harmless(page: Page, live: Live) -> None:
    link = on_keys(live)
    page.goto(link["url"])
    walk = Walk(page, link["locale"], "harmless")
    walk.type_code(link["duress_code"])
    walk.at("ok")


def test_any_other_number_is_a_result_and_asks_nothing_of_anyone(page: Page, live: Live) -> None:
    link = on_keys(live)
    page.goto(link["url"])
    walk, asked = Walk(page, link["locale"]), []
    page.on("request", lambda request: asked.append(request.url))
    for typed in (wrong(link), link["code"][:5], f"{link['code']}+1"):
        page.keyboard.press("Escape")
        page.keyboard.type(f"{typed}=")
        for _ in range(2):
            page.evaluate(STRETCH, ROUNDS)
        first, _, more = typed.partition("+")
        expect(page.get_by_role("status")).to_have_text(str(int(first) + int(more or 0)))
        expect(page.get_by_role("heading", name=said(walk.screen("ok")["title"]))).to_have_count(0)
    assert asked == []


def test_out_of_sight_nothing_is_tried_and_the_display_is_empty(page: Page, live: Live) -> None:
    link = on_keys(live)
    page.goto(link["url"])
    walk = Walk(page, link["locale"])
    walk.type_code(link["code"])
    page.evaluate(HIDDEN)
    for _ in range(2):
        page.evaluate(STRETCH, ROUNDS)
    empty(page)


def test_a_form_put_out_of_sight_shows_an_empty_calculator_and_the_code_brings_it_back(
    page: Page, live: Live
) -> None:
    link = on_keys(live)
    page.goto(link["url"])
    walk = Walk(page, link["locale"])
    walk.type_code(link["code"])
    walk.start()
    page.get_by_role("textbox").fill("wren-canary")
    page.evaluate(HIDDEN)
    empty(page)
    assert "wren-canary" not in page.content()
    page.evaluate("() => { delete document.hidden; }")
    page.keyboard.type(f"{link['code']}=")
    walk.at("not")
    expect(page.get_by_role("textbox")).to_have_value("wren-canary")


def test_keys_pressed_in_the_form_are_none_of_the_calculator_s(page: Page, live: Live) -> None:
    link = on_keys(live)
    page.goto(link["url"])
    walk = Walk(page, link["locale"])
    walk.type_code(link["code"])
    walk.start()
    page.get_by_role("textbox").click()
    page.keyboard.type("1+1=")
    expect(page.get_by_role("textbox")).to_have_value("1+1=")
    expect(page.locator("output").first).to_have_text("")


@pytest.mark.parametrize("kind", ["live", "harmless"])
def test_without_a_script_a_sum_is_answered_and_a_code_opens(browser: Browser, live: Live, kind: str) -> None:
    link = on_keys(live)
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto(link["url"])
    walk = Walk(page, link["locale"], kind)
    for typed, result in (("12+3*4", "24"), ("1/0", "Cannot divide by zero."), (wrong(link), wrong(link))):
        page.get_by_role("textbox").fill(typed)
        page.get_by_role("textbox").press("Enter")
        expect(page.get_by_role("status")).to_have_text(result)
        expect(page.get_by_role("textbox")).to_have_value("")
    walk.type_code(link["code" if kind == "live" else "duress_code"])
    walk.at("ok")
    assert page.url == link["url"]
    page.get_by_role("link", name=walk.word("leave")).first.click()
    page.wait_for_url(f"{live.survivor_url}/a/calculator")
    empty(page)
    context.close()
