"""From what she sent to what she is told: worded, printed, heard, written down. Interactions are counted."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import create_engine, update

from app.cases.models import Meeting
from tests.desk_walk import Desk, called
from tests.journeys.test_invitation import invite
from tests.live import Live
from tests.walk import Walk

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]
WORDS = "I want a door that locks, and my sister told first."
TEN_MINUTES = 10 * 60 * 1000
EIGHT_HOURS = 8 * 60 * 60 * 1000


@dataclass
class Counted:
    """How often a person touched the page."""

    times: int = 0

    def press(self, what: Locator) -> None:
        """One interaction."""
        self.times += 1
        what.click()


def new_meeting(desk: Desk, days: int) -> tuple[str, UUID]:
    """A meeting of this test's own: how it is called in lists, and which it is."""
    page, on = desk.page, desk.free_day(days)
    page.goto(f"{desk.url}/staff/meetings/new")
    page.get_by_label("Area").select_option(index=1)
    page.get_by_label("Date").fill(on.isoformat())
    page.locator("main form button").click()
    expect(page.get_by_text("The meeting is in the list.")).to_be_visible()
    day = called(on)
    change = page.get_by_role("row").filter(has_text=day).get_by_role("link", name="Change")
    return day, UUID((change.get_attribute("href") or "").rsplit("/", 1)[1])


def begin(live: Live, meeting_id: UUID) -> None:
    """Time passes: this meeting begins now."""
    engine = create_engine(live.database_url)
    with engine.begin() as connection:
        connection.execute(
            update(Meeting).where(Meeting.id == meeting_id).values(starts_at=datetime.now(UTC))
        )
    engine.dispose()


def send(page: Page, code: str, address: str) -> None:
    """She says what must not happen and what she wants, and that all of it may be said."""
    page.goto(address)
    walk = Walk(page, "en")
    walk.type_code(code)
    walk.start()
    walk.answer("not", ["letters"])
    walk.answer("want", ["home"], WORDS)
    walk.at("worry")
    walk.button(walk.word("skip")).click()
    walk.at("send")
    walk.tap("all of it")
    walk.send()


def test_a_case_from_opening_to_told(desk_page: Page, page: Page, live: Live) -> None:
    desk = Desk(desk_page, live, live.staff("idva")).sign_in()
    day, meeting_id = new_meeting(desk, 30)
    send(page, *invite(desk, "OUT-1", day))
    desk.case("OUT-1").get_by_role("link", name="OUT-1").click()
    expect(desk_page.get_by_text("What came of it")).to_have_count(0)
    desk_page.get_by_role("button", name="Word what will be said").click()
    expect(desk_page.get_by_text(WORDS).first).to_be_visible()
    desk_page.get_by_label("What will be said: she wants").fill("She asks for new locks this week.")
    desk_page.get_by_role("button", name="Keep it, and make the sheet").click()
    sheet = desk_page.get_by_role("article", name="OUT-1")
    expect(sheet).to_contain_text(WORDS)
    expect(sheet).to_contain_text("She asks for new locks this week.")
    expect(sheet).to_contain_text("letters or calls")
    expect(desk_page.get_by_text("words, about")).to_be_visible()
    begin(live, meeting_id)
    desk.case("OUT-1").get_by_role("link", name="OUT-1").click()
    count = Counted()
    count.press(desk_page.get_by_role("button", name="Write down what came of it"))
    count.press(desk_page.get_by_label("Read out"))
    count.press(desk_page.get_by_label("a safer home"))
    count.press(desk_page.get_by_label("Told, by phone"))
    count.press(desk_page.get_by_role("button", name="Write it down"))
    expect(desk_page.get_by_text("One wish has no answer yet:")).to_be_visible()
    expect(desk_page.get_by_role("link", name=WORDS)).to_be_visible()
    count.press(desk_page.get_by_role("link", name="To the case", exact=True))
    expect(desk_page.get_by_text("Told on")).to_be_visible()
    assert count.times <= 6
    for _again in range(2):  # a page that gave a file stays as it is: the button works again
        with desk_page.expect_download() as left:
            desk_page.get_by_role("button", name="Export (JSON)").click()
    told = json.loads(Path(left.value.path()).read_text(encoding="utf-8"))
    marks = {code: one["mark"] for code, one in told["cases"][0]["measures"].items()}
    assert marks == dict.fromkeys(("V1", "V2", "V3", "V4", "V5"), "yes") | {"V6": "open", "V7": "apart"}


def drafts(desk: Desk, day: str, many: int) -> None:
    """Cases that are still being filled in, on the same agenda."""
    for number in range(many):
        desk.page.goto(f"{desk.url}/staff/cases/new")
        desk.page.get_by_label("Your reference").fill(f"PCK-{number:02}")
        choose = desk.page.get_by_label("Meeting", exact=True)
        value = choose.locator("option").filter(has_text=day).first.get_attribute("value")
        choose.select_option(value)
        expect(desk.page.get_by_text("Saved as you type")).to_be_visible()


def test_a_pack_of_eleven_in_three_presses_readable_without_a_network(
    desk_page: Page, page: Page, live: Live
) -> None:
    desk = Desk(desk_page, live, live.staff("idva")).sign_in()
    day, _ = new_meeting(desk, 33)
    send(page, *invite(desk, "PCK-99", day))
    drafts(desk, day, 10)
    desk_page.goto(f"{desk.url}/staff/cases")
    desk_page.clock.install()
    count = Counted()
    count.press(desk_page.get_by_role("link", name="Meetings"))
    count.press(desk_page.get_by_role("row").filter(has_text=day).get_by_role("button", name="Prepare"))
    desk_page.evaluate("window.print = () => { window.printed = true; }")
    sheets = desk_page.get_by_role("article")
    expect(sheets).to_have_count(11)
    count.press(desk_page.get_by_role("button", name="Print", exact=True))
    assert desk_page.evaluate("window.printed")
    assert count.times <= 3
    expect(sheets.first).to_contain_text("No views received.")
    kept_without_a_network(desk_page)


def kept_without_a_network(page: Page) -> None:
    """Offline it is read, ticked, blurred and shown again; nothing is asked for and nothing is stored."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.context.set_offline(True)
    last = page.get_by_role("article", name="PCK-99")
    last.get_by_label("read out").check()
    page.clock.fast_forward(TEN_MINUTES)
    expect(page.locator("body.veiled")).to_be_visible()
    page.get_by_role("button", name="Show it again").click()
    expect(page.locator("body.veiled")).to_have_count(0)
    page.get_by_role("button", name="Blur it now").click()
    page.keyboard.press("Enter")
    expect(page.locator("body.veiled")).to_have_count(0)
    expect(last.get_by_label("read out")).to_be_checked()
    expect(last).to_contain_text(WORDS)
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation")).to_have_count(0)
    page.emulate_media(media="screen")
    assert asked == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert (
        page.evaluate("async () => (await caches.keys()).length + (await indexedDB.databases()).length") == 0
    )
    page.clock.fast_forward(EIGHT_HOURS)
    expect(page.get_by_text("This was open for eight hours")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(0)
    page.get_by_role("button", name="Show it again").click()
    page.context.set_offline(False)
    page.get_by_role("link", name="Back to the meeting").click()
    page.evaluate("history.back()")
    expect(page.get_by_text(WORDS)).to_have_count(0)
