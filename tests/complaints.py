"""What a browser has to say of a page."""

from playwright.sync_api import Page


def complaints(page: Page) -> list[str]:
    """Grows with every error and every line on the console, but for a browser's own notes.

    Those (verbose) say that a test has looked into what is out of sight.
    """
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda message: message.type == "verbose" or found.append(message.text))
    return found
