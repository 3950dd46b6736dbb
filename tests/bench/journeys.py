"""What a phone has to load: bytes counted on the wire between a real Chromium and the real server."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from playwright.sync_api import Browser, expect

from tests.bench.budgets import (
    JOURNEY_CARDS_DESIGNED,
    JOURNEY_DESIGNED,
    JOURNEY_PLAIN_DESIGNED,
    first_view_owed,
    journey_owed,
)
from tests.bench.grid import Linked
from tests.bench.lines import phone
from tests.bench.relay import Relay
from tests.bench.rows import Row, heaviest
from tests.bench.wire import SHORT_PATH, WORDS
from tests.walk import Walk, said

QUESTIONS = 3  # of the short path; in the menu the cards stand beneath them


def first_view(browser: Browser, links: list[Linked], relay: Relay, beside: dict[str, int]) -> Iterator[Row]:
    """All on the wire until the everyday app works and the form can be opened; `beside` it GOV.UK's."""
    sizes, requests = [], []
    for link in links:
        relay.count.reset()
        with phone(browser, link.looks.cover_locale) as page:
            page.goto(relay.address + link.path, wait_until="networkidle")
        params = {**link.params, "up": relay.count.up}
        sizes.append(Row("first_view_bytes", relay.count.down, "bytes", first_view_owed(link.looks), params))
        requests.append(Row("first_view_requests", relay.count.requests, "requests", 1, link.params))
    worst = heaviest(sizes)
    yield from (*sizes, replace(worst, params=worst.params | beside), *requests, heaviest(requests))


def journeys(
    browser: Browser, links: list[Linked], relay: Relay, beside: dict[str, dict[str, int]]
) -> Iterator[Row]:
    """Open, unlock, the short path, send, receipt, leave: with and without JavaScript, and with cards.

    The heaviest stands `beside` what GOV.UK's takes for the same, by the name of the row; it has no cards.
    """
    ways: tuple[tuple[str, bool, bool, int, Callable[[Walk], None]], ...] = (
        ("journey_bytes", True, False, JOURNEY_DESIGNED, with_script),
        ("journey_bytes_nojs", False, False, JOURNEY_PLAIN_DESIGNED, without_script),
        ("journey_bytes_cards", True, True, JOURNEY_CARDS_DESIGNED, with_cards),
    )
    for name, script, cards, designed, walk in ways:
        rows = []
        for link in links:
            requests, weight = _walked(browser, link, relay, walk, script=script)
            params = {**link.params, "requests": requests}
            owed = journey_owed(link.looks, script=script, cards=cards)
            rows.append(Row(name, weight, "bytes", owed, params, designed))
            yield rows[-1]
        worst = heaviest(rows)
        yield replace(worst, params=worst.params | beside.get(name, {}))


def _walked(
    browser: Browser, link: Linked, relay: Relay, walk: Callable[[Walk], None], *, script: bool
) -> tuple[int, int]:
    """One journey: how many requests, and every byte of them."""
    relay.count.reset()
    with phone(browser, link.looks.cover_locale, script=script) as page:
        page.goto(relay.address + link.path)
        person = Walk(page, link.looks.form_locale)
        person.type_code(link.code)
        walk(person)
        page.wait_for_url(relay.address + link.home)
        page.wait_for_load_state("networkidle")
    return relay.count.requests, relay.count.both


def with_script(walk: Walk) -> None:
    """The short path, one screen at a time."""
    walk.start()
    for question, chip in SHORT_PATH:
        walk.answer(question, [chip], WORDS)
    walk.send()
    walk.leave()


def with_cards(walk: Walk) -> None:
    """The short path and every card with words in each; every answer goes, and comes, before the next."""
    walk.start(as_i_go=True)
    for question, chip in SHORT_PATH:
        walk.answer(question, [chip], WORDS)
        _came(walk)
    walk.button(walk.word("more")).click()
    entries = walk.page.locator("#m section > button")
    expect(entries.nth(QUESTIONS + walk.cards() - 1)).to_be_visible()
    for number in range(QUESTIONS, QUESTIONS + walk.cards()):
        entries.nth(number).click()
        walk.page.get_by_role("textbox").first.fill(WORDS)
        walk.button(walk.word("next")).click()
        _came(walk)
    walk.button(walk.word("send")).click()
    walk.send()
    walk.leave()


def _came(walk: Walk) -> None:
    expect(walk.page.locator("#m output")).to_contain_text(walk.word("sent"))


def without_script(walk: Walk) -> None:
    """The short path on one page."""
    for question, chip in SHORT_PATH:
        walk.tap(said(dict(walk.screen(question)["chips"])[chip]))
    for number in range(3):
        walk.page.get_by_role("textbox").nth(number).fill(WORDS)
    walk.button(walk.word("send")).click()
    walk.at("done")
    walk.page.get_by_role("link", name=walk.word("leave")).first.click()
