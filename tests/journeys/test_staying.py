"""What staff type is not lost: signed out, refused or away, the page keeps every word and says what to do."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.desk_walk import Desk
from tests.journeys.test_invitation import invite
from tests.journeys.test_notes import LINE
from tests.journeys.test_outcome import begin, new_meeting
from tests.journeys.test_reading import HERS, at_desk, sends
from tests.live import Live

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]

TYPED = "I want nobody to ring me at home, he watches me"


def sign_out_elsewhere(page: Page, live: Live) -> Page:
    """In another tab of this browser, which tells the others to look."""
    return _sign_out(page.context.new_page(), live)


def sign_out_unheard(page: Page, live: Live) -> Page:
    """As after thirty idle minutes: the session is gone, and the page does not know it."""
    other = page.context.new_page()
    other.route("**/out.js", lambda route: route.abort())
    return _sign_out(other, live)


def _sign_out(other: Page, live: Live) -> Page:
    other.goto(f"{live.staff_url}/staff/account")
    other.get_by_role("button", name="Sign out").click()
    expect(other.get_by_text("You are signed out.")).to_be_visible()
    return other


def test_wording_and_outcome_outlive_the_session(desk_page: Page, live: Live) -> None:
    desk = Desk(desk_page, live, live.staff("idva")).sign_in()
    day, meeting_id = new_meeting(desk, 31)
    invite(desk, "STY-1", day)
    desk.case("STY-1").get_by_role("link", name="STY-1").click()
    desk_page.get_by_role("button", name="Word what will be said").click()
    why = desk_page.get_by_label("Why").first
    why.fill(TYPED)
    other = sign_out_unheard(desk_page, live)
    desk_page.get_by_role("button", name="Keep it, and make the sheet").click()
    expect(desk_page.get_by_text("Not saved: you were signed out.")).to_be_visible()
    expect(why).to_have_value(TYPED)
    Desk(other, live, desk.person).sign_in()
    desk_page.get_by_role("button", name="Keep it, and make the sheet").click()
    expect(desk_page.get_by_role("article", name="STY-1")).to_contain_text(TYPED)
    begin(live, meeting_id)
    desk.case("STY-1").get_by_role("link", name="STY-1").click()
    desk_page.get_by_role("button", name="Write down what came of it").click()
    desk_page.get_by_label("Read out").check()
    desk_page.get_by_label("Told, by phone").check()
    sign_out_unheard(desk_page, live)
    desk_page.get_by_role("button", name="Write it down").click()
    expect(desk_page.get_by_text("Not saved: you were signed out.")).to_be_visible()
    expect(desk_page.get_by_label("Read out")).to_be_checked()
    assert TYPED not in str(desk_page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])"))


def test_a_case_that_is_being_opened_is_saved_again_after_signing_in_again(
    desk_page: Page, live: Live
) -> None:
    desk = Desk(desk_page, live, live.staff("idva")).sign_in()
    desk_page.goto(f"{live.staff_url}/staff/cases/new")
    other = sign_out_elsewhere(desk_page, live)
    desk_page.get_by_label("Your reference").fill("STY-2")
    expect(desk_page.get_by_text("Not saved: you were signed out.")).to_be_visible()
    Desk(other, live, desk.person).sign_in()
    desk_page.get_by_label("Your reference").fill("STY-3")
    expect(desk_page.get_by_text("Saved as you type")).to_be_visible()
    reference = desk_page.get_by_label("Your reference")
    reference.fill("Ali 7")
    expect(desk_page.locator("#reference-refused")).to_contain_text("Saved, but not the reference.")
    expect(reference).to_have_attribute("aria-invalid", "true")
    reference.fill("STY-3")
    expect(reference).to_have_attribute("aria-invalid", "false")
    expect(desk_page.locator("#reference-refused")).to_be_hidden()
    other.goto(f"{live.staff_url}/staff/cases?q=STY-3")
    expect(other.get_by_text("STY-3").last).to_be_visible()


def test_what_is_refused_meanwhile_keeps_the_words_and_says_why(
    page: Page, browser: Browser, desk_page: Page, live: Live
) -> None:
    link = live.link(locale="ar", cover_locale="ar", skin="list")
    sends(page, link)
    at_desk(desk_page, live, link).open_views(link["case"])
    desk_page.get_by_role("button", name="Send to a translator").first.click()
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    here, elsewhere = context.new_page(), context.new_page()
    Desk(here, live, live.staff("translator")).sign_in()
    elsewhere.goto(here.url)
    for tab in (here, elsewhere):
        tab.get_by_role("button", name="Open").first.click()
        expect(tab.get_by_text(HERS)).to_be_visible()
    here.get_by_label("Text 1 in English").fill(TYPED)
    elsewhere.get_by_role("button", name="Give it back undone").click()
    expect(elsewhere.get_by_text("Given back.")).to_be_visible()
    here.get_by_role("button", name="Seal it back").click()
    expect(here.get_by_role("alert")).to_contain_text("Not saved. Every word is still here.")
    expect(here.get_by_label("Text 1 in English")).to_have_value(TYPED)
    context.close()


def test_ticks_of_a_note_outlive_the_session_and_what_she_will_see_is_in_sight(
    desk_page: Page, live: Live
) -> None:
    desk_page.set_viewport_size({"width": 360, "height": 640})
    link = live.link(locale="en", duress_code=None)
    owner = next(person for person in live.demo["staff"] if person["email"] == link["idva"])
    desk = Desk(desk_page, live, owner).sign_in()
    desk.case(link["case"]).get_by_role("link", name=link["case"]).click()
    desk_page.get_by_role("link", name="Write down what was agreed today").click()
    desk_page.get_by_role("radio", name="Yes: she told me when we spoke").check()
    desk_page.get_by_role("checkbox", name="Notes may wait behind her code").check()
    desk_page.get_by_role("button", name="Write it down").click()
    desk_page.get_by_role("link", name="Leave a note").click()
    tick, press = (
        desk_page.get_by_role("checkbox", name=LINE),
        desk_page.get_by_role("button", name="See it as she will"),
    )
    tick.check()
    other = sign_out_elsewhere(desk_page, live)
    press.click()
    expect(desk_page.get_by_text("Not saved: you were signed out.")).to_be_visible()
    expect(tick).to_be_checked()
    Desk(other, live, desk.person).sign_in()
    press.click()
    seen = desk_page.get_by_role("heading", name="As she will see it")
    expect(seen).to_be_focused()
    expect(seen).to_be_in_viewport()
    expect(desk_page.get_by_text(LINE)).to_be_in_viewport()


ASKED_TWICE = """() => new Promise((answered) => {
  const pages = new BroadcastChannel('unsaved words'), { who } = document.getElementById('stays').dataset;
  let heard = 0;
  pages.addEventListener('message', ({ data }) => data.kind == 'here' && ++heard == 2 && answered());
  for (let asked = 0; asked < 2; asked += 1) pages.postMessage({ who, kind: 'ask' });
})"""


def test_words_that_were_not_saved_are_named_on_the_caseload_until_they_are_saved_or_let_go(
    desk_page: Page, live: Live
) -> None:
    """Their page and since when, and never a word of them; nothing is stored."""
    Desk(desk_page, live, live.staff("idva")).sign_in()
    caseload, third = desk_page.context.new_page(), desk_page.context.new_page()
    caseload.goto(f"{live.staff_url}/staff/cases")
    named = caseload.get_by_role("region", name="Words you have not saved")
    typed = []
    for page in (desk_page, third):
        page.goto(f"{live.staff_url}/staff/conflict")
        typed.append(page.get_by_label("The case's reference"))
        typed[-1].fill("QZ-934")
    expect(named.get_by_role("listitem")).to_have_count(2)
    expect(named).to_contain_text("I must not see a case, since")
    expect(named).not_to_contain_text("QZ-934")
    typed[0].fill("")
    expect(named.get_by_role("listitem")).to_have_count(1)
    typed[0].fill("QZ-934")
    third.close(run_before_unload=True)
    expect(named.get_by_role("listitem")).to_have_count(1)
    caseload.evaluate(ASKED_TWICE)
    expect(named.get_by_role("listitem")).to_have_count(1)
    caseload.reload()
    expect(named.get_by_role("listitem")).to_have_count(1)
    asked = []
    desk_page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    desk_page.close(run_before_unload=True)
    expect(typed[0]).to_have_value("QZ-934")
    assert asked == ["beforeunload"]
    desk_page.get_by_role("button", name="Keep me from it").click()
    expect(named).to_be_hidden()
    expect(desk_page.get_by_role("status")).to_contain_text("Noted.")
    assert "QZ" not in str(caseload.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])"))
