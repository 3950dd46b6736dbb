"""From a survivor's words on a phone to her IDVA's desk: real Chromium, the real server."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from safety.unlocking import ROUNDS
from tests.bench.opening import STRETCH
from tests.desk_walk import Desk
from tests.live import Live
from tests.walk import Walk, said

CANARIES = {
    "en": ("kestrel-canary not to the flat", "otter-canary with a <b>garden</b>", "heron-canary & “quotes”"),
    "ar": ("عبارة الكناري الأولى: لا تتصلوا", "عبارة الكناري الثانية 123", "عبارة الكناري الثالثة \u200fRTL"),
}

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]


@dataclass
class Told:
    """What was typed and tapped, to be found again on the desk."""

    words: tuple[str, ...]
    chips: tuple[str, ...]


def tell(walk: Walk, *, as_i_go: bool = False) -> Told:
    """The short path, with something in every answer."""
    words = CANARIES[walk.locale]
    walk.start(as_i_go=as_i_go)
    walk.answer("not", ["police", "address"], words[0])
    walk.answer("want", ["stay"], words[1])
    walk.answer("worry", ["found", "phone"], words[2])
    walk.at("send")
    walk.tap(said(dict(walk.screen("send")["checks"])["soon"]))
    walk.send()
    return Told(words, ("police coming to my home", "my address being told", "being found"))


def open_without_a_script(walk: Walk, link: dict[str, str]) -> None:
    """Type the code into the everyday app's box; its page answers with the form, all of it at once."""
    walk.page.goto(link["url"])
    walk.type_code(link["code"])
    expect(walk.page.get_by_role("textbox").first).to_be_visible()


def tell_without_a_script(walk: Walk) -> Told:
    """The short path on one page, with words in every box of a question."""
    boxes, words = walk.page.get_by_role("textbox"), CANARIES[walk.locale]
    walk.tap(said(dict(walk.screen("not")["chips"])["police"]))
    walk.tap(said(dict(walk.screen("worry")["chips"])["found"]))
    walk.tap(said(dict(walk.screen("send")["checks"])["soon"]))
    for place, text in enumerate(words):
        boxes.nth(place).fill(text)
    walk.button(walk.word("send")).click()
    walk.at("done")
    return Told(words, ("police coming to my home", "being found"))


def read_on_the_desk(desk_page: Page, live: Live, link: dict[str, str], told: Told) -> None:
    """The IDVA signs in, sees that something is there, opens it, and finds every word as it was written."""
    desk = Desk(desk_page, live, owner(live, link)).sign_in()
    expect(desk.case(link["case"])).to_contain_text("read soon")
    desk.open_views(link["case"])
    article = desk_page.get_by_role("article").first
    for words in told.words:
        expect(article.get_by_text(words, exact=True).first).to_be_visible()
    for chip in told.chips:
        expect(article.get_by_text(chip, exact=True).first).to_be_visible()


def owner(live: Live, link: dict[str, str]) -> dict[str, str]:
    """The IDVA whose case it is, as the demonstration says."""
    found: dict[str, str] = next(p for p in live.demo["staff"] if p["email"] == link["idva"])
    return found


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_words_sent_from_a_phone_are_read_verbatim_on_the_desk(
    page: Page, desk_page: Page, live: Live, locale: str
) -> None:
    link = live.link(locale=locale, kind="case")
    walk = Walk(page, locale)
    page.goto(link["url"])
    walk.type_code("000 111")
    for _ in range(2):
        page.evaluate(STRETCH, ROUNDS)  # as long as a right code would have taken, twice
    expect(page.get_by_role("heading", name=said(walk.screen("ok")["title"]))).to_have_count(0)
    expect(page.get_by_role("searchbox")).to_have_value("000 111")
    walk.type_code(link["code"])
    walk.at("ok")
    form = page.get_by_role("main")
    assert (form.get_attribute("lang"), form.get_attribute("dir")) == (
        locale,
        "rtl" if locale == "ar" else "ltr",
    )
    told = tell(walk, as_i_go=locale == "ar")
    assert page.evaluate("history.length") <= 2
    walk.leave()
    page.wait_for_url(lambda url: "/k/" not in url)  # the app that was on show
    read_on_the_desk(desk_page, live, link, told)


def test_the_same_on_postgresql(page: Page, desk_page: Page, live_postgresql: Live) -> None:
    link = live_postgresql.link(locale="en", kind="case")
    walk = Walk(page, "en")
    page.goto(link["url"])
    walk.type_code(link["code"])
    told = tell(walk)
    read_on_the_desk(desk_page, live_postgresql, link, told)


@pytest.fixture
def scriptless(browser: Browser, browser_context_args: dict[str, object]) -> Page:
    """A phone with JavaScript off."""
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": False})
    return context.new_page()


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_the_same_without_javascript(scriptless: Page, desk_page: Page, live: Live, locale: str) -> None:
    link = [one for one in live.demo["links"] if one["locale"] == locale and one["kind"] == "case"][1]
    walk = Walk(scriptless, locale)
    scriptless.goto(link["url"])
    walk.type_code("000 111")
    assert scriptless.url == link["url"]
    expect(scriptless.get_by_role("textbox")).to_have_count(0)
    expect(scriptless.get_by_role("searchbox")).to_be_visible()
    open_without_a_script(walk, link)
    told = tell_without_a_script(walk)
    assert scriptless.url == link["url"]
    read_on_the_desk(desk_page, live, link, told)
