"""Promise 12: everyone can use it. Every survivor screen × skin × language, as a phone shows it.

On each: no finding of axe, the way out is first and in reach, the heading has the focus, nothing runs over
the narrowest phone at twice the text, nothing is asked of any other host, and history has one entry.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from app.entry.service import Looks
from app.entry.skins import cover_locales, skins
from tests.axe import findings
from tests.bench.grid import Linked, looks, make_links
from tests.complaints import complaints
from tests.layout import FIRST, over
from tests.live import PHONE, Live
from tests.walk import Walk

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]

HISTORY = "history.length"
TAPPED = {"help", "question", "send"}  # where something was tapped since the heading had the focus


def shown(prove: bool) -> list[Looks]:
    """Every skin in one language, in turn; in every language, with every form, where all is proved."""
    found, covers = looks(), {skin: cover_locales(skin) for skin in skins()}
    usual = {(skin, some[at % len(some)].code) for at, (skin, some) in enumerate(covers.items())}
    alike = [one for one in found if one.form_locale == one.cover_locale]
    return found if prove else [one for one in alike if (one.skin, one.cover_locale) in usual]


@dataclass
class Visit:
    """One phone on one link, and everything that it asked for or complained of."""

    page: Page
    link: Linked
    origin: str
    asked: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def open(self) -> Walk:
        """The link's page, and behind it whatever its code opens."""
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.faults = complaints(self.page)
        self.page.goto(f"{self.origin}{self.link.path}")
        return Walk(self.page, self.link.looks.form_locale)

    def strangers(self) -> list[str]:
        """What was asked of another host."""
        return [url for url in self.asked if not url.startswith((f"{self.origin}/", "data:"))]


@pytest.fixture(scope="module")
def links(live: Live, request: pytest.FixtureRequest) -> list[Linked]:
    """A link of each of the looks that are walked."""
    return make_links(live, shown(bool(request.config.getoption("--prove"))))


@pytest.fixture
def phones(browser: Browser) -> Iterator[Any]:
    """Phones that are put away afterwards."""
    made = []

    def phone(**how: Any) -> Page:
        made.append(browser.new_context(**PHONE, has_touch=True, **how))
        return made[-1].new_page()

    yield phone
    for context in made:
        context.close()


def still(page: Page, twin: Page) -> list[tuple[str, str]]:
    """The same of a page without scripts, given as it stands, less its scripts, to a phone that has them.

    Where they are off Chromium fires no timer, and axe waits for its own for ever (seen in 156.0.8078.108).
    """
    twin.set_content(re.sub(r"<script.*?</script>", "", page.content(), flags=re.S))
    return findings(twin)


def test_every_screen_of_every_look_can_be_used_and_left_by_everyone(
    phones: Any, live: Live, links: list[Linked]
) -> None:
    for link in links:
        visit = Visit(phones(locale=link.looks.cover_locale), link, live.survivor_url)
        walk = visit.open()
        page, steps, title = visit.page, visit.page.evaluate(HISTORY), visit.page.title()
        assert (link.looks, findings(page), over(page)) == (link.looks, [], [])
        walk.type_code(link.code)
        for name in walk.screens():
            at = (link.looks, name)
            expect(page.locator("#m h1:focus")).to_have_count(int(name not in TAPPED))
            assert (at, page.evaluate(FIRST)) == (at, [walk.word("leave"), True, 0, True, True])
            assert (at, findings(page)) == (at, [])
            assert (at, over(page)) == (at, [])
            assert (at, page.evaluate(HISTORY), page.title()) == (at, steps, title)
        assert (link.looks, visit.strangers(), visit.faults) == (link.looks, [], [])
        walk.leave()
        page.wait_for_url(f"{live.survivor_url}{link.home}")
        assert (link.looks, page.evaluate(HISTORY), page.title()) == (link.looks, steps, title)
        assert (link.looks, visit.strangers()) == (link.looks, [])


def test_without_a_script_every_page_of_every_look_can_be_used_and_left_by_everyone(
    phones: Any, live: Live, links: list[Linked]
) -> None:
    twin = phones()
    for link in links:
        cover = link.looks.cover_locale
        page = phones(java_script_enabled=False, locale=cover)
        visit = Visit(page, link, live.survivor_url)
        walk = visit.open()
        assert (link.looks, still(page, twin), over(page)) == (link.looks, [], [])
        walk.type_code(link.code)
        walk.at("ok")
        for name in ("form", "receipt"):
            at = (link.looks, name)
            assert (at, page.evaluate(FIRST)) == (at, [walk.word("leave"), True, 0, True, True])
            assert (at, still(page, twin), over(page)) == (at, [], [])
            if name == "form":
                page.get_by_role("textbox").first.fill("words")
                walk.button(walk.word("send")).click()
                walk.at("done")
        assert (link.looks, visit.faults) == (link.looks, [])  # leaving, the browser says what it cleared
        page.get_by_role("link", name=walk.word("leave")).click()
        page.wait_for_url(f"{live.survivor_url}{link.home}")
        assert (link.looks, visit.strangers()) == (link.looks, [])
