"""The everyday app's worker, and what she keeps by choice, in Firefox, WebKit and Chromium."""

from typing import Any

import pytest
from selenium.webdriver.remote.webdriver import WebDriver

from tests.browsers.test_journeys import gone, opened, stored
from tests.forensics.stories import Story
from tests.journeys.kept import HELD
from tests.live import Live
from tests.waiting import until

pytestmark = [
    pytest.mark.filterwarnings("ignore:setting remote_server_addr"),
    pytest.mark.browsers,
    pytest.mark.xdist_group("browsers"),
]
AWAY = "window.there = window.fetch; window.fetch = () => Promise.reject(new TypeError('away'))"


def held(driver: WebDriver) -> dict[str, Any]:
    """The stores of this browser and what stands in them."""
    found: dict[str, Any] = driver.execute_async_script(f"{HELD}.then(arguments[0])")
    return found


def test_once_used_the_everyday_app_is_held_and_nothing_else(driver: WebDriver, live: Live) -> None:
    driver.get(f"{live.survivor_url}/a/list")
    driver.execute_script("document.querySelector('#a section').click()")
    until(lambda: held(driver) == {"pages": ["/a/list"]})


def test_what_could_not_go_waits_sealed_goes_once_and_is_gone(
    driver: WebDriver, live: Live, story: Story
) -> None:
    person = opened(driver, story)
    person.answer("not", "police", story.words[0])
    for name in ("send", "more", "spare"):
        person.press(person.word(name))
    until(lambda: person.choose("seal"))
    driver.execute_script(AWAY)
    person.press(person.word("send"))
    person.at("send")
    person.press(person.word("send"))
    until(lambda: len(held(driver).get("own", [])) == 1)
    driver.execute_script("window.fetch = window.there")
    until(lambda: held(driver) == {})
    assert [story.words[0] in words for words in stored(live, story)] == [True]
    person.press(person.word("leave"))
    gone(person, story)
