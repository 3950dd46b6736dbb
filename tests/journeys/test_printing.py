"""What is printed while the form is open: the everyday app, and not one word of the form."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.app.community.pieces.paper import said_by
from tests.live import Live
from tests.walk import Walk

TYPED = "plover-canary typed before somebody prints"

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]


def opened(page: Page, live: Live) -> Walk:
    """The form, behind the app of dates."""
    link = live.link(locale="en", cover_locale="en", skin="plain", duress_code=None)
    page.goto(link["url"])
    walk = Walk(page, "en")
    walk.type_code(link["code"])
    return walk


def on_paper(page: Page) -> list[str]:
    """Every line that the browser prints."""
    return [line.strip() for line in said_by("pdftotext", page.pdf()).splitlines() if line.strip()]


def test_a_print_of_the_open_form_is_one_of_the_everyday_app(page: Page, live: Live) -> None:
    everyday = live.survivor_url
    page.goto(everyday)
    expected = on_paper(page)
    walk = opened(page, live)
    walk.start()
    walk.at("not")
    page.get_by_role("textbox").fill(TYPED)
    assert "Bank holidays" in " ".join(expected)
    assert on_paper(page) == expected
    expect(page.get_by_role("textbox")).to_have_value(TYPED)


def test_without_javascript_a_print_says_no_more_than_the_name_of_the_everyday_app(
    browser: Browser, browser_context_args: dict[str, object], live: Live
) -> None:
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": False})
    page = context.new_page()
    walk = opened(page, live)
    walk.at("ok")
    page.get_by_role("textbox").first.fill(TYPED)
    assert on_paper(page) == ["Dates"]
    context.close()
