"""Two words for a code, typed as people type, with a script and without."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from safety.unlocking import ROUNDS
from tests.bench.opening import STRETCH
from tests.live import Live
from tests.walk import Walk

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]


def of_words(live: Live) -> dict[str, Any]:
    return next(link for link in live.demo["links"] if " " in link["code"])


def test_two_words_open_the_form_however_they_are_written(page: Page, live: Live) -> None:
    link = of_words(live)
    page.goto(link["url"])
    walk = Walk(page, link["locale"])
    walk.type_code(f" {link['code'].upper().replace(' ', '  ')}")
    walk.at("ok")


def test_the_second_pair_opens_what_is_harmless(page: Page, live: Live) -> None:
    link = of_words(live)
    page.goto(link["url"])
    walk = Walk(page, link["locale"], "harmless")
    walk.type_code(link["duress_code"])
    walk.at("ok")


def test_half_a_pair_and_the_other_order_are_only_searches(page: Page, live: Live) -> None:
    link = of_words(live)
    first, second = link["code"].split(" ")
    page.goto(link["url"])
    walk = Walk(page, link["locale"])
    for typed in (first, f"{second} {first}"):
        walk.type_code(typed)
        for _ in range(2):
            page.evaluate(STRETCH, ROUNDS)  # as long as a right code would have taken, twice
        expect(page.get_by_role("searchbox")).to_have_value(typed)


def test_without_a_script_two_words_open_it_too(browser: Browser, live: Live) -> None:
    link = of_words(live)
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto(link["url"])
    walk = Walk(page, link["locale"])
    walk.type_code(link["code"])
    expect(page.get_by_role("button", name=walk.word("send"), exact=True)).to_be_visible()
    context.close()
