"""Staff pages with every text half as long again, with marks above its letters, and from right to left.

The staff side is in English only; a service may translate it, and then nothing may run over or be cut.
"""

import pytest
from playwright.sync_api import Browser, Page

from tests.desk_walk import Desk
from tests.layout import CUT, OVER
from tests.live import PHONE, Live

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]

LONGER = """() => {
  const marks = { a: "ä", e: "ę", i: "ï", o: "ő", u: "ů" };
  const longer = (text) => text
    .replace(/[A-Za-z]{2,}/g, (word) => word + word.slice(0, Math.ceil(word.length / 2)).toLowerCase())
    .replace(/[aeiou]/g, (letter) => marks[letter]);
  document.documentElement.dir = "rtl";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const one of texts) if (one.nodeValue.trim()) one.nodeValue = longer(one.nodeValue);
}"""
PLACES = "[...document.querySelectorAll('nav a[href^=\"/\"]')].map((one) => one.pathname)"


ROLES = ["idva", "lead", "manager", "admin", "translator"]


def too_wide(page: Page, live: Live) -> list[tuple[str, object]]:
    """What runs over or is cut on each page that the places of this role lead to."""
    found: list[tuple[str, object]] = []
    for place in dict.fromkeys(page.evaluate(PLACES)):
        page.goto(f"{live.staff_url}{place}")
        page.evaluate(LONGER)
        if page.evaluate("document.documentElement.scrollWidth") > PHONE["viewport"]["width"]:
            found.append((place, page.evaluate(OVER)))
        found += [(place, fault) for fault in page.evaluate(CUT)]
    return found


@pytest.mark.parametrize("role", ROLES)
def test_longer_words_from_right_to_left_fit_every_place_of_a_role(
    browser: Browser, live: Live, role: str
) -> None:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    Desk(page, live, live.staff(role)).sign_in()
    assert too_wide(page, live) == []
    context.close()


@pytest.mark.parametrize("language", ["English", "العربية"])
def test_longer_words_from_right_to_left_fit_an_organisations_places_in_its_languages(
    browser: Browser, live: Live, language: str
) -> None:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    Desk(page, live, live.staff("community")).sign_in()
    with page.expect_navigation():
        page.get_by_role("button", name=language, exact=True).click()
    assert too_wide(page, live) == []
    context.close()
