"""By whatever means someone reads and taps: keys alone, high contrast, no motion, a voice that reads."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.engine.phone import Phone
from tests.journeys.engine.test_leaving import HIDE
from tests.walk import said

pytestmark = pytest.mark.journey
MOST_TABS = 30
COVERED = """() => {
  const at = document.activeElement.closest('.c') || document.activeElement, box = at.getBoundingClientRect();
  if (at == document.body || at.className == 'l') return "";
  const hit = (y) => at.contains(document.elementFromPoint(box.left + box.width / 2, y));
  return [box.top + 2, box.top + box.height / 2, box.bottom - 2].some(hit) ? "" : at.outerHTML;
}"""
MOVING = """() => [...document.querySelectorAll('#m, #m *')].filter((one) => {
  const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(one);
  return animationName != 'none' || transitionDuration != '0s' || scrollBehavior != 'auto';
}).length"""
EDGE = "getComputedStyle(document.querySelector('#m .l')).borderBottomStyle"


def test_one_of_many_is_a_radio_that_is_tapped_off_as_it_was_tapped_on(page: Page) -> None:
    phone = Phone(page).open().settled()
    phone.walk.start()
    phone.walk.answer("not", [], "words")
    for _ in ("want", "worry"):
        phone.walk.button(phone.t("skip")).click()
    (_, all_of_it), (_, ask_first) = phone.walk.screen("send")["say"][1]
    group = page.get_by_role("group", name=said(phone.walk.screen("send")["say"][0]))
    one, other = (group.get_by_role("radio", name=said(text)) for text in (all_of_it, ask_first))
    one.click()
    expect(one).to_be_checked()
    one.press("ArrowDown")
    expect(other).to_be_checked()
    expect(one).not_to_be_checked()
    other.press("Space")
    expect(group.get_by_role("radio", checked=True)).to_have_count(0)
    phone.walk.send()
    assert phone.envelopes()[0][1]["send"]["say"] == ""


def test_a_question_reached_from_the_menu_is_not_one_of_three(page: Page) -> None:
    phone = Phone(page).open().settled()
    phone.walk.start()
    count = phone.t("of").replace("{0}", "1").replace("{1}", "3")
    expect(page.locator("#m nav")).to_contain_text(count)
    phone.walk.answer("not", [], "words")
    phone.walk.button(phone.t("send")).click()
    phone.walk.button(phone.t("more")).click()
    page.locator("#m section > button").first.click()
    phone.walk.at("not")
    expect(page.locator("#m nav")).not_to_contain_text(count)


def test_by_keys_alone_nothing_that_has_the_focus_is_covered_at_twice_the_text(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    phone = Phone(page).open().settled()
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    phone.walk.start()
    for key in ("Tab", "Shift+Tab"):
        for _ in range(MOST_TABS):
            page.keyboard.press(key)
            assert page.evaluate(COVERED) == ""


def test_high_contrast_keeps_an_edge_to_the_way_out_and_nothing_moves(page: Page) -> None:
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    phone = Phone(page).open().settled()
    phone.walk.start()
    assert (page.evaluate(EDGE), page.evaluate(MOVING)) == ("solid", 0)


def test_out_of_sight_sound_stops_and_the_heading_is_heard_where_no_keyboard_opens(page: Page) -> None:
    phone = Phone(page).open().settled()
    phone.walk.start()
    page.get_by_role("textbox").fill("words")
    page.evaluate("speechSynthesis.cancel = () => { globalThis.hushed = true; }")
    page.evaluate(HIDE, True)
    assert page.evaluate("[globalThis.hushed, document.activeElement.tagName]") == [True, "H1"]


def test_what_stood_there_before_she_tapped_gives_way_and_tapped_again_stands_alone(page: Page) -> None:
    phone = Phone(page).open().settled()
    phone.walk.start()
    phone.walk.answer("not", [], "words")
    phone.walk.button(phone.t("send")).click()
    phone.walk.button(phone.t("more")).click()
    page.get_by_role("button", name="How to reach me").click()
    ways = page.get_by_role("group", name="How can we reach you safely?")
    never, call, text = (
        ways.get_by_role("checkbox", name=name, exact=True)
        for name in ("do not contact me", "call me", "text only")
    )
    assert [never.is_checked(), call.is_checked()] == [True, False]
    call.click()
    assert [never.is_checked(), call.is_checked()] == [False, True]
    text.click()
    never.click()
    assert [never.is_checked(), call.is_checked(), text.is_checked()] == [True, False, False]
