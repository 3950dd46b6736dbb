"""Firefox's own folder after leaving: no word that was typed, no code, nothing telling."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver

from tests.browsers.drivers import FIREFOX, browser
from tests.browsers.person import Person
from tests.forensics.elsewhere import elsewhere
from tests.forensics.runs import searched
from tests.forensics.stories import Plan, tell
from tests.forensics.traces import Told, opened, told, words_in
from tests.live import Live
from tests.waiting import until

pytestmark = [pytest.mark.browsers, pytest.mark.xdist_group("browsers")]
CONTROL = "wrencontrol"


def type_elsewhere(driver: WebDriver, folder: Path, address: str) -> None:
    """Words in another site's page, until the browser has written them into its session file."""
    driver.switch_to.new_window("tab")
    driver.get(address)
    driver.find_element(By.TAG_NAME, "textarea").send_keys(CONTROL)
    until(lambda: words_in(opened(folder / "sessionstore-backups"), [CONTROL]), 60)


def visit(display: str, folder: Path, address: str, does: Callable[[WebDriver], None]) -> None:
    """One life of a Firefox over a folder: what `does` does, then words typed elsewhere, then closed."""
    folder.mkdir(exist_ok=True)
    with browser(FIREFOX, display, folder) as driver:
        does(driver)
        type_elsewhere(driver, folder, address)


@pytest.fixture(scope="module")
def blank(display: str, tmp_path_factory: pytest.TempPathFactory) -> Counter[Told]:
    """The telling words that Firefox itself brings."""
    folder = tmp_path_factory.mktemp("firefox") / "blank"
    with elsewhere() as address:
        visit(display, folder, address, lambda driver: None)
    return told(opened(folder))


@pytest.mark.parametrize("way", ["bar", "escape", "mid-sentence"])
def test_firefox_keeps_no_word_no_code_and_nothing_telling(
    live: Live, display: str, tmp_path: Path, blank: Counter[Told], way: str
) -> None:
    story = tell(live, Plan("plain", way))

    def journey(driver: WebDriver) -> None:
        driver.get(story.url)
        person = Person(driver)
        person.type_code(story.code)
        person.start()
        person.answer("not", "police", story.words[0])
        person.at("want")
        person.write(story.words[1])
        if way == "bar":
            person.press(person.word("leave"))
        elif way == "escape":
            driver.switch_to.active_element.send_keys(Keys.ESCAPE)
        if way != "mid-sentence":
            person.everyday()

    with elsewhere() as address:
        visit(display, tmp_path / "hers", address, journey)
    left = searched(tmp_path / "hers", "closed", [story], CONTROL, blank)
    assert left.traces == ()
