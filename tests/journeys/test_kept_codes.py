"""A page that she kept, without a network: either code does as much, at once, whatever was used since."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.kept import HELD, Service, anew, kept, opened, registered, sent_without_a_network, tick
from tests.waiting import AGAIN_MS, until
from tests.walk import Walk

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]
WORDS = "dunnock-canary"
SEALED, NEWER = re.compile(r"/s\?\d"), re.compile(r"/k/.*\?$")
PARTS = {"/s?cards", "/s?rest", "/s?seldom"}
OLDER = """(async () => {
  const own = await caches.open('own'), at = (await own.keys()).find(({ url }) => url.includes('/k/'));
  const page = await own.match(at), headers = new Headers(page.headers);
  headers.set('Content-Security-Policy', headers.get('Content-Security-Policy') + ';');
  await own.put(at, new Response(await page.blob(), { headers }));
})()"""


def sealed(page: Page) -> list[str]:
    """What waits on the phone."""
    return [at for at in kept(page) if SEALED.search(at)]


def stays(page: Page, service: Service) -> Page:
    """The page is kept and left, and there is no network any more."""
    walk = opened(page, service)
    tick(walk, "stay")
    until(lambda: [at for at in kept(page) if "/k/" in at])
    walk.leave()
    page.wait_for_url("**/a/list")
    page.context.set_offline(True)
    return anew(page, f"{service.live.survivor_url}/a/list").page


def typed(page: Page, service: Service, *, duress: bool = False) -> Walk:
    walk = Walk(page, "en", "harmless" if duress else "live")
    walk.type_code(str(service.made.new.duress_code if duress else service.made.new.code))
    walk.at("ok")
    return walk


def to_send(walk: Walk) -> None:
    """From the first screen to what waits, with a word."""
    walk.start()
    walk.answer("not", [walk.screen("not")["chips"][0][0]])
    sent_without_a_network(walk)


@pytest.mark.parametrize("duress", (False, True))
def test_that_a_code_was_used_without_a_network_waits_and_is_told_when_there_is_one(
    phone: BrowserContext, service: Service, *, duress: bool
) -> None:
    page = stays(phone.new_page(), service)
    typed(page, service, duress=duress)
    until(lambda: len(sealed(page)) == 1)
    page = anew(page, f"{service.live.survivor_url}/a/list").page
    phone.set_offline(False)
    page.reload()
    until(lambda: not sealed(page))
    assert service.held() is duress


@pytest.mark.parametrize("duress", (False, True))
def test_either_code_sends_at_once_where_the_page_is_kept(
    phone: BrowserContext, service: Service, *, duress: bool
) -> None:
    page = stays(phone.new_page(), service)
    page.clock.install()  # stands still: nothing may wait for another try
    to_send(typed(page, service, duress=duress))
    until(lambda: len(sealed(page)) == 2)
    assert set(kept(page)) >= PARTS


def test_the_second_code_used_with_a_network_takes_nothing_from_the_first(
    phone: BrowserContext, service: Service
) -> None:
    page = stays(phone.new_page(), service)
    phone.set_offline(False)
    page.goto(service.url)
    walk = typed(page, service, duress=True)
    until(service.held)
    walk.start()
    page.get_by_role("textbox").or_(page.get_by_role("checkbox")).first.wait_for()
    walk.leave()
    page.wait_for_url("**/a/list")
    phone.set_offline(True)
    page = anew(page, f"{service.live.survivor_url}/a/list").page
    to_send(typed(page, service))


def test_a_page_from_before_a_renewal_stays_with_its_scripts_until_a_code_renews_both(
    phone: BrowserContext, service: Service
) -> None:
    page = stays(phone.new_page(), service)
    page.evaluate(OLDER)
    phone.set_offline(False)
    page.goto(f"{service.live.survivor_url}/a/list")
    until(lambda: [at for at in kept(page) if NEWER.search(at)])
    phone.set_offline(True)
    page = anew(page, service.url).page
    to_send(typed(page, service))
    phone.set_offline(False)
    page = anew(page, service.url).page
    typed(page, service)
    until(lambda: not [at for at in kept(page) if NEWER.search(at)])
    assert len([at for at in kept(page) if "/k/" in at]) == 1


def test_what_is_typed_after_leaving_without_a_network_stays_when_it_is_back(
    phone: BrowserContext, service: Service
) -> None:
    page = phone.new_page()
    page.clock.install()
    page.goto(service.url)
    walk = typed(page, service)
    phone.set_offline(True)
    walk.leave()
    walk = typed(page, service)
    walk.start()
    page.get_by_role("textbox").fill(WORDS)
    with page.expect_response(lambda answer: answer.request.method == "GET" and answer.url.endswith("/s")):
        phone.set_offline(False)
        page.clock.fast_forward(AGAIN_MS)
    expect(page.get_by_role("textbox")).to_have_value(WORDS)
    walk.leave()
    page.wait_for_url("**/a/list")


def test_leaving_where_nothing_comes_though_the_phone_sees_a_network_keeps_the_everyday_app_on_show(
    phone: BrowserContext, service: Service
) -> None:
    page = phone.new_page()
    page.clock.install()
    page.goto(service.url)
    phone.route("**/*", lambda route: route.abort())
    walk = typed(page, service)
    walk.leave()
    expect(page.get_by_role("searchbox")).to_be_visible()
    assert page.evaluate("navigator.onLine") and page.url == service.url
    phone.unroute("**/*")
    page.clock.fast_forward(AGAIN_MS)
    page.wait_for_url("**/a/list")


def test_a_form_that_was_left_asks_for_nothing_more(phone: BrowserContext, service: Service) -> None:
    page = phone.new_page()
    page.clock.install()
    page.goto(service.url)
    phone.set_offline(True)
    asked: list[str] = []
    walk = typed(page, service)
    walk.leave()
    page.on("request", lambda request: asked.append(request.method))
    page.clock.run_for(60_000)
    expect(page.get_by_role("searchbox")).to_be_visible()
    assert "POST" not in asked


def test_taking_the_tick_away_leaves_no_worker_that_was_not_there(
    phone: BrowserContext, service: Service
) -> None:
    page = phone.new_page()
    walk = opened(page, service)
    tick(walk, "seal")
    until(lambda: registered(page) == 1)
    tick(walk, "seal")
    until(lambda: registered(page) == 0)
    assert page.evaluate(HELD) == {}


def test_leaving_the_first_app_where_the_phone_is_wrong_about_its_network_ends_on_the_first_app(
    phone: BrowserContext, service: Service
) -> None:
    page, home = phone.new_page(), f"{service.live.survivor_url}/"
    for at in ("", "a/calculator"):
        page.goto(home + at)
        page.get_by_role("textbox").or_(page.get_by_role("searchbox")).first.click()
        until(lambda at=at: f"/{at}" in page.evaluate(HELD).get("pages", []))
    phone.set_offline(True)
    page.goto(f"{home}x?plain")
    assert page.url == home
