"""Everyone can use it: every screen, in both directions of writing."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.axe import findings
from tests.journeys.engine.phone import Phone, tap
from tests.walk import said

pytestmark = pytest.mark.journey
REMEMBERED = """[...document.querySelectorAll('#m input, #m textarea, #m select')].filter(field =>
  field.autocomplete !== 'off' || field.autocapitalize === 'on' || field.spellcheck ||
  (field.name && field.type !== 'radio'))
  .map(field => field.outerHTML)"""
TRANSLATED = (
    "[...document.querySelectorAll('#m, #m *')].filter((one) => one.translate).map((one) => one.outerHTML)"
)
SMALL = """[...document.querySelectorAll('#m button, #m summary, #m select, #m .c, #m a')].filter(target => {
  const {width, height} = target.getBoundingClientRect();
  return target.checkVisibility({contentVisibilityAuto: true}) && (width < 47 || height < 47);
}).map(target => target.outerHTML)"""

TOPS = """[...document.querySelectorAll('#m li')].map(({ firstChild }) => {
  const text = document.createRange();
  text.selectNode(firstChild);
  return [...text.getClientRects()].map(({ top }) => top);
})"""


def screens(phone: Phone) -> Iterator[str]:
    """Each screen, once it stands there."""
    page, walk = phone.page, phone.walk
    walk.at("ok")
    yield "ok"
    page.locator("#m nav summary").first.click()
    expect(page.locator("#m nav details details")).to_have_count(25)
    page.locator("#m nav details details summary").first.click()
    yield "help"
    walk.button(said(walk.screen("ok")["yes"])).click()
    yield "truths"
    walk.button(said(walk.screen("truths")["no"])).click()
    tap(phone, "not", "police")
    yield "question"
    walk.button(walk.word("send")).click()
    for check in dict(walk.screen("send")["checks"]).values():
        walk.tap(said(check))
    yield "send"
    walk.button(walk.word("more")).click()
    expect(page.locator("#m")).not_to_contain_text(walk.word("wait"))
    yield "menu"
    entries = page.locator("#m section > button")
    for number in range(3, entries.count() - 1):
        entries.nth(number).click()
        yield "card"
        walk.button(walk.word("skip")).click()
    entries.last.click()
    expect(page.get_by_role("checkbox", name=walk.word("stay"))).to_be_visible()
    yield "spare"
    walk.button(walk.word("back")).click()
    walk.button(walk.word("send")).click()
    walk.send()
    yield "done"


@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_screen_can_be_used_by_everyone(page: Page, locale: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    phone = Phone(page, locale=locale).open().settled()
    for name in screens(phone):
        assert (name, findings(page)) == (name, [])
        assert (name, page.evaluate(REMEMBERED)) == (name, [])
        assert (name, page.evaluate(SMALL)) == (name, [])
        assert (name, page.evaluate(TRANSLATED)) == (name, []), "given to the browser's translator"
        assert "undefined" not in page.locator("#m").inner_text()


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_twice_the_text_fits_the_narrowest_phone(page: Page, locale: str) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    phone = Phone(page, locale=locale).open().settled()
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for name in screens(phone):
        assert (name, page.evaluate("document.documentElement.scrollWidth")) == (name, 320)


def test_the_last_line_of_a_truth_stands_as_close_as_the_others(page: Page) -> None:
    phone = Phone(page).open().settled()
    phone.walk.button(said(phone.walk.screen("ok")["yes"])).click()
    expect(page.locator("#m li button")).to_have_count(4)
    for tops in page.evaluate(TOPS):
        steps = [after - before for before, after in pairwise(tops)]
        assert len(steps) > 1
        assert max(steps) - min(steps) < 1


def test_a_text_box_counts_down_gently_and_never_cuts(page: Page) -> None:
    phone = Phone(page).open().settled()
    phone.walk.start()
    box, told = page.get_by_role("textbox"), page.locator("#m fieldset [role=status]")
    box.fill("x" * 540)
    expect(told).to_have_text("")
    box.fill("x" * 575)
    expect(told).to_have_text(phone.t("left").replace("{0}", "30"))
    box.fill("x" * 700)
    expect(told).to_have_text(phone.t("over"))
    phone.walk.button(phone.t("send")).click()
    expect(page.locator("#m section")).to_contain_text(phone.t("over"))
    phone.walk.send()
    assert phone.envelopes()[0][1]["a"]["not"]["t"] == "x" * 700


def test_another_language_keeps_what_was_tapped_and_written(page: Page) -> None:
    phone = Phone(page).open().settled()
    phone.walk.start()
    tap(phone, "not", "police")
    page.get_by_role("textbox").fill("kept")
    for _ in range(2):
        phone.walk.button(phone.t("back")).click()
    page.get_by_role("button", name=phone.t("lang")).click()
    expect(page.get_by_role("button", name="English", exact=True)).to_be_focused()
    page.get_by_role("button", name="العربية", exact=True).click()
    arabic = Phone(page, locale="ar")
    arabic.walk.start()
    assert page.locator("#m").get_attribute("dir") == "rtl"
    expect(page.get_by_role("textbox")).to_have_value("kept")
    expect(page.get_by_role("checkbox").first).to_be_checked()


def test_a_number_is_shown_on_a_tap_only(page: Page) -> None:
    phone = Phone(page).open()
    page.get_by_text(phone.t("help")).click()
    expect(page.get_by_role("link", name="999", exact=True)).to_be_hidden()
    page.locator("#m nav details details summary").first.click()
    expect(page.get_by_role("link", name="999", exact=True)).to_be_visible()
