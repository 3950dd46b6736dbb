"""The main path by keyboard alone: no pointer touches anything (WCAG 2.1.1, 2.4.3)."""

import pytest
from playwright.sync_api import Page, expect

from tests.desk_walk import Desk
from tests.live import Live
from tests.walk import Walk, said

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]
WORDS = "typed without a pointer"
MOST_TABS = 60
FOCUSED = """() => {
  const at = document.activeElement || document.documentElement;
  const text = (node) => node ? node.innerText.trim() : "";
  return at.getAttribute("aria-label") || (at.labels && text(at.labels[0])) || text(at);
}"""


def reach(page: Page, name: str) -> None:
    """Tab on until the control of this name has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).startswith(name):
            return
    raise AssertionError(f"{name!r} was not reached in {MOST_TABS} steps")


def press(page: Page, name: str, key: str = "Enter") -> None:
    """Reach a control and use it."""
    reach(page, name)
    page.keyboard.press(key)


def headed(walk: Walk, screen: str) -> None:
    """The screen stands there and its heading has the focus, so that a screen reader says it."""
    walk.at(screen)
    expect(walk.page.locator("h1:focus")).to_have_text(said(walk.screen(screen)["title"]))


def test_a_survivor_sends_and_leaves_without_a_pointer(page: Page, live: Live) -> None:
    link = live.link(locale="en", cover_locale="en", duress_code=None)
    page.goto(link["url"])
    walk = Walk(page, "en")
    page.keyboard.press("Tab")
    page.keyboard.type(link["code"])
    page.keyboard.press("Enter")
    headed(walk, "ok")
    press(page, "Yes")
    headed(walk, "truths")
    press(page, said(walk.screen("truths")["no"]))
    headed(walk, "not")
    press(page, said(dict(walk.screen("not")["chips"])["police"]), "Space")
    reach(page, walk.word("text")[:20])
    page.keyboard.type(WORDS)
    press(page, walk.word("next"))
    for question in ("want", "worry"):
        headed(walk, question)
        press(page, walk.word("skip"))
    headed(walk, "send")
    press(page, walk.word("send"))
    headed(walk, "done")
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "/k/" not in url)  # the app that was on show


def test_an_idva_reads_without_a_pointer(page: Page, desk_page: Page, live: Live) -> None:
    link = live.link(locale="en", cover_locale="en", duress_code=None)
    page.goto(link["url"])
    walk = Walk(page, "en")
    walk.type_code(link["code"])
    walk.start()
    walk.answer("not", ["police"], WORDS)
    walk.button(walk.word("send")).first.click()
    walk.send()
    owner = next(person for person in live.demo["staff"] if person["email"] == link["idva"])
    Desk(desk_page, live, owner).sign_in()
    desk_page.goto(f"{live.staff_url}/staff/cases?q={link['case']}")
    press(desk_page, "Open what arrived")
    expect(desk_page.get_by_role("heading", level=1)).to_contain_text("What she sent")
    press(desk_page, "I'm ready")
    expect(desk_page.get_by_text(WORDS, exact=True).first).to_be_visible()
    press(desk_page, "Make the speaking sheet")
    expect(desk_page.get_by_role("main")).to_contain_text(link["case"])
