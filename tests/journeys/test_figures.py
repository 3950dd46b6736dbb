"""The figures in a real browser: on a phone, in print, for everyone."""

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.axe import findings
from tests.desk_walk import Desk
from tests.live import PHONE, Live

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]

WIDE = PHONE["viewport"]["width"]
SHEET = re.compile(rb"/Type /Page\b")
PAGES = (
    *("", "areas?measure=V5", "over-time", "not-offered", "services"),
    *("gaps", "said", "heard", "releases", "method"),
)


def _places(page: Page) -> list[str]:
    """What somebody who looks at this page can go to, of the figures."""
    links = page.get_by_role("navigation", name="Figures").get_by_role("link")
    return [link.inner_text() for link in links.all() if link.is_visible()]


def test_a_manager_starts_at_one_sheet_of_paper_and_every_page_is_for_everyone(
    browser: Browser, live: Live
) -> None:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    Desk(page, live, live.staff("manager")).sign_in()
    for address in PAGES:
        page.goto(f"{live.staff_url}/staff/insight/{address}")
        page.emulate_media(color_scheme="light")
        assert (address, findings(page)) == (address, [])
        page.emulate_media(color_scheme="dark")
        assert (address, findings(page, runOnly=["color-contrast", "link-in-text-block"])) == (address, [])
        for letters in ("100%", "200%"):
            page.evaluate("size => document.documentElement.style.fontSize = size", letters)
            assert (address, page.evaluate("document.documentElement.scrollWidth")) == (address, WIDE)
    page.goto(f"{live.staff_url}/staff/insight/")
    assert len(_places(page)) >= len(PAGES)
    year = page.get_by_label("Period").locator("option", has_text="March").last.get_attribute("value")
    page.set_viewport_size({"width": 1280, "height": 900})  # the screen that it is printed from
    assert len(_places(page)) >= len(PAGES)
    for asked in ("", "?measure=V5", f"?period={year}"):
        page.goto(f"{live.staff_url}/staff/insight/{asked}")
        page.emulate_media(media="print")
        assert len(SHEET.findall(page.pdf(prefer_css_page_size=True))) == 1
    assert faults == []
    context.close()
