"""From an IDVA's invitation to a survivor's words on the IDVA's desk, nothing made beforehand."""

from io import BytesIO

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.desk_walk import Desk
from tests.live import Live
from tests.walk import Walk

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]
REFERENCE = "LH-2030-0417"
WORDS = "Please do not ring the flat; my sister can be told."


def invite(desk: Desk, reference: str = REFERENCE, meeting: str = "") -> tuple[str, str]:
    """Four fields, then the code to say and the square to point a camera at: the code, and the address."""
    page = desk.page
    page.goto(f"{desk.url}/staff/cases")
    page.get_by_role("link", name="Open a case").click()
    page.get_by_label("Your reference").fill(reference)
    choose = page.get_by_label("Meeting", exact=True)
    named = choose.locator("option").filter(has_text=meeting).first if meeting else None
    choose.select_option(named.get_attribute("value") if named else None, index=None if named else 1)
    page.get_by_label("Language of the form").select_option("en")
    page.get_by_label("Yes: she told me when we spoke").check()
    expect(page.get_by_text("Saved as you type")).to_be_visible()
    page.get_by_role("button", name="Make the link and the code").click()
    page.get_by_role("button", name="Draw another").click()
    code = page.locator("#code").inner_text()
    square = Image.open(BytesIO(page.get_by_role("img", name="A square to point the camera at").screenshot()))
    address = zxingcpp.read_barcode(square).text
    letters = "".join(page.locator(".letters").inner_text().split())
    assert address.replace("-", "").endswith(letters)
    page.get_by_role("button", name="I have said it").click()
    expect(page.get_by_text(code)).to_have_count(0)
    return code, address


def test_from_an_invitation_to_a_confirmed_sheet(desk_page: Page, page: Page, live: Live) -> None:
    desk = Desk(desk_page, live, live.staff("idva")).sign_in()
    code, address = invite(desk)
    page.goto(address)
    walk = Walk(page, "en")
    walk.type_code(code)
    walk.start()
    walk.answer("not", ["family"], WORDS)
    for question in ("want", "worry"):
        walk.at(question)
        walk.button(walk.word("skip")).click()
    walk.at("send")
    walk.tap("all of it")
    walk.send()
    desk.open_views(REFERENCE)
    expect(desk_page.get_by_text("Unverified").first).to_be_visible()
    expect(desk_page.get_by_text(WORDS, exact=True)).to_be_visible()
    desk_page.get_by_label("Speaking, by phone").check()
    desk_page.get_by_role("button", name="Confirmed live").click()
    expect(desk_page.get_by_role("status")).to_contain_text("Noted: confirmed live.")
    expect(desk.case(REFERENCE)).to_contain_text("confirmed live")
    desk.open_views(REFERENCE)
    desk_page.get_by_role("button", name="Make the speaking sheet").click()
    expect(desk_page.get_by_role("heading", name="Must not happen")).to_be_visible()
    expect(desk_page.get_by_text("my family or parents being told")).to_be_visible()
    expect(desk_page.get_by_text("Confirmed live: yes")).to_be_visible()


def test_a_reload_of_what_was_opened_opens_nothing(desk_page: Page, page: Page, live: Live) -> None:
    link = live.link(locale="en", kind="case")
    page.goto(link["url"])
    walk = Walk(page, "en")
    walk.type_code(link["code"])
    walk.start()
    walk.answer("not", [], WORDS)
    walk.button(walk.word("send")).first.click()
    walk.send()
    owner = next(person for person in live.demo["staff"] if person["email"] == link["idva"])
    desk = Desk(desk_page, live, owner).sign_in()
    desk.open_views(link["case"])
    desk_page.goto(desk_page.url)
    expect(desk_page.get_by_text("Nothing is open on this page.")).to_be_visible()
    assert WORDS not in desk_page.content()
