"""A factory per noun. Each makes one thing, whole, with a default for everything."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from config import Keys
from tests.links import Made, open_links


@pytest.fixture
def make_link(db: Session, keys: Keys, now: datetime) -> Callable[..., Made]:
    """A link that is open, with its codes and the keys of those who read what comes over it."""
    return open_links(db, keys, now)


@pytest.fixture
def made(make_link: Callable[..., Made]) -> Made:
    """One open link with both codes."""
    return make_link()
