"""What Back shows after she has left, however she left, with the page cache on as people have it."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.live import Live
from tests.walk import Walk, said

TYPED = "wren-canary typed and never sent"
PLAIN_PAGE = b"<!doctype html><title>Elsewhere</title><h1>Elsewhere</h1><textarea></textarea>"

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]


class Elsewhere(BaseHTTPRequestHandler):
    """Any other site: one plain page that may not be stored."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", str(len(PLAIN_PAGE)))
        self.end_headers()
        self.wfile.write(PLAIN_PAGE)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    """Another site, on loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def back(page: Page) -> None:
    """The phone's own Back."""
    page.evaluate("setTimeout(() => history.back())")


def typed_into(page: Page, live: Live) -> dict[str, str]:
    """A form that is open, with words in it."""
    link = live.link(locale="en", cover_locale="en", duress_code=None)
    page.goto(link["url"])
    walk = Walk(page, "en")
    walk.type_code(link["code"])
    walk.start()
    walk.at("not")
    page.get_by_role("textbox").fill(TYPED)
    return link


def typed_without_a_script(context: BrowserContext, live: Live) -> tuple[Page, Walk]:
    """The form of a phone without JavaScript, with words in it."""
    page = context.new_page()
    link = live.link(locale="en", cover_locale="en", duress_code=None)
    page.goto(link["url"])
    walk = Walk(page, "en")
    walk.type_code(link["code"])
    page.get_by_role("textbox").first.fill(TYPED)
    return page, walk


def only_the_everyday_app(page: Page) -> None:
    """The everyday app stands there, and not a word of hers."""
    expect(page.get_by_role("searchbox")).to_be_visible()
    expect(page.get_by_role("heading", name=said(Walk(page, "en").screen("not")["title"]))).to_have_count(0)
    assert TYPED not in page.content()
    values = "[...document.querySelectorAll('input, textarea')].map((field) => field.value).join()"
    assert TYPED not in page.evaluate(values)


def test_the_page_cache_is_on_a_plain_page_does_come_back_with_its_words(
    page: Page, elsewhere: str, live: Live
) -> None:
    page.goto(elsewhere)
    page.get_by_role("textbox").fill(TYPED)
    page.goto(live.survivor_url)
    back(page)
    expect(page.get_by_role("textbox")).to_have_value(TYPED)


def test_back_after_leaving_shows_the_everyday_app(page: Page, live: Live, elsewhere: str) -> None:
    page.goto(elsewhere)
    typed_into(page, live)
    Walk(page, "en").leave()
    page.wait_for_url(f"{live.survivor_url}/")
    page.goto(elsewhere)
    back(page)
    only_the_everyday_app(page)
    back(page)
    # "commit": a page brought back from the page cache fires no second "load" to wait for
    page.wait_for_url(elsewhere, wait_until="commit")  # one entry for everything behind the code, and gone


def test_back_after_going_elsewhere_mid_sentence_shows_the_everyday_app(
    page: Page, live: Live, elsewhere: str
) -> None:
    typed_into(page, live)
    page.goto(elsewhere)
    back(page)
    only_the_everyday_app(page)


def test_back_shows_nothing_either_where_nothing_could_be_asked_and_the_page_itself_is_kept(
    page: Page, live: Live, elsewhere: str
) -> None:
    page.route("**/s", lambda route: route.abort())  # an answer not to be stored bars the page cache
    typed_into(page, live)
    page.goto(elsewhere)
    back(page)
    only_the_everyday_app(page)


def test_back_after_leaving_without_javascript_shows_the_everyday_app(
    browser: Browser, browser_context_args: dict[str, object], live: Live
) -> None:
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": False})
    page, walk = typed_without_a_script(context, live)
    page.get_by_role("link", name=walk.word("leave")).first.click()
    page.wait_for_url(f"{live.survivor_url}/")
    page.go_back()
    expect(page.get_by_role("searchbox")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_count(0)
    assert TYPED not in page.content()
    context.close()


@pytest.mark.parametrize("sent", [False, True])
def test_back_after_going_elsewhere_without_javascript_shows_the_everyday_app(
    browser: Browser, browser_context_args: dict[str, object], live: Live, elsewhere: str, sent: bool
) -> None:
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": False})
    page, walk = typed_without_a_script(context, live)
    if sent:
        page.get_by_role("button", name=walk.word("send")).first.click()
        expect(page.get_by_role("textbox")).to_have_count(0)
    page.goto(elsewhere)
    page.go_back(wait_until="commit")
    expect(page.get_by_role("searchbox")).to_be_visible()
    expect(page.locator("textarea")).to_have_count(0)
    context.close()


def test_back_past_a_link_within_the_everyday_app_leaves(page: Page, live: Live) -> None:
    link = live.link(locale="en", cover_locale="en", duress_code=None)
    page.goto(link["url"])
    page.locator("nav a").first.click()
    walk = Walk(page, "en")
    walk.type_code(link["code"])
    walk.start()
    walk.at("not")
    page.get_by_role("textbox").fill(TYPED)
    back(page)
    page.wait_for_url(lambda address: "/k/" not in address)
    expect(page.locator("#m")).to_have_count(0)
    assert TYPED not in page.content()
