"""Nothing is left on the phone: a browser's own folder, searched after every way of leaving."""

import pytest
from playwright.sync_api import Playwright

from tests.forensics.runs import live_through
from tests.forensics.stories import Plan, full, short
from tests.live import Live

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("forensics")]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Three lives of a folder; with `--prove` every skin, language, way of sending and way of leaving."""
    if "plans" in metafunc.fixturenames:
        lives = full() if metafunc.config.getoption("--prove") else short()
        metafunc.parametrize("plans", lives, ids=["; ".join(map(str, plans)) for plans in lives])


def test_a_browsers_folder_holds_no_word_no_code_and_nothing_telling_and_shows_nothing_when_restored(
    playwright: Playwright, live: Live, plans: list[Plan]
) -> None:
    life = live_through(playwright, live, plans)
    assert life.traces == []
    assert life.restored > 0
    print(f"the neutral address stands in: {', '.join(life.addresses)}")  # noqa: T201 - promised: it says where
