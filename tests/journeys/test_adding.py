"""She sends, and later sends more: at the desk nothing is missing, and each send speaks for itself."""

import pytest
from playwright.sync_api import Page, expect

from tests.desk_walk import Desk
from tests.journeys.test_caseload import fits
from tests.journeys.test_invitation import invite
from tests.live import Live
from tests.walk import Walk

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]
FIRST = "Please never ring the flat, and do not write to my mother. " * 4
LATER = "Not on Fridays either."


def send(page: Page, code: str, address: str, chips: list[str], words: str) -> None:
    """What must not happen, and nothing else; her worker is to ask her first."""
    page.goto(address)
    walk = Walk(page, "en")
    walk.type_code(code)
    walk.start()
    walk.answer("not", chips, words)
    for question in ("want", "worry"):
        walk.at(question)
        walk.button(walk.word("skip")).click()
    walk.at("send")
    walk.send()


def sheet_after(page: Page, answer: str) -> None:
    """The speaking sheet, made with this answer to whether all of it may be said."""
    page.get_by_label(answer).check()
    page.get_by_role("button", name="Make the speaking sheet").click()


def test_a_second_send_adds_to_the_sheet_and_each_is_confirmed_by_itself(
    desk_page: Page, page: Page, live: Live
) -> None:
    desk = Desk(desk_page, live, live.staff("idva")).sign_in()
    code, address = invite(desk, "ADD-1")
    send(page, code, address, ["letters"], FIRST.strip())
    send(page, code, address, [], LATER)
    desk.open_views("ADD-1")
    expect(desk_page.get_by_text("Answered in more than one send")).to_be_visible()
    fits(desk_page)
    desk_page.get_by_role("checkbox", name="number 1").check()
    desk_page.get_by_label("Speaking, by phone").check()
    desk_page.get_by_role("button", name="Confirmed live").click()
    expect(desk_page.get_by_role("status")).to_contain_text("Noted: confirmed live.")
    desk.open_views("ADD-1")
    expect(desk_page.get_by_label("No: print only what she allowed")).to_be_checked()
    sheet_after(desk_page, "I asked her, live, and she agreed to all of it")
    must = desk_page.get_by_role("article").locator(".must")
    for said in ("letters or calls", LATER, "confirmed live", "not confirmed"):
        expect(must).to_contain_text(said)
    fits(desk_page)
    desk_page.get_by_role("button", name="Word what will be said").click()
    expect(desk_page.get_by_text("the sheet ends here").first).to_be_visible()
    fits(desk_page)
    desk.open_views("ADD-1")
    expect(desk_page.get_by_label("I asked her, live, and she agreed to all of it")).to_be_checked()
    sheet_after(desk_page, "No: print only what she allowed")
    expect(desk_page.get_by_role("article")).to_contain_text("Say nothing of what she sent")
