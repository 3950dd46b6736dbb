"""What was changed, on the receipt of a phone; quotes and entries on staff pages that are for everyone."""

import pytest
from playwright.sync_api import Browser, Page, expect

from app.insight.demo_words import ENTRIES
from tests.axe import findings
from tests.desk_walk import Desk
from tests.journeys.test_main_path import tell
from tests.live import PHONE, Live
from tests.walk import Walk

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]

PAGES = ("quotes/", "insight/quotes", "insight/changes", "insight/changes/new")


def test_her_receipt_unfolds_what_was_changed_in_her_language(page: Page, live: Live) -> None:
    link = live.link(locale="ar", kind="case", duress_code=None)
    page.goto(link["url"])
    walk = Walk(page, "ar")
    walk.type_code(link["code"])
    tell(walk)
    page.get_by_role("main").get_by_text(walk.word("about")).click()
    for _, _, told in ENTRIES:
        expect(page.get_by_text(f"“{told.said}” {told.did}")).to_be_visible()
    assert findings(page) == []


def test_a_lead_edits_what_waits_and_every_page_is_for_everyone(browser: Browser, live: Live) -> None:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    desk = Desk(page, live, live.staff("lead")).sign_in()
    for address in PAGES:
        page.goto(f"{desk.url}/staff/{address}")
        _is_for_everyone(page, address)
    page.goto(f"{desk.url}/staff/insight/changes")
    page.get_by_role("link", name=ENTRIES[0][1].said).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("You said, we did ·")
    _is_for_everyone(page, "an entry")
    page.goto(f"{desk.url}/staff/quotes/")
    page.get_by_role("button", name="Open").first.click()
    expect(page.get_by_role("heading", name="A quote to look at")).to_be_visible()
    _is_for_everyone(page, "a quote")
    page.get_by_label("As it would be shown").fill("Tell me before you ring anybody else.")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("alert").first).to_contain_text("Look at each marked piece")
    page.get_by_label("Nothing in it could point").check()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Kept. Another lead")).to_be_visible()
    page.get_by_role("button", name="Open").first.click()
    expect(page.get_by_role("heading", name="A quote to look at")).to_be_visible()
    _is_for_everyone(page, "an edited quote")
    assert faults == []
    context.close()


def _is_for_everyone(page: Page, name: str) -> None:
    found = findings(page)
    assert (name, found) == (name, [])
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"], name
