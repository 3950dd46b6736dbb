"""What goes, when, to whom; and what is said when it does not."""

import pytest
from playwright.sync_api import Page, expect

from app.entry import form_json
from safety.sealing import Kind
from tests.journeys.engine.phone import FACTS, Phone, away, ended, later, lying, stored
from tests.waiting import AGAIN_MS
from tests.walk import said

pytestmark = pytest.mark.journey
WORDS = "kestrel-canary “not” to the flat"


def say_all(phone: Phone, *, as_i_go: bool = False) -> None:
    """The three questions, then the Send screen."""
    phone.walk.start(as_i_go=as_i_go)
    phone.walk.answer("not", ["police", "address"], WORDS)
    phone.walk.answer("want", ["stay"])
    phone.walk.answer("worry", ["found"], WORDS)
    phone.walk.at("send")


def say_first(phone: Phone) -> None:
    """One answer, then on to Send."""
    phone.walk.start()
    phone.walk.answer("not", ["police"], WORDS)
    phone.walk.button(phone.t("send")).click()


def test_every_word_and_tap_is_what_the_recipients_read(page: Page) -> None:
    phone = Phone(page).open().settled()
    say_all(phone)
    phone.walk.send()
    [(header, content)] = phone.envelopes()
    assert (header.kind, header.sequence) == (Kind.FINAL, 1)
    assert content["a"] == {
        "not": {"c": ["police", "address"], "t": WORDS},
        "want": {"c": ["stay"], "t": ""},
        "worry": {"c": ["found"], "t": WORDS},
    }
    assert content["how"] == "send"
    assert content["lang"] == "en"
    assert content["send"] == {
        "when": "",
        "say": "",
        "soon": False,
        "call": False,
        "tell": False,
        "count": False,
    }
    assert phone.faults == []


def test_each_answer_goes_as_she_goes(page: Page) -> None:
    phone = Phone(page).open().settled()
    say_all(phone, as_i_go=True)
    phone.tell(phone.t("sent"))
    phone.walk.send()
    kinds = [(header.kind, header.sequence) for header, _ in phone.envelopes()]
    assert kinds == [(Kind.PARTIAL, 1), (Kind.PARTIAL, 2), (Kind.PARTIAL, 3), (Kind.FINAL, 4)]
    assert list(phone.envelopes()[0][1]["a"]) == ["not"]


def test_what_is_skipped_is_left_out(page: Page) -> None:
    phone = Phone(page).open().settled()
    phone.walk.start()
    phone.walk.answer("not", ["police"])
    phone.walk.at("want")
    page.get_by_role("textbox").fill(WORDS)
    phone.walk.button(phone.t("skip")).click()
    phone.walk.at("worry")
    phone.walk.button(phone.t("send")).click()
    phone.walk.send()
    assert list(phone.envelopes()[0][1]["a"]) == ["not"]


def test_after_opening_both_forms_ask_the_same_in_the_same_order(page: Page) -> None:
    live = Phone(page).open().settled()
    page.wait_for_load_state("networkidle")
    page.unroute_all()
    harmless = Phone(page, kind="harmless").open()
    page.wait_for_load_state("networkidle")
    assert live.asked == harmless.asked
    assert [kind for kind, _ in live.asked] == [Kind.OPENED, Kind.ASK_MORE, Kind.ASK_REPLY]


def test_the_short_path_asks_for_nothing_more(page: Page) -> None:
    phone = Phone(page).open().settled()
    say_all(phone)
    phone.walk.send()
    assert phone.wanted == ["rest"]


def test_cards_are_asked_for_once_when_they_are_wanted(page: Page) -> None:
    phone = Phone(page).open().settled()
    say_first(phone)
    phone.walk.button(phone.t("more")).click()
    page.get_by_role("button", name="My children").click()
    page.get_by_text(phone.t("help")).click()
    expect(page.locator("#m nav details details")).to_have_count(25)
    assert phone.wanted == ["rest", "cards"]


def test_more_about_this_comes_when_it_is_opened(page: Page) -> None:
    phone = Phone(page).open().settled()
    phone.walk.button(said(phone.walk.screen("ok")["yes"])).click()
    page.get_by_text(phone.t("about")).click()
    about = form_json.plain_data("en", FACTS)["more"]
    expect(page.locator("#m section details")).to_contain_text(about[-1])
    assert phone.wanted == ["rest", "cards"]


def test_cards_that_do_not_come_are_asked_for_again(page: Page) -> None:
    page.clock.install()
    phone = Phone(page).open().settled()
    say_first(phone)
    phone.to_more = away
    phone.walk.button(phone.t("more")).click()
    expect(page.locator("#m section")).to_contain_text(phone.t("offline"))
    phone.to_more = None
    page.clock.fast_forward(AGAIN_MS)
    page.get_by_role("button", name="My children").click()


def test_a_harmless_form_sends_alike(page: Page) -> None:
    phone = Phone(page, kind="harmless").open()
    phone.walk.start()
    for name in ("not", "want", "worry"):
        phone.walk.answer(name, [chip for chip, _ in phone.walk.screen(name)["chips"][:1]])
    phone.walk.send()
    assert [header.kind for header, _ in phone.envelopes()] == [Kind.FINAL]
    assert phone.faults == []


def test_a_service_that_says_later_gets_the_same_bytes_again(page: Page) -> None:
    phone = Phone(page, to_send=later).open().settled()
    say_all(phone)
    phone.walk.button(phone.t("send")).click()
    phone.tell(phone.t("kept"))
    phone.to_send = stored
    phone.walk.at("done")
    assert len(set(phone.sent)) == 1
    assert len(phone.sent) > 1


def test_without_network_words_wait_and_go_when_there_is_some(page: Page) -> None:
    phone = Phone(page).open().settled()
    say_all(phone)
    phone.to_send = away
    page.context.set_offline(True)
    phone.walk.button(phone.t("send")).click()
    phone.tell(phone.t("offline"))
    phone.to_send = stored
    page.context.set_offline(False)
    phone.walk.at("done")


def test_an_answer_that_proves_nothing_is_not_believed(page: Page) -> None:
    phone = Phone(page, to_send=lying).open().settled()
    say_all(phone)
    phone.walk.button(phone.t("send")).click()
    phone.tell(phone.t("kept"))


def test_a_link_that_has_ended_says_so_and_keeps_the_words(page: Page) -> None:
    phone = Phone(page, to_send=ended).open().settled()
    say_all(phone)
    phone.walk.button(phone.t("send")).click()
    phone.tell(phone.t("ended"))
    phone.walk.button(phone.t("back")).click()
    expect(page.get_by_role("textbox")).to_have_value(WORDS)


def test_what_was_sent_is_not_shown_again_and_an_addition_carries_it(page: Page) -> None:
    phone = Phone(page).open().settled()
    say_all(phone)
    phone.walk.send()
    expect(page.locator("#m")).not_to_contain_text(WORDS)
    phone.walk.button(phone.t("more")).click()
    page.get_by_role("button", name="My children").click()
    page.get_by_role("textbox").fill("otter-canary")
    phone.walk.button(phone.t("next")).click()
    phone.walk.button(phone.t("send")).click()
    expect(page.get_by_text(phone.t("again"))).to_be_visible()
    phone.walk.send()
    (first, _), (second, content) = phone.envelopes()
    assert (second.submission_id, second.sequence) == (first.submission_id, 2)
    assert content["a"]["kids"]["t"] == "otter-canary"
    assert content["a"]["not"] == {"c": ["police", "address"], "t": WORDS}


def test_being_counted_sends_taps_only_and_only_to_the_pool(page: Page) -> None:
    phone = Phone(page).open().settled()
    say_all(phone)
    checks = dict(phone.walk.screen("send")["checks"])
    expect(page.get_by_role("group", name="Age")).to_be_hidden()
    phone.walk.tap(said(checks["count"]))
    page.get_by_role("group", name="Age").get_by_role("radio", name="25–34").check()
    phone.walk.send()
    (views, _), (header, content) = phone.envelopes()
    assert (header.kind, header.sequence) == (Kind.COUNTED, 0)
    assert header.submission_id != views.submission_id
    assert content["themes_chips"] == {"not": ["police", "address"], "want": ["stay"], "worry": ["found"]}
    assert content["bands"]["age"]
    assert WORDS not in str(content)


def test_asking_for_a_call_asks_when_and_says_so_outside_too(page: Page) -> None:
    phone = Phone(page).open().settled()
    say_all(phone)
    checks = dict(phone.walk.screen("send")["checks"])
    phone.walk.tap(said(checks["soon"]))
    phone.walk.tap(said(checks["call"]))
    page.get_by_role("textbox", name=said(phone.walk.screen("send")["when"])).fill("after three")
    phone.walk.send()
    [(header, content)] = phone.envelopes()
    assert (header.urgent, header.wants_call) == (True, True)
    assert content["send"]["when"] == "after three"


def test_what_waits_when_she_leaves_is_handed_to_the_browser_once(page: Page) -> None:
    phone = Phone(page, to_send=later).open().settled()
    say_all(phone)
    phone.walk.button(phone.t("send")).click()
    phone.tell(phone.t("kept"))
    phone.sent.clear()
    phone.to_send = stored
    with page.expect_request("**/s"):
        phone.walk.leave()
    page.wait_for_url("**/x?plain")
    assert len(set(phone.sent)) == 1


def test_send_that_has_not_come_yet_says_so_keeps_the_words_and_then_stands_there(page: Page) -> None:
    page.clock.install()
    phone = Phone(page, to_more=away).open()
    say_first(phone)
    expect(page.locator("#m section")).to_contain_text(phone.t("wait"))
    phone.to_more = None
    page.clock.fast_forward(AGAIN_MS)
    phone.walk.send()
    assert phone.envelopes()[0][1]["a"]["not"]["t"] == WORDS
