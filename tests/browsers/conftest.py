"""One screen for every browser of these tests, and a service behind TLS for those that need it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver.remote.webdriver import WebDriver

from tests.browsers.drivers import ENGINES, browser, screen
from tests.browsers.tls import over_tls
from tests.forensics.stories import Plan, Story, tell
from tests.live import Live


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """A screen that nobody sees."""
    with screen() as name:
        yield name


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Each of the three engines."""
    return str(request.param)


@pytest.fixture
def origin(live: Live, tmp_path: Path) -> Iterator[str]:
    """The survivors' host over TLS, with a certificate made for the moment."""
    with over_tls(live.port, tmp_path) as address:
        yield address


@pytest.fixture
def driver(engine: str, display: str) -> Iterator[WebDriver]:
    """A fresh browser."""
    with browser(engine, display) as driven:
        yield driven


@pytest.fixture
def story(live: Live) -> Story:
    """A link that is open, and what she will write."""
    return tell(live, Plan("plain", "bar"))
