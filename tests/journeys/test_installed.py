"""The everyday app on the home screen, and without a network: it holds itself, and nothing of a link."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from app.entry.skins import skins
from tests.forensics.phone import Phone
from tests.journeys.kept import HELD, registered
from tests.live import Live
from tests.waiting import until
from tests.walk import Walk

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]
UNKNOWN = "/k/0123-4567-89AB-CDEF"
USE = "document.querySelector('#a section').click()"


@pytest.fixture
def phone(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[BrowserContext]:
    """A phone that was never here."""
    context = browser.new_context(**browser_context_args)
    yield context
    context.close()


def used(page: Page, address: str) -> None:
    """An everyday app that was opened and used, and whose worker has it."""
    page.goto(address)
    page.evaluate(USE)
    until(lambda: page.evaluate(HELD).get("pages"))


def test_the_browser_would_install_each_of_them(playwright: Playwright, live: Live, tmp_path: Path) -> None:
    """A window of its own folder: nothing is installed from a private one."""
    context = Phone(playwright, tmp_path).open().context
    page = context.new_page()
    browser = context.new_cdp_session(page)
    for path in ("/", *(f"/a/{skin}" for skin in skins())):
        page.goto(live.survivor_url + path)
        assert browser.send("Page.getInstallabilityErrors")["installabilityErrors"] == [], path
        told = browser.send("Page.getAppManifest")
        assert (told["errors"], page.title() in told["data"]) == ([], True)
    context.close()


@pytest.mark.parametrize("path", ["/", *(f"/a/{skin}" for skin in skins())])
def test_once_used_it_works_without_a_network_and_so_do_a_link_and_leaving(
    phone: BrowserContext, live: Live, path: str
) -> None:
    page = phone.new_page()
    page.goto(live.survivor_url + path)
    title, shown = page.title(), page.locator("main").inner_text()
    assert registered(page) == 0
    used(page, live.survivor_url + path)
    assert page.evaluate(HELD) == {"pages": [path]}
    phone.set_offline(True)
    for asked in (path, UNKNOWN, f"/x?{path.removeprefix('/a/').strip('/') or 'plain'}"):
        page.goto(live.survivor_url + asked)
        assert (page.title(), page.locator("main").inner_text()) == (title, shown), asked


def test_it_comes_once_a_day_at_most_and_otherwise_from_the_phone(phone: BrowserContext, live: Live) -> None:
    page, asked = phone.new_page(), []
    used(page, f"{live.survivor_url}/a/list")
    phone.on("request", lambda request: asked.append(request) if not request.service_worker else None)
    sizes = phone.new_cdp_session(page)
    sizes.send("Network.enable")
    wire: list[float] = []
    sizes.on("Network.loadingFinished", lambda told: wire.append(told["encodedDataLength"]))
    page.goto(f"{live.survivor_url}/a/list")
    expect(page.get_by_role("searchbox")).to_be_visible()
    assert wire[:1] == [0]


def test_an_open_form_stays_as_it_is_while_the_everyday_app_gets_its_worker(
    phone: BrowserContext, live: Live
) -> None:
    link = live.link(locale="en", cover_locale="en", duress_code=None, skin="plain")
    page, other = phone.new_page(), phone.new_page()
    page.goto(link["url"])
    walk = Walk(page, "en")
    walk.type_code(link["code"])
    walk.start()
    walk.at("not")
    page.get_by_role("textbox").fill("wren-canary")
    used(other, f"{live.survivor_url}/a/list")
    until(lambda: page.evaluate("!!navigator.serviceWorker.controller"))
    other.evaluate("navigator.serviceWorker.ready.then((worker) => worker.update())")
    expect(page.get_by_role("textbox")).to_have_value("wren-canary")
    walk.button(walk.word("next")).click()
    walk.button(walk.word("send")).click()
    walk.send()
    assert not [address for held in page.evaluate(HELD).values() for address in held if "/k/" in address]


def test_leaving_takes_the_everyday_apps_own_store_along(phone: BrowserContext, live: Live) -> None:
    page = phone.new_page()
    used(page, live.survivor_url)
    link = live.link(locale="en", cover_locale="en", duress_code=None, skin="plain")
    page.goto(link["url"])
    walk = Walk(page, "en")
    walk.type_code(link["code"])
    walk.at("ok")
    walk.leave()
    page.wait_for_url(f"{live.survivor_url}/")
    until(lambda: (page.evaluate(HELD), registered(page)) == ({}, 0))
