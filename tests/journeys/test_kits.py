"""An organisation makes a kit in two languages and hands it out, by keyboard alone; the link that its square
holds opens the form with its code. What she then says is walked in test_community.py."""

import io
import re
from urllib.parse import urljoin

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.desk_walk import Desk
from tests.journeys.test_keyboard import press, reach
from tests.live import Live
from tests.walk import Walk

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]
NAME = "Keyboard kit"
KINDS = ("poster", "cards", "everyday", "qr", "share", "beside")


def square_on(page: Page) -> str:
    """What a phone's camera reads off the page, as it is shown."""
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.screenshot(full_page=True))))
    return str(found[0].text)


def test_an_organisation_makes_a_kit_and_its_square_and_code_open_the_form(
    page: Page, desk_page: Page, live: Live
) -> None:
    desk = Desk(desk_page, live, live.staff("community")).sign_in_anew()
    expect(desk_page.locator("html")).to_have_attribute("dir", "rtl")
    press(desk_page, "English")
    expect(desk_page.locator("html")).to_have_attribute("dir", "ltr")
    press(desk_page, "Make a kit")
    expect(desk_page.get_by_role("heading", level=1)).to_have_text("Make a kit")
    reach(desk_page, "What do you call this kit?")
    desk_page.keyboard.type(NAME)
    expect(desk_page.get_by_role("checkbox", name="Arabic")).to_be_checked()
    expect(desk_page.get_by_role("checkbox", name="English")).to_be_checked()
    reach(desk_page, "Calculator")
    desk_page.keyboard.press("ArrowDown")
    press(desk_page, "Make it")
    expect(desk_page.get_by_role("status")).to_contain_text("Its addresses work from now on")
    expect(desk_page.get_by_role("heading", name=NAME)).to_be_visible()
    kit, shown = desk_page.url, desk_page.get_by_role("main").inner_text()
    codes, addresses = re.findall(r"^\d{6}$", shown, re.M), re.findall(r"http\S+/k/[\w-]{19}", shown)
    assert (len(set(codes)), len(set(addresses))) == (2, 2)
    for at, language in enumerate(("ar", "en")):
        for kind in KINDS:
            desk_page.goto(f"{kit}/{language}/{kind}")
            expect(desk_page.locator("html")).to_have_attribute("lang", language)
            if kind != "share":
                assert square_on(desk_page) == addresses[at], (language, kind)
    press(desk_page, "Back to the kit")
    desk_page.wait_for_url(urljoin(desk.url, kit))
    desk_page.goto(f"{kit}/en/qr")
    page.goto(square_on(desk_page))
    walk = Walk(page, "en", "community")
    walk.type_code(codes[1])
    walk.at("ok")
    walk.leave()
