"""The first thing after opening and the last before leaving arrive; so does whatever is typed between."""

import pytest
from playwright.sync_api import Page, Route, expect

from safety.sealing import Kind
from tests.journeys.engine.phone import ORIGIN, Phone, away, later, stored
from tests.journeys.engine.test_many import MANY, Many
from tests.journeys.engine.test_sending import WORDS, say_first
from tests.naughty import OWN
from tests.waiting import AGAIN_MS, until
from tests.walk import said

pytestmark = pytest.mark.journey


def test_that_it_was_opened_is_said_again_until_it_is_stored(page: Page) -> None:
    answers = [later, stored]

    def in_turn(route: Route, raw: bytes) -> None:
        answers.pop(0)(route, raw)

    page.clock.install()
    phone = Phone(page, to_opened=in_turn)
    with page.expect_response("**/s") as answered:
        phone.open()
    answered.value.finished()
    page.evaluate("new Promise(requestAnimationFrame)")  # by now it has read that, and waits
    page.clock.fast_forward(AGAIN_MS)
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


def test_whatever_is_typed_comes_to_the_recipients_to_the_letter(page: Page) -> None:
    phone = Phone(page).open().settled()
    typed = {name: "|".join(OWN[at::3]) for at, name in enumerate(("not", "want", "worry"))}
    phone.walk.start()
    for name, words in typed.items():
        phone.walk.answer(name, [], words)
    phone.walk.send()
    [(_, content)] = phone.envelopes()
    kept = {
        name: words.replace("\r\n", "\n").replace("\r", "\n") for name, words in typed.items()
    }  # as a box does
    assert {name: answer["t"] for name, answer in content["a"].items()} == kept
    assert phone.faults == []


def kept_waiting(phone: Phone) -> list[tuple[Route, bytes]]:
    """Open a form on a line so slow that nothing is there of what follows; what was asked for."""
    waiting: list[tuple[Route, bytes]] = []
    phone.to_more = lambda *asked: waiting.append(asked)
    phone.open()
    until(lambda: phone.page.evaluate("1") and waiting)
    return waiting


def test_a_key_or_finger_on_its_way_is_not_lost_when_the_rest_comes_meanwhile(page: Page) -> None:
    phone = Phone(page)
    waiting, walk = kept_waiting(phone), phone.walk
    walk.button(said(walk.screen("ok")["yes"])).click()
    walk.at("truths")
    onward = walk.button(said(walk.screen("truths")["no"]))
    pressed = onward.element_handle()
    onward.focus()
    phone.more(*waiting.pop())
    phone.settled()
    expect(page.get_by_text(phone.t("about"))).to_be_visible()
    expect(onward).to_be_focused()
    assert pressed.evaluate("(one) => one.isConnected")  # the very button that a finger may lie on
    page.keyboard.press("Enter")
    walk.at("not")
    assert phone.faults == []


def test_where_the_whole_form_comes_after_opening_the_button_keeps_the_focus(page: Page) -> None:
    phone = Phone(page, facts=MANY)
    waiting, walk = kept_waiting(phone), Many(page, "en", "community")
    walk.button(said(walk.screen("ok")["yes"])).click()
    walk.at("truths")
    onward = walk.button(said(walk.screen("truths")["no"]))
    onward.focus()
    phone.to_more = None
    phone.more(*waiting.pop())
    expect(walk.button(said(walk.screen("truths")["yes"]))).to_be_visible()  # in front of the other, now
    expect(onward).to_be_focused()
    page.keyboard.press("Enter")
    walk.at("years")
    assert phone.faults == []


def test_while_the_later_script_is_not_there_words_are_kept_and_then_go(page: Page) -> None:
    page.clock.install()
    phone = Phone(page, to_more=away).open()
    phone.walk.start(as_i_go=True)
    phone.walk.answer("not", ["police"], WORDS)
    assert phone.sent == []
    phone.to_more = None
    page.clock.fast_forward(AGAIN_MS)
    phone.tell(phone.t("sent"))
    assert phone.envelopes()[0][1]["a"]["not"]["t"] == WORDS
