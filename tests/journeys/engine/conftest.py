"""Each phone is put away when its test is over, with whatever it was still asking."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page


@pytest.fixture(autouse=True)
def put_away(page: Page) -> Iterator[None]:
    yield
    page.unroute_all(behavior="ignoreErrors")
