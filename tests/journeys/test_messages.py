"""A text from her number to the provider, without a pointer: written down, chosen, seen, sent."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.desk_walk import Desk
from tests.journeys.test_caseload import SIZES, fits
from tests.journeys.test_keyboard import press, reach
from tests.live import Live
from tests.waiting import until

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]
NUMBER = "07700 900123"  # of the numbers that stand for nobody (Ofcom)
WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@pytest.fixture
def desk(desk_page: Page, live: Live) -> Iterator[Desk]:
    """The IDVA of a case with whom contact was agreed live, on its page of texts."""
    link = live.link(locale="en", skin="plain", duress_code=None)
    owner = next(one for one in live.demo["staff"] if one["email"] == link["idva"])
    desk = Desk(desk_page, live, owner).sign_in()
    desk.case(link["case"]).get_by_role("link", name=link["case"], exact=True).click()
    expect(desk_page.get_by_role("heading", level=1)).to_contain_text(link["case"])
    press(desk_page, "Number, times and texts")
    expect(desk_page.get_by_role("heading", level=1)).to_contain_text("Texts")
    yield desk


def written_down(page: Page) -> None:
    """Her number, and that it may be texted at any time of any day."""
    press(page, "Write down her number and times")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Her number and her times")
    reach(page, "Her mobile's number")
    page.keyboard.press("Control+a")
    page.keyboard.type(NUMBER)
    box = page.get_by_role("checkbox", name="Texts may be sent to it")
    reach(page, "Texts may be sent to it")
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    first = page.get_by_role("group", name="Her time 1")
    for day in WEEK:
        first.get_by_role("checkbox", name=day).check()
    first.get_by_label("from").fill("00:00")
    first.get_by_label("until").fill("00:00")
    page.get_by_role("checkbox", name="Texts may go on bank holidays too").check()
    fits(page)
    press(page, "Write it down")
    expect(page.get_by_role("status")).to_contain_text("Written down")


def chosen(page: Page, when: str) -> str:
    """The text that is shown before anything is sent."""
    page.get_by_role("radio").first.check()
    page.get_by_role("radio", name=when).check()
    press(page, "See what goes")
    expect(page.get_by_role("heading", name="This is what goes")).to_be_visible()
    return page.locator(".hers-words").inner_text()


def test_a_text_is_written_seen_and_sent_and_comes_out_as_it_was_shown(desk: Desk, live: Live) -> None:
    page = desk.page
    fits(page)
    written_down(page)
    fits(page)
    said = chosen(page, "Now, inside one of her times")
    expect(page.get_by_role("main")).to_contain_text("1 part (GSM-7)")
    fits(page)
    before = {path.name for path in (live.var_dir / "outbox").glob("*")}
    press(page, "Send it")
    expect(page.get_by_role("status")).to_contain_text("It is on its way")

    def came() -> list[str]:
        new = [path for path in (live.var_dir / "outbox").glob("*") if path.name not in before]
        return [path.read_text(encoding="utf-8") for path in new]

    until(lambda: any(said in each for each in came()))
    page.reload()
    expect(page.get_by_role("list").filter(has_text="chosen by")).to_be_visible()
    fits(page)


def test_letters_twice_as_large_hide_nothing_of_it(desk: Desk) -> None:
    page = desk.page
    width, height = SIZES[0]
    page.set_viewport_size({"width": width, "height": height})
    for address in (page.url, page.url.replace("/texts", "/reach")):
        page.goto(address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        labels = page.get_by_role("navigation", name="Main").get_by_role("link")
        over = labels.evaluate_all("all => all.filter((one) => one.scrollWidth > one.clientWidth).length")
        assert over == 0, address  # no label runs into the one beside it
