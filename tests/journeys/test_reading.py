"""At the desk in a browser: views taken live, read with what changed, translated by a person, and agreed."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.desk_walk import Desk
from tests.journeys.test_keyboard import press, reach
from tests.live import Live
from tests.walk import Walk

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]

SPOKEN = "Nobody may ring the flat"
HERS = "لا أريد أن يتصل بي أحد في البيت، هو يراقبني"


def at_desk(page: Page, live: Live, link: dict[str, str]) -> Desk:
    """Her IDVA, signed in."""
    owner = next(person for person in live.demo["staff"] if person["email"] == link["idva"])
    return Desk(page, live, owner).sign_in()


def to_case(desk: Desk, link: dict[str, str]) -> None:
    desk.case(link["case"]).get_by_role("link", name=link["case"]).click()
    expect(desk.page.get_by_role("heading", level=1)).to_have_text(link["case"])


def begin(page: Page) -> None:
    """She is on the telephone, through an interpreter."""
    page.get_by_role("link", name="Take views live").click()
    page.get_by_role("radio", name="Speaking, by phone").check()
    page.get_by_label("Who interprets").fill("Agency 12")
    page.get_by_role("button", name="She says yes: begin").click()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save and go on").click()


def walk_through(page: Page) -> None:
    """One answer with words, one with a tap, one passed over, what may be said; then read back."""
    expect(page.get_by_text("As spoken, by phone, through an interpreter (Agency 12)")).to_be_visible()
    page.get_by_role("checkbox", name="letters or calls").check()
    page.get_by_label("In her words, as spoken").fill(SPOKEN)
    save(page)
    page.wait_for_url("**/want")
    page.get_by_role("checkbox", name="a safer home").check()
    save(page)
    page.wait_for_url("**/worry")
    page.get_by_role("link", name="Pass over").click()
    page.wait_for_url("**/say")
    page.get_by_role("radio", name="all of it").check()
    save(page)
    page.wait_for_url("**/read-back")
    expect(page.get_by_text(SPOKEN)).to_have_count(0)
    page.get_by_role("button", name="Open it to read back").click()
    expect(page.get_by_text(SPOKEN)).to_be_visible()


def keep(page: Page) -> None:
    page.get_by_role("radio", name=re.compile("^Yes: all of it")).check()
    page.get_by_role("button", name="Keep it, confirmed live").click()
    expect(page.get_by_text("Kept, read back and confirmed live.")).to_be_visible()


def read_it(page: Page, words: str = SPOKEN) -> None:
    page.get_by_role("button", name="Open what arrived").click()
    page.get_by_text("I'm ready").click()
    expect(page.get_by_text("As spoken, by phone, through an interpreter (Agency 12)").first).to_be_visible()
    expect(page.get_by_text("Confirmed live on").first).to_be_visible()
    expect(page.get_by_text(words, exact=True).first).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_views_are_taken_live_read_back_and_stand_as_spoken(
    browser: Browser, live: Live, script: bool
) -> None:
    link = live.link(locale="ar" if script else "en", cover_locale="en", duress_code=None)
    context = browser.new_context(viewport={"width": 1280, "height": 800}, java_script_enabled=script)
    page = context.new_page()
    desk = at_desk(page, live, link)
    to_case(desk, link)
    begin(page)
    walk_through(page)
    page.get_by_role("button", name="Change this").first.click()
    expect(page.get_by_label("In her words, as spoken")).to_have_value(SPOKEN)
    save(page)
    page.wait_for_url("**/read-back")
    page.get_by_role("button", name="Open it to read back").click()
    keep(page)
    read_it(page)
    assert SPOKEN not in page.url
    context.close()


def test_what_is_typed_stays_on_the_page_when_signed_out_or_away(
    browser: Browser, desk_page: Page, live: Live
) -> None:
    link = live.link(locale="en", cover_locale="en", duress_code=None)
    desk = at_desk(desk_page, live, link)
    to_case(desk, link)
    begin(desk_page)
    words = desk_page.get_by_label("In her words, as spoken")
    words.fill(SPOKEN)
    desk_page.context.set_offline(True)
    save(desk_page)
    expect(desk_page.get_by_text("Not saved: the service could not be reached.")).to_be_visible()
    desk_page.context.set_offline(False)
    other = desk_page.context.new_page()
    other.route(
        "**/out.js", lambda route: route.abort()
    )  # as when its time is over, and the page does not know
    other.goto(f"{live.staff_url}/staff/account")
    other.get_by_role("button", name="Sign out").click()
    expect(other.get_by_text("You are signed out.")).to_be_visible()
    save(desk_page)
    expect(desk_page.get_by_text("Not saved: you were signed out.")).to_be_visible()
    expect(words).to_have_value(SPOKEN)
    Desk(other, live, desk.person).sign_in()
    save(desk_page)
    desk_page.wait_for_url("**/want")
    desk_page.goto(desk_page.url.replace("/want", "/not"))
    desk_page.get_by_role("button", name="Open what was saved for this").click()
    expect(words).to_have_value(SPOKEN)


def test_views_are_taken_live_without_a_pointer(desk_page: Page, live: Live) -> None:
    link = live.link(locale="en", cover_locale="en", duress_code=None)
    desk = at_desk(desk_page, live, link)
    to_case(desk, link)
    press(desk_page, "Take views live")
    desk_page.wait_for_url("**/live")
    reach(desk_page, "Speaking, by phone")
    desk_page.keyboard.press("Space")
    press(desk_page, "She says yes: begin")
    desk_page.wait_for_url("**/not")
    press(desk_page, "letters or calls", "Space")
    reach(desk_page, "In her words, as spoken")
    desk_page.keyboard.type(SPOKEN)
    press(desk_page, "Save and go on")
    for ahead in ("want", "worry", "say"):
        desk_page.wait_for_url(f"**/{ahead}")
        press(desk_page, "Pass over")
    desk_page.wait_for_url("**/read-back")
    press(desk_page, "Open it to read back")
    expect(desk_page.get_by_text(SPOKEN)).to_be_visible()
    reach(desk_page, "Yes: all of it")
    desk_page.keyboard.press("Space")
    press(desk_page, "Keep it, confirmed live")
    expect(desk_page.get_by_text("Kept, read back and confirmed live.")).to_be_visible()


def sends(page: Page, link: dict[str, str]) -> None:
    """She answers as she goes, in Arabic, and changes one answer before she sends it."""
    page.goto(link["url"])
    walk = Walk(page, "ar")
    walk.type_code(link["code"])
    walk.start(as_i_go=True)
    walk.answer("not", ["letters"], HERS)
    for question in ("want", "worry"):
        walk.at(question)
        walk.button(walk.word("skip")).click()
    walk.send()


def translate(page: Page, live: Live) -> None:
    """The translator sees the words alone, writes the English, and nothing is left."""
    Desk(page, live, live.staff("translator")).sign_in()
    expect(page.get_by_role("heading", level=1)).to_have_text("To translate")
    page.get_by_role("button", name="Open").first.click()
    expect(page.get_by_text(HERS)).to_be_visible()
    page.get_by_role("button", name="Seal it back").click()
    expect(page.get_by_role("alert")).to_contain_text("Text 1")
    page.get_by_label("Text 1 in English").fill("I want nobody to ring me at home, he watches me")
    page.get_by_role("button", name="Seal it back").click()
    expect(page.get_by_text("Nothing of it is left here.")).to_be_visible()


def test_her_words_go_to_a_translator_and_come_back_beside_the_original(
    page: Page, browser: Browser, desk_page: Page, live: Live
) -> None:
    link = live.link(locale="ar", cover_locale="ar", skin="recipes")
    sends(page, link)
    desk = at_desk(desk_page, live, link)
    desk.open_views(link["case"])
    expect(desk_page.get_by_text("her words look to be Arabic").first).to_be_visible()
    check = desk_page.get_by_role("region", name="Please check with her")
    expect(check).to_contain_text("stalking")
    expect(check.locator("mark")).to_have_text("يراقبني")
    desk_page.get_by_role("button", name="Send to a translator").first.click()
    expect(desk_page.get_by_text("after 48 hours nothing is left there")).to_be_visible()
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    other = context.new_page()
    translate(other, live)
    assert link["case"] not in other.content()
    context.close()
    desk.open_views(link["case"])
    expect(desk_page.get_by_text(HERS).first).to_be_visible()
    expect(desk_page.get_by_text("I want nobody to ring me at home").first).to_be_visible()
    expect(desk_page.get_by_text("Translated by").first).to_be_visible()


def test_themes_are_kept_with_one_tap_and_her_words_open_at_once_for_who_chose_so(
    page: Page, desk_page: Page, live: Live
) -> None:
    link = live.link(locale="ar", cover_locale="ar", skin="recipes")
    sends(page, link)
    desk = at_desk(desk_page, live, link)
    desk.open_views(link["case"])
    desk_page.get_by_role("button", name=re.compile("Keep them with the case|Change them")).click()
    expect(desk_page.get_by_text("The themes stay with the case.")).to_be_visible()
    choose(desk, at_once=True)
    desk.case(link["case"]).get_by_role("button", name="Open what arrived").click()
    expect(desk_page.get_by_text(HERS).first).to_be_visible()
    choose(desk, at_once=False)
    desk.case(link["case"]).get_by_role("button", name="Open what arrived").click()
    expect(desk_page.get_by_text(HERS).first).to_be_hidden()


def choose(desk: Desk, *, at_once: bool) -> None:
    desk.page.goto(f"{desk.url}/staff/reading")
    desk.page.get_by_role("checkbox").set_checked(at_once)
    desk.page.get_by_role("button", name="Read this way").click()
    expect(desk.page.get_by_text("From now on you read this way.")).to_be_visible()
