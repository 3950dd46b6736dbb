"""A note from the desk: agreed live, read behind her own code, removed; whoever is forced sees none."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.desk_walk import Desk
from tests.journeys.test_forced import Shape, shape
from tests.live import Live
from tests.walk import Walk, said

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]
LINE = "What we agreed stays as it is."


def leave_one(desk_page: Page, live: Live, link: dict[str, str], *, new_link: bool = False) -> None:
    """Agree live that notes may wait there, and leave one; or make a new link instead."""
    owner = next(person for person in live.demo["staff"] if person["email"] == link["idva"])
    desk = Desk(desk_page, live, owner).sign_in()
    desk.case(link["case"]).get_by_role("link", name=link["case"]).click()
    desk_page.get_by_role("link", name="Write down what was agreed today").click()
    desk_page.get_by_role("radio", name="Yes: she told me when we spoke").check()
    desk_page.get_by_role("checkbox", name="Notes may wait behind her code").check()
    desk_page.get_by_role("button", name="Write it down").click()
    if new_link:
        desk_page.get_by_text("End the link, make a new one").click()
        desk_page.get_by_text("The code is forgotten").click()
        desk_page.get_by_role("button", name="Make a new link").first.click()
    else:
        leave(desk_page)


def made_anew(desk_page: Page, live: Live) -> dict[str, str]:
    """The link and codes that the page for handing over shows; then back to the case."""
    shown = {name: desk_page.locator(f"#{name}").inner_text() for name in ("code", "duress-code")}
    token = re.search(r"/k/([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})", desk_page.content())
    assert token
    desk_page.get_by_role("link", name="To the case").click()
    return {
        "url": f"{live.survivor_url}{token[0]}",
        "code": shown["code"],
        "duress_code": shown["duress-code"],
    }


def leave(desk_page: Page) -> None:
    """Choose a sentence, see it, leave it."""
    desk_page.get_by_role("link", name="Leave a note").click()
    desk_page.get_by_role("checkbox", name=LINE).check()
    desk_page.get_by_role("button", name="See it as she will").click()
    expect(desk_page.get_by_text(LINE)).to_be_visible()
    desk_page.get_by_role("button", name="Leave it for her").click()
    expect(desk_page.get_by_text("One waits until")).to_be_visible()


def past_the_first_screen(page: Page, link: dict[str, str], code: str, kind: str = "live") -> Walk:
    page.goto(link["url"])
    walk = Walk(page, link["locale"], kind)
    walk.type_code(code)
    walk.at("ok")
    page.wait_for_load_state("networkidle")
    return walk


ALWAYS = 4  # the page, the opening, and two parts that any form fetches once it is open


def watched(
    browser: Browser, link: dict[str, str], code: str, kind: str, least: int, notes: int = 0
) -> list[Shape]:
    """What crosses the line from opening to the second screen, where so many notes are shown.

    A quiet line alone says little: what a form fetches later has not begun on a slow machine.
    """
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page, seen = context.new_page(), list[Shape]()
    page.on("response", lambda answer: seen.append(shape(answer)))
    walk = past_the_first_screen(page, link, code, kind)
    walk.start()
    walk.at("not")
    told = Walk(page, link["locale"]).word("note")
    expect(page.locator("#m nav summary", has_text=told)).to_have_count(notes)
    while len(seen) < least:
        page.wait_for_event("response")
    page.wait_for_load_state("networkidle")
    context.close()
    return seen


@pytest.mark.parametrize("form", ["en", "ar"])
def test_a_note_left_at_the_desk_is_read_behind_her_code_and_removed(
    page: Page, desk_page: Page, live: Live, form: str
) -> None:
    link = live.link(locale=form, duress_code=None)
    leave_one(desk_page, live, link)
    walk = past_the_first_screen(page, link, link["code"])
    note = page.locator("#m nav summary", has_text=walk.word("note"))
    expect(note).to_have_count(0)
    walk.start()
    note.click()
    shown = page.locator("#m nav details[open]")
    expect(shown).to_contain_text(LINE)
    walk.button(walk.word("got")).click()
    expect(page.locator("#m output")).to_have_text(walk.word("gone"))
    expect(note).to_have_count(0)
    past_the_first_screen(page, link, link["code"]).start()
    walk.at("not")
    expect(note).to_have_count(0)
    desk_page.reload()
    expect(desk_page.get_by_text("She removed the last one.")).to_be_visible()


def test_a_removal_without_network_says_so_and_the_note_stays(
    page: Page, desk_page: Page, live: Live
) -> None:
    link = live.link(locale="en", duress_code=None)
    leave_one(desk_page, live, link)
    walk = past_the_first_screen(page, link, link["code"])
    walk.start()
    page.context.set_offline(True)
    page.get_by_text(walk.word("note")).click()
    walk.button(walk.word("got")).click()
    expect(page.locator("#m output")).to_have_text(walk.word("offline"))
    expect(page.locator("#m nav details[open]")).to_contain_text(LINE)
    page.context.set_offline(False)
    walk.button(walk.word("got")).click()
    expect(page.locator("#m output")).to_have_text(walk.word("gone"))


def test_leaving_takes_the_note_out_of_the_page_at_once(page: Page, desk_page: Page, live: Live) -> None:
    link = live.link(locale="en", duress_code=None)
    leave_one(desk_page, live, link)
    walk = past_the_first_screen(page, link, link["code"])
    walk.start()
    page.get_by_text(walk.word("note")).click()
    expect(page.get_by_text(LINE)).to_be_visible()
    walk.leave()
    expect(page.get_by_text(LINE)).to_have_count(0)
    page.wait_for_url(lambda url: "/k/" not in url)
    page.go_back()
    expect(page.get_by_text(LINE)).to_have_count(0)


def test_who_is_forced_sees_no_note_and_makes_the_requests_that_there_are_with_one(
    browser: Browser, desk_page: Page, live: Live
) -> None:
    told = next(one for one in live.demo["links"] if one["duress_code"])
    leave_one(desk_page, live, told, new_link=True)
    link = {**told, **made_anew(desk_page, live)}
    without = watched(browser, link, link["code"], "live", ALWAYS)
    leave(desk_page)
    reading = watched(browser, link, link["code"], "live", ALWAYS + 1, notes=1)
    assert len(reading) == len(without) + 1  # what shows a note is fetched
    assert watched(browser, link, link["duress_code"], "harmless", len(reading)) == reading
    assert (
        watched(browser, link, link["code"], "live", len(reading)) == reading
    )  # held from then on, for both
    desk_page.reload()
    expect(desk_page.get_by_text("Do not call, text or reply").first).to_be_visible()


def test_without_a_script_the_note_is_there_and_a_tick_removes_it(
    browser: Browser, desk_page: Page, live: Live
) -> None:
    link = live.link(locale="en", duress_code=None)
    leave_one(desk_page, live, link)
    context = browser.new_context(viewport={"width": 360, "height": 640}, java_script_enabled=False)
    page = context.new_page()
    walk = past_the_first_screen(page, link, link["code"])
    page.get_by_text(walk.word("note")).click()
    expect(page.get_by_text(LINE)).to_be_visible()
    walk.tap(walk.word("got"))
    walk.button(walk.word("send")).click()
    walk.at("ok")
    expect(page.get_by_text(said(walk.form["t"]["note"]))).to_have_count(0)
    context.close()
