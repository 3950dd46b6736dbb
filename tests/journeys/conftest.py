"""A phone of one's own, and the running service seen from inside with one link."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext
from sqlalchemy.orm import Session

from tests.journeys.kept import Service
from tests.links import open_link
from tests.live import Live, reached


@pytest.fixture
def service(live: Live) -> Iterator[Service]:
    """With a link behind the shopping list, and both its codes."""
    engine, config = reached(live)
    with Session(engine, expire_on_commit=False) as db:
        made = open_link(db, config.keys, datetime.now(UTC), skin="list")
    yield Service(live, engine, config, made)
    engine.dispose()


@pytest.fixture
def phone(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[BrowserContext]:
    """Nothing on it yet."""
    context = browser.new_context(**browser_context_args)
    yield context
    context.close()
