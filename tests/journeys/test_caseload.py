"""The IDVA's caseload in a real browser: what is missing, meetings, an agenda, a calendar; by keys alone."""

from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.axe import findings
from tests.desk_walk import Desk
from tests.journeys.test_keyboard import press, reach
from tests.live import Live

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]
HEAD = "reference,area,meeting date,worker\r\n"
SIZES = ((360, 640), (1440, 900))


def fits(page: Page) -> None:
    """Nothing runs over the narrowest screen, light or dark; axe finds nothing."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (page.url, width)
        assert (page.url, scheme, findings(page)) == (page.url, scheme, [])
    page.emulate_media(color_scheme="light")


def day_of_a_meeting(desk: Desk) -> str:
    """The day of a meeting that is not there yet, added in its form."""
    on = desk.free_day(40).isoformat()
    desk.page.goto(f"{desk.url}/staff/meetings/new")
    desk.page.get_by_label("Date").fill(on)
    desk.page.get_by_role("button", name="Add this meeting").click()
    expect(desk.page.get_by_role("status")).to_contain_text("in the list")
    return on


def test_a_reason_for_not_offering_is_two_presses_by_keys_alone(
    desk_page: Page, live: Live, tmp_path: Path
) -> None:
    desk = Desk(desk_page, live, live.staff("idva")).sign_in()
    bring(desk, HEAD + f"KEY-1,Hackney,{day_of_a_meeting(desk)},", tmp_path)
    desk_page.goto(f"{live.staff_url}/staff/cases")
    desk_page.keyboard.press("/")
    expect(desk_page.get_by_role("searchbox")).to_be_focused()
    desk_page.keyboard.type("KEY-1")
    desk_page.keyboard.press("Enter")
    expect(desk_page.locator("[data-row]")).to_have_count(1)
    desk_page.keyboard.press("?")
    expect(desk_page.get_by_role("dialog", name="Keyboard")).to_be_visible()
    desk_page.keyboard.press("Escape")
    desk_page.keyboard.press("j")
    expect(desk_page.get_by_role("link", name="KEY-1", exact=True)).to_be_focused()
    press(desk_page, "Say why")
    expect(desk_page.get_by_role("heading", level=1)).to_contain_text("offered to say her views")
    press(desk_page, "The case came too late")
    expect(desk_page.get_by_role("status")).to_contain_text("Written down for KEY-1")
    expect(desk.case("KEY-1")).to_contain_text("not offered: The case came too late")
    fits(desk_page)


def test_j_and_k_walk_the_cases_and_enter_opens_one(desk_page: Page, live: Live) -> None:
    Desk(desk_page, live, live.staff("idva")).sign_in()
    desk_page.goto(f"{live.staff_url}/staff/cases")
    names = desk_page.locator("[data-row] th a").all_inner_texts()
    assert len(names) > 1
    for key, at in (("j", 0), ("j", 1), ("k", 0)):
        desk_page.keyboard.press(key)
        expect(desk_page.locator("[data-row] th a").nth(at)).to_be_focused()
    desk_page.keyboard.press("Enter")
    expect(desk_page.get_by_role("heading", level=1)).to_contain_text(names[0])
    fits(desk_page)


def bring(desk: Desk, text: str, folder: Path) -> None:
    """Send an agenda's file, look at it, and let it in."""
    file = folder / "agenda.csv"
    file.write_bytes(text.encode("utf-16"))
    desk.page.goto(f"{desk.url}/staff/meetings/import")
    desk.page.get_by_label("The file (CSV)").set_input_files(file)
    desk.page.get_by_role("button", name="Look at the rows").click()
    desk.page.get_by_role("button", name="Import these rows").click()
    expect(desk.page.get_by_role("status")).to_contain_text("Imported")


def test_an_agenda_with_a_wrong_row_says_what_to_do_and_comes_in_once_it_is_right(
    desk_page: Page, live: Live, tmp_path: Path
) -> None:
    desk = Desk(desk_page, live, live.staff("idva", 1)).sign_in()
    on, file = day_of_a_meeting(desk), tmp_path / "agenda.csv"
    desk_page.goto(f"{live.staff_url}/staff/meetings/import")
    with desk_page.expect_download() as download:
        desk_page.get_by_role("link", name="Download the template").click()
    head = Path(download.value.path()).read_text(encoding="utf-8-sig")
    fits(desk_page)
    file.write_text(f"{head}CSV-1,Hackney,{on},\r\nCSV-2,Atlantis,{on},\r\n", encoding="utf-8")
    desk_page.get_by_label("The file (CSV)").set_input_files(file)
    press(desk_page, "Look at the rows")
    expect(desk_page.get_by_role("alert")).to_contain_text("Row 3")
    expect(desk_page.get_by_role("alert")).to_contain_text("Write the area as its borough is called")
    fits(desk_page)
    bring(desk, f"{head}CSV-1,Hackney,{on},\r\nCSV-2,Hackney,{on},\r\n", tmp_path)
    expect(desk.case("CSV-2")).to_contain_text("not opened yet")
    desk.case("CSV-2").get_by_role("link", name="Go on").click()
    expect(desk_page.get_by_label("Your reference")).to_have_value("CSV-2")


def test_two_colleagues_change_one_meeting_and_nothing_is_overwritten(
    desk_page: Page, live: Live, browser: object
) -> None:
    desk = Desk(desk_page, live, live.staff("idva")).sign_in()
    day_of_a_meeting(desk)
    desk_page.get_by_role("link", name="Change · Hackney").last.click()
    other = desk_page.context.new_page()
    other.goto(desk_page.url)
    other.get_by_label("Starts at").fill("13:45")
    other.get_by_role("button", name="Save the changes").click()
    expect(other.get_by_role("main")).to_contain_text("13:45")
    desk_page.get_by_label("Starts at").fill("15:15")
    press(desk_page, "Save the changes")
    expect(desk_page.get_by_role("alert")).to_contain_text("A colleague changed this meeting")
    expect(desk_page.get_by_role("main")).to_contain_text("13:45")
    expect(desk_page.get_by_label("Starts at")).to_have_value("15:15")
    fits(desk_page)


def test_a_calendar_address_answers_a_program_until_it_is_ended(desk_page: Page, live: Live) -> None:
    Desk(desk_page, live, live.staff("idva")).sign_in()
    desk_page.goto(f"{live.staff_url}/staff/meetings")
    fits(desk_page)
    desk_page.get_by_role("link", name="Meetings in your calendar").click()
    press(desk_page, "Make an address")
    address = desk_page.get_by_label("Address", exact=True).input_value()
    fits(desk_page)
    with urlopen(address) as answer:
        written = answer.read().decode()
    assert "SUMMARY:MARAC\\, Hackney" in written
    assert not any(link["case"] in written for link in live.demo["links"] if link["case"])
    desk_page.get_by_role("button", name="End the address").click()
    expect(desk_page.get_by_role("main")).to_contain_text("You have no address yet")
    assert desk_page.request.get(address).status == 404


def test_workload_is_one_s_own_and_says_whom_to_call(desk_page: Page, live: Live) -> None:
    Desk(desk_page, live, live.staff("idva")).sign_in()
    reach(desk_page, "Your workload")
    desk_page.keyboard.press("Enter")
    expect(desk_page.get_by_role("main")).to_contain_text("116 123")
    fits(desk_page)


def test_a_lead_sees_the_service_and_writes_hours_down(desk_page: Page, live: Live) -> None:
    Desk(desk_page, live, live.staff("lead")).sign_in()
    desk_page.goto(f"{live.staff_url}/staff/cases")
    expect(desk_page.get_by_role("button", name="Open what arrived")).to_have_count(0)
    fits(desk_page)
    desk_page.goto(f"{live.staff_url}/staff/people")
    desk_page.get_by_role("link", name="Hours of Nadia Rowe").or_(
        desk_page.get_by_role("link", name="of full time of Nadia Rowe")
    ).click()
    desk_page.get_by_label("Per cent of full time").fill("60")
    fits(desk_page)
    press(desk_page, "Write it down")
    expect(desk_page.get_by_role("row", name="Nadia Rowe")).to_contain_text("60 % of full time")


def test_with_letters_twice_as_large_a_phone_shows_the_page_and_not_the_bar_over_it(
    desk_page: Page, live: Live
) -> None:
    desk_page.set_viewport_size({"width": 360, "height": 640})
    shown = desk_page.context.new_cdp_session(desk_page)
    shown.send("Page.enable")
    shown.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    Desk(desk_page, live, live.staff("lead")).sign_in()
    desk_page.goto(f"{live.staff_url}/staff/quotes/")
    heading = desk_page.get_by_role("heading", level=1)
    expect(heading).to_be_in_viewport(ratio=1)
    bar, words = desk_page.locator(".rail").bounding_box(), desk_page.locator("main").bounding_box()
    assert bar and words
    assert bar["y"] >= words["y"] + words["height"]
