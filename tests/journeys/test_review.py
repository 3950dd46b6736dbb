"""Two people check one sentence, the first by keyboard alone; the lead's patch goes into the catalogues.

Words that lost their placeholder are refused and stay; the second person finds what the first one wrote.
"""

from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.accounts.demo import OURS, Cast, make_people
from app.accounts.models import Role
from app.community import service as community
from app.review import service as review
from app.web.locale import locale_of
from app.web.review import approved_strings
from app.web.taking_in import take_in
from tests import axe
from tests.app.review.conftest import folder
from tests.desk_walk import Desk
from tests.journeys.test_keyboard import press, reach
from tests.live import Live, reached
from tests.signing_in import CHEAP, SECRET

__all__ = ["folder"]

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]
ENGLISH = "About {0} letters left"
LOST, KEPT = "بقي القليل", "ما زال لكم نحو {0} من الحروف"
RIGHT = "These words are right"


@pytest.fixture
def second(live: Live) -> dict[str, str]:
    """Another reader of Arabic in the same organisation."""
    engine, config = reached(live)
    now = datetime.now(UTC)
    cast = Cast(
        OURS.service, OURS.phone, (), "readers.example", ((Role.COMMUNITY, "second", "Second Reader"),)
    )
    with Session(engine, expire_on_commit=False) as db:
        made = make_people(db, config.keys, SECRET, now, CHEAP, cast)
        lead, [person] = accounts.leads(db, made.service_id)[0], made.everyone
        [whose] = community.organisations(db, made.service_id)
        community.take_in(db, config.keys, lead, whose.id, person.id, now)
        review.give(db, config.keys, lead, person.id, ["ar"], now)
    engine.dispose()
    return person.entry()


def findings(page: Page) -> list[tuple[str, str]]:
    """What axe finds on the page; the picture in it is walked elsewhere, as the page that it shows."""
    return axe.findings(page, iframes=False)


def find(desk: Desk) -> None:
    """The sentence, looked for among all of them."""
    desk.page.goto(f"{desk.url}/staff/review/ar?show=all&q=letters+left")
    assert findings(desk.page) == []
    desk.page.get_by_role("link", name=ENGLISH).click()
    expect(desk.page.get_by_role("heading", name="As it is shown")).to_be_visible()


def written(page: Page, words: str) -> None:
    """Other words, and the button that stands by them."""
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(words)
    press(page, RIGHT)


def test_what_two_people_find_right_reaches_the_catalogue(
    page: Page, desk_page: Page, phone: BrowserContext, live: Live, second: dict[str, str], folder: Path
) -> None:
    first = Desk(desk_page, live, live.staff("community")).sign_in_anew()
    expect(desk_page.locator("html")).to_have_attribute("dir", "rtl")
    press(desk_page, "English")
    expect(desk_page.locator("html")).to_have_attribute("dir", "ltr")
    press(desk_page, "Check translations")
    expect(desk_page.get_by_role("heading", level=1)).to_have_text("Check translations")
    desk_page.get_by_role("main").get_by_role("link", name="Check translations").press("Enter")
    expect(desk_page.get_by_role("table")).to_contain_text("Safety is at stake: two people")
    find(first)
    box = desk_page.get_by_role("textbox", name="The words in this language")
    expect(box).to_have_attribute("dir", "rtl")
    assert desk_page.evaluate("scrollY") == 0
    reach(desk_page, "The words in this language")
    written(desk_page, LOST)
    expect(desk_page.get_by_role("alert").first).to_contain_text("just as they are in the English")
    expect(box).to_have_value(LOST)
    assert findings(desk_page) == []
    press(desk_page, "The words in this language: Keep these")
    expect(box).to_be_focused()
    written(desk_page, KEPT)
    expect(desk_page.get_by_role("status")).to_contain_text("Saved")
    other = Desk(page, live, second).sign_in()
    page.get_by_role("button", name="English").click()
    find(other)
    expect(page.get_by_text("One person says that it is right")).to_be_visible()
    expect(page.frame_locator("iframe").locator("#here")).to_be_visible()
    assert findings(page) == []
    page.get_by_role("button", name=RIGHT).click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    source = folder / "LC_MESSAGES" / "form.po"
    assert approved_strings(source) == frozenset()
    lead = Desk(phone.new_page(), live, live.staff("lead")).sign_in()
    take_in(locale_of("ar"), downloaded(lead, folder.parent))
    assert approved_strings(source) == {ENGLISH}
    assert KEPT in source.read_text("utf-8")


def downloaded(lead: Desk, to: Path) -> Path:
    """The patch that a lead takes away, unpacked."""
    lead.page.goto(f"{lead.url}/staff/review/patches")
    with lead.page.expect_download() as waiting:
        lead.page.get_by_role("link", name="Download").click()
    ZipFile(waiting.value.path()).extractall(to / "patch")
    return to / "patch" / "ar"
