"""From a community link to the duty inbox: real browsers, the real server, with a script and without."""

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from app.entry.form_json import form_data
from tests.desk_walk import Desk
from tests.journeys.test_caseload import findings
from tests.journeys.test_main_path import CANARIES
from tests.live import Live
from tests.walk import ANYONE, Walk, said

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]
FINAL, KIND_AT = 3, 17


def walker(page: Page, link: dict[str, str]) -> Walk:
    """Somebody who reads what this link opens."""
    walk = Walk(page, link["locale"], "community")
    where = ANYONE if link["locale"] == "en" else replace(ANYONE, area="")
    walk.form = form_data(link["locale"], where, "community")
    page.goto(link["url"])
    return walk


def read(desk_page: Page, live: Live, words: tuple[str, ...]) -> Desk:
    """The IDVA on duty opens the newest thing in the inbox and finds every word as it was written."""
    desk = Desk(desk_page, live, live.staff("idva")).sign_in()
    desk_page.goto(f"{desk.url}/staff/inbox")
    desk_page.get_by_role("button", name="Open").last.click()
    desk_page.get_by_text("I'm ready").click()
    for one in words:
        expect(desk_page.get_by_text(one, exact=True).first).to_be_visible()
    assert findings(desk_page) == []
    return desk


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_she_says_her_views_over_a_community_link_and_they_reach_a_case(
    page: Page, desk_page: Page, live: Live, locale: str
) -> None:
    link, words = live.link(kind="community", locale=locale), CANARIES[locale]
    walk = walker(page, link)
    walk.type_code(link["code"])
    walk.start()
    walk.answer("years", ["adult"])
    walk.answer("known", ["yes"], "Amal")
    if locale == "ar":
        walk.at("place")
        page.get_by_role("textbox").fill("E8")
        walk.button(walk.word("next")).click()
    walk.answer("not", ["police"], words[0])
    walk.answer("want", ["stay"], words[1])
    walk.answer("worry", ["found"])
    walk.at("how")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
    walk.answer("how", ["call"], words[2])
    walk.at("proof")
    walk.button(walk.word("skip")).click()
    walk.send()
    walk.leave()
    desk = read(desk_page, live, (*words, "call me"))
    reference = live.link(kind="case", locale=locale)["case"]
    desk_page.get_by_label("It is from somebody whose case we have").check()
    desk_page.get_by_label("The case's reference").fill(reference)
    desk_page.get_by_role("button", name="Write it down").click()
    expect(desk_page.get_by_text(f"{reference} is the case of")).to_be_visible()
    desk_page.get_by_role("button", name="Write it down").click()
    expect(desk_page.get_by_text("Written down.")).to_be_visible()
    desk.open_views(reference)
    article = desk_page.get_by_role("article").filter(has_text=words[0]).first
    expect(article).to_contain_text("came over a community link")


def test_whoever_is_under_16_is_shown_whom_to_call_and_nothing_is_sent(page: Page, live: Live) -> None:
    link, bodies = live.link(kind="community", locale="en"), []
    page.on("request", lambda one: bodies.append(one.post_data_buffer) if one.url.endswith("/s") else None)
    walk = walker(page, link)
    walk.type_code(link["code"])
    walk.start()
    walk.answer("years", ["under"])
    expect(page.get_by_role("heading", name="Nothing was sent")).to_be_visible()
    expect(page.locator("#m section")).to_contain_text("0800 1111")
    expect(page.locator("#m section")).to_contain_text("020\u00a07946\u00a00555")
    walk.button(walk.word("back")).click()
    walk.at("years")
    walk.button(walk.word("send")).click()
    expect(page.get_by_role("heading", name="Nothing was sent")).to_be_visible()
    assert FINAL not in {body[KIND_AT] for body in bodies if body}


def test_16_or_17_is_shown_the_route_and_no_contact_what_follows(page: Page, live: Live) -> None:
    link = live.link(kind="community", locale="en")
    walk = walker(page, link)
    walk.type_code(link["code"])
    walk.start()
    walk.at("years")
    route = page.get_by_text("children’s services may be told")
    expect(route).to_be_hidden()
    walk.tap("16 or 17")
    expect(route).to_be_visible()
    for _ in range(5):
        walk.button(walk.word("skip")).click()
    walk.at("how")
    follows = page.get_by_text("we can read this but may not be able to do anything")
    expect(follows).to_be_hidden()
    walk.tap("do not contact me")
    expect(follows).to_be_visible()


@pytest.fixture
def scriptless(browser: Browser, browser_context_args: dict[str, Any]) -> Page:
    """A phone with JavaScript off."""
    return browser.new_context(**{**browser_context_args, "java_script_enabled": False}).new_page()


def test_the_same_without_javascript(scriptless: Page, desk_page: Page, live: Live) -> None:
    link, words = live.link(kind="community", locale="ar"), "عبارة الكناري بلا برمجة"
    walk = walker(scriptless, link)
    walk.type_code(link["code"])
    walk.tap(said(dict(walk.screen("years")["chips"])["adult"]))
    scriptless.get_by_role("textbox").nth(1).fill("E8 بالقرب من السوق")
    scriptless.get_by_role("textbox").nth(2).fill(words)
    walk.button(walk.word("send")).click()
    walk.at("done")
    expect(scriptless.get_by_text(words)).to_have_count(0)  # nothing sent is shown again
    read(desk_page, live, (words, "E8 بالقرب من السوق"))


def test_without_javascript_nothing_of_someone_under_16_is_kept(
    scriptless: Page, desk_page: Page, live: Live
) -> None:
    link = live.link(kind="community", locale="ar")
    walk = walker(scriptless, link)
    walk.type_code(link["code"])
    walk.tap(said(dict(walk.screen("years")["chips"])["under"]))
    scriptless.get_by_role("textbox").nth(2).fill("a child's canary")
    walk.button(walk.word("send")).click()
    expect(scriptless.get_by_role("heading", name=said(walk.form["t"]["stop"])[:8])).to_be_visible()
    expect(scriptless.get_by_text("0800 1111").first).to_be_visible()
    Desk(desk_page, live, live.staff("idva", 1)).sign_in()
    desk_page.goto(f"{live.staff_url}/staff/inbox")
    for row in desk_page.get_by_role("button", name="Open").all():
        row.click()
        expect(desk_page.locator("body")).not_to_contain_text("a child's canary")
        desk_page.goto(f"{live.staff_url}/staff/inbox")
