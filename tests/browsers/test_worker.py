"""The everyday app's worker in Firefox, WebKit and Chromium."""

from typing import Any

import pytest
from selenium.webdriver.remote.webdriver import WebDriver

from tests.journeys.kept import HELD
from tests.live import Live
from tests.waiting import until

pytestmark = [
    pytest.mark.filterwarnings("ignore:setting remote_server_addr"),
    pytest.mark.browsers,
    pytest.mark.xdist_group("browsers"),
]


def held(driver: WebDriver) -> dict[str, Any]:
    """The stores of this browser and what stands in them."""
    found: dict[str, Any] = driver.execute_async_script(f"{HELD}.then(arguments[0])")
    return found


def test_once_used_the_everyday_app_is_held_and_nothing_else(driver: WebDriver, live: Live) -> None:
    driver.get(f"{live.survivor_url}/a/list")
    driver.execute_script("document.querySelector('#a section').click()")
    until(lambda: held(driver) == {"pages": ["/a/list"]})
