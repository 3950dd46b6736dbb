"""What axe finds on a page: half a megabyte, put into each document once, asked for what is wrong."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WRONG = """(options) => axe.run({ resultTypes: ["violations"], ...options })
  .then(({ violations }) => violations.map(({ id, nodes: [first] }) => [id, first.html]))"""


def findings(page: Page, **options: Any) -> list[tuple[str, str]]:
    """What is wrong, each with where it first stands."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return [(name, where) for name, where in page.evaluate(WRONG, options)]
