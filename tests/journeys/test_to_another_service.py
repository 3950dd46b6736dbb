"""A case moves to another service: offered, and taken over there with a cover and a meeting of its own."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.desk_walk import Desk
from tests.journeys.test_invitation import invite
from tests.live import Live

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]


def test_a_case_goes_to_another_service(desk_page: Page, browser: Browser, live: Live) -> None:
    idvas = [person for person in live.demo["staff"] if person["role"] == "idva"]
    giver = Desk(desk_page, live, idvas[0]).sign_in()
    invite(giver, "MOV-1")
    giver.case("MOV-1").get_by_role("link", name="MOV-1").click()
    desk_page.get_by_role("link", name="Hand it to another IDVA").click()
    desk_page.get_by_label("To whom").select_option(label="Ruth Calloway")
    desk_page.get_by_role("button", name="Offer it").click()
    expect(desk_page.get_by_text("Offered.")).to_be_visible()
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    there = context.new_page()
    taker = Desk(there, live, next(person for person in idvas if person["service"] != idvas[0]["service"]))
    taker.sign_in()
    there.get_by_role("link", name="A case is offered to you.").click()
    there.get_by_role("link", name="Take it over").click()
    there.get_by_label("Who covers for you").select_option(index=1)
    there.get_by_label("Your meeting").select_option(index=1)
    there.get_by_role("button", name="Take it over").click()
    expect(there.get_by_text("The case is yours.")).to_be_visible()
    context.close()
    desk_page.goto(f"{live.staff_url}/staff/cases")
    desk_page.get_by_role("link", name="A case that you offered was answered.").click()
    expect(desk_page.get_by_text("Ruth Calloway accepted it")).to_be_visible()
    desk_page.goto(f"{live.staff_url}/staff/cases")
    expect(desk_page.get_by_text("A case that you offered was answered.")).to_have_count(0)
