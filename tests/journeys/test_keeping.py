"""What she chose to keep on this phone: sealed, sent once, erased; never before she chose, nothing after."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, expect

from tests.forensics.phone import Phone
from tests.journeys.kept import (
    HELD,
    SIZES,
    Service,
    anew,
    kept,
    opened,
    registered,
    sent_without_a_network,
    tick,
)
from tests.waiting import AGAIN_MS, until
from tests.walk import Walk

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]
WORDS = "siskin-canary"
PARTS_AND_PAGE = 4
GATE = """globalThis.puts = [], globalThis.gate = 0;
Cache.prototype.put = ((put) => function (...given) {
  const late = Promise.resolve(gate).then(() => put.apply(this, given));
  puts.push(late);
  return late;
})(Cache.prototype.put)"""
SHUT, OPEN = "void (gate = new Promise((on) => globalThis.go = on))", "go()"
SENT_AND_LEFT = """() => {
  document.querySelector('#m section button.p').click();
  document.querySelector('#m > button').click();
}"""
ACTIVE = "navigator.serviceWorker.getRegistrations().then(([one]) => !!one?.active)"


def test_until_she_chooses_nothing_is_kept(phone: BrowserContext, service: Service) -> None:
    page = phone.new_page()
    walk = opened(page, service)
    assert [box.is_checked() for box in page.get_by_role("checkbox").all()] == [False, False]
    walk.button(walk.word("send")).click()
    walk.send()
    assert page.evaluate(HELD) == {}
    assert registered(page) == 0


def test_what_was_sealed_goes_when_there_is_a_network_after_she_left_once_and_is_erased(
    phone: BrowserContext, service: Service
) -> None:
    page = phone.new_page()
    page.clock.install()
    walk = opened(page, service)
    tick(walk, "seal")
    sent_without_a_network(walk)
    assert len(kept(page)) == 1
    walk.leave()
    expect(page.locator("#m")).to_have_count(0)
    assert len(kept(page)) == 1
    phone.set_offline(False)
    page.clock.fast_forward(AGAIN_MS)
    page.wait_for_url("**/a/list")
    until(lambda: not kept(page))
    assert len(service.arrived()) == 1


def test_it_survives_a_crash_and_goes_from_the_everyday_app(
    playwright: Playwright, service: Service, tmp_path: Path
) -> None:
    phone = Phone(playwright, tmp_path).used().open()
    page = phone.context.new_page()
    walk = opened(page, service)
    tick(walk, "seal")
    sent_without_a_network(walk)
    phone.kill()
    assert service.arrived() == []
    page = phone.open().context.new_page()
    page.goto(f"{service.live.survivor_url}/a/list")
    until(lambda: len(service.arrived()) == 1)
    until(lambda: not kept(page))
    phone.close()


def test_where_the_phone_has_no_room_it_says_so_and_keeps_nothing(
    phone: BrowserContext, service: Service
) -> None:
    page = phone.new_page()
    walk = opened(page, service)
    browser = phone.new_cdp_session(page)
    browser.send("Storage.overrideQuotaForOrigin", {"origin": service.live.survivor_url, "quotaSize": 1})
    tick(walk, "stay")
    expect(page.locator("#m output")).to_have_text(walk.word("full"))
    expect(page.get_by_role("checkbox").nth(1)).not_to_be_checked()
    until(lambda: not [at for at in kept(page) if "/k/" in at])


def test_it_is_taken_from_a_link_that_was_closed_meanwhile(phone: BrowserContext, service: Service) -> None:
    page = phone.new_page()
    walk = opened(page, service)
    tick(walk, "seal")
    sent_without_a_network(walk)
    service.close_link()
    phone.set_offline(False)
    until(lambda: len(service.arrived()) == 1)
    until(lambda: not kept(page))


def test_taking_the_tick_away_erases_it(phone: BrowserContext, service: Service) -> None:
    page = phone.new_page()
    walk = opened(page, service)
    tick(walk, "seal")
    sent_without_a_network(walk)
    walk.button(walk.word("more")).click()
    walk.button(walk.word("spare")).click()
    tick(walk, "seal")
    until(lambda: page.evaluate(HELD) == {})


def test_what_the_phone_is_slow_to_keep_goes_all_the_same(phone: BrowserContext, service: Service) -> None:
    page = phone.new_page()
    page.add_init_script(GATE)
    walk = opened(page, service)
    tick(walk, "seal")
    walk.button(walk.word("send")).click()
    walk.at("send")
    page.evaluate(SHUT)
    page.evaluate(SENT_AND_LEFT)
    page.wait_for_url("**/a/list")
    until(lambda: len(service.arrived()) == 1)


def test_what_was_left_of_a_page_that_she_did_not_stay_for_is_erased(
    phone: BrowserContext, service: Service
) -> None:
    page = phone.new_page()
    walk = opened(page, service)
    tick(walk, "stay")
    until(lambda: [at for at in kept(page) if "/k/" in at])
    page.evaluate("caches.open('own').then((own) => own.delete(location.pathname))")
    walk.leave()
    page.wait_for_url("**/a/list")
    page = anew(page, service.url).page
    walk = opened(page, service)
    until(lambda: page.evaluate(HELD).get("own") is None)
    assert [box.is_checked() for box in page.get_by_role("checkbox").all()] == [False, False]


def test_a_page_that_is_not_to_be_kept_after_all_is_erased_though_it_was_only_coming(
    phone: BrowserContext, service: Service
) -> None:
    page = phone.new_page()
    page.add_init_script(GATE)
    walk = opened(page, service)
    page.evaluate(SHUT)
    tick(walk, "stay")
    until(lambda: page.evaluate("puts.length"))
    tick(walk, "stay")
    page.evaluate(OPEN)
    until(lambda: page.evaluate("puts.length") >= PARTS_AND_PAGE)
    page.evaluate("Promise.all(puts).then(() => 1)")
    until(lambda: not [at for at in kept(page) if "/k/" in at])
    expect(page.get_by_role("checkbox", name=walk.word("stay"), exact=True)).not_to_be_checked()


def test_a_kept_page_opens_without_a_network_where_the_everyday_app_is_and_what_is_sent_there_waits(
    phone: BrowserContext, service: Service
) -> None:
    page = phone.new_page()
    walk = opened(page, service)
    tick(walk, "stay")
    until(lambda: [at for at in kept(page) if "/k/" in at])
    assert page.get_by_role("checkbox").first.is_checked()
    walk.leave()
    page.wait_for_url("**/a/list")
    until(lambda: page.evaluate(HELD).get("pages"))
    phone.set_offline(True)
    home = f"{service.live.survivor_url}/a/list"
    for address in (home, service.url, f"{service.live.survivor_url}/x?list&k"):
        walk = anew(page, address)
        page = walk.page
        walk.type_code(service.made.new.code)
        walk.at("ok")
        walk.leave()
        expect(page.locator("#m")).to_have_count(0)
    walk = anew(page, home)
    walk.type_code(service.made.new.code)
    walk.start()
    walk.answer("not", ["police"], WORDS)
    sent_without_a_network(walk)
    phone.set_offline(False)
    until(lambda: any(WORDS.encode() in words for words in service.arrived()))


def test_leaving_where_the_phone_is_wrong_about_its_network_stands_where_the_everyday_app_does(
    phone: BrowserContext, service: Service
) -> None:
    page = phone.new_page()
    everyday = f"{service.live.survivor_url}/a/list"
    page.goto(everyday)
    page.get_by_role("searchbox").fill("oats")
    until(lambda: page.evaluate(HELD).get("pages"))
    phone.set_offline(True)
    for number in ("", "&0", "&9&k"):
        page.goto(f"{service.live.survivor_url}/x?list{number}")
        assert page.url == everyday


def test_a_kept_page_opens_where_the_network_went_before_she_ever_left(
    phone: BrowserContext, service: Service
) -> None:
    page = phone.new_page()
    walk = opened(page, service)
    tick(walk, "stay")
    until(lambda: [at for at in kept(page) if "/k/" in at] and page.evaluate(ACTIVE))
    phone.set_offline(True)
    page.close()
    page = phone.new_page()
    page.goto(service.url)
    again = Walk(page, "en")
    again.type_code(service.made.new.code)
    again.at("ok")


def test_what_waits_goes_when_the_link_is_merely_opened(phone: BrowserContext, service: Service) -> None:
    page = phone.new_page()
    walk = opened(page, service)
    tick(walk, "seal")
    until(lambda: page.evaluate(ACTIVE))
    sent_without_a_network(walk)
    page.close()
    phone.set_offline(False)
    page = phone.new_page()
    page.goto(service.url)
    until(lambda: len(service.arrived()) == 1)
    until(lambda: not kept(page))


def test_both_codes_keep_as_much(phone: BrowserContext, service: Service, browser: Browser) -> None:
    sizes = []
    for duress in (False, True):
        page = phone.new_page() if not duress else browser.new_context().new_page()
        walk = opened(page, service, duress=duress)
        tick(walk, "stay")
        until(lambda page=page: [at for at in kept(page) if "/k/" in at])
        sizes.append(page.evaluate(SIZES))
        page.context.close()
    assert sizes[0] == sizes[1]
