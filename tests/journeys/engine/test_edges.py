"""The first thing after opening and the last before leaving: both arrive, or are tried again."""

import pytest
from playwright.sync_api import Page, Route

from safety.sealing import Kind
from tests.journeys.engine.phone import ORIGIN, Phone, later, stored
from tests.journeys.engine.test_sending import WORDS, say_first
from tests.waiting import until

pytestmark = pytest.mark.journey


def test_that_it_was_opened_is_said_again_until_it_is_stored(page: Page) -> None:
    answers = [later, stored]

    def in_turn(route: Route, raw: bytes) -> None:
        answers.pop(0)(route, raw)

    phone = Phone(page, to_opened=in_turn).open()
    phone.settled(20_000)
    assert [kind for kind, _ in phone.asked] == [Kind.OPENED, Kind.OPENED, Kind.ASK_MORE, Kind.ASK_REPLY]


def test_a_send_followed_at_once_by_leaving_arrives(page: Page) -> None:
    phone = Phone(page).open().settled()
    say_first(phone)
    phone.walk.at("send")
    buttons = {name: phone.walk.button(phone.t(name)).last.element_handle() for name in ("send", "leave")}
    page.evaluate("({ send, leave }) => { send.click(); leave.click(); }", buttons)
    page.wait_for_url(f"{ORIGIN}/x?plain")
    until(lambda: phone.sent)
    [(header, content)] = phone.envelopes()
    assert header.kind is Kind.FINAL
    assert content["a"]["not"]["t"] == WORDS
    assert phone.faults == []
