"""Whoever works at night reads every place of the staff's side in the dark, and nothing runs over a phone."""

import pytest
from playwright.sync_api import Browser, expect

from tests.axe import findings
from tests.desk_walk import Desk
from tests.live import PHONE, Live

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]
LETTERS = ["color-contrast", "link-in-text-block"]  # what the dark can change
PLACES = "nav a[href^='/staff/']"


def test_every_place_of_a_lead_s_rail_reads_in_the_dark(browser: Browser, live: Live) -> None:
    context = browser.new_context(**PHONE, color_scheme="dark")
    page = Desk(context.new_page(), live, live.staff("lead")).sign_in().page
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    page.goto(f"{live.staff_url}/staff/cases")
    found = page.locator(PLACES).evaluate_all("all => all.map(one => one.getAttribute('href'))")
    places = dict.fromkeys(found)
    assert len(places) > 12
    for place in places:
        page.goto(f"{live.staff_url}{place}")
        assert (place, findings(page, runOnly=LETTERS)) == (place, [])
        assert (place, page.evaluate("document.documentElement.scrollWidth")) == (place, 360)
    context.close()


def test_around_paper_it_is_dark_and_paper_is_paper(browser: Browser, live: Live) -> None:
    context = browser.new_context(**PHONE, color_scheme="dark")
    page = Desk(context.new_page(), live, live.staff("idva")).sign_in().page
    page.goto(f"{live.staff_url}/staff/meetings")
    page.get_by_role("button", name="Prepare").first.click()
    expect(page.get_by_role("button", name="Blur it now")).to_be_visible()
    behind = "one => getComputedStyle(one).backgroundColor"
    assert page.get_by_role("article").first.evaluate(behind) == "rgb(255, 255, 255)"
    assert page.get_by_role("navigation").evaluate(behind) == "rgb(38, 35, 32)"
    assert findings(page, runOnly=LETTERS) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    context.close()
