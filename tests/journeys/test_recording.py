"""A language is recorded on the staff side: what to read, a recorder, and files that a phone plays."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.axe import findings
from tests.desk_walk import Desk
from tests.layout import CUT
from tests.live import PHONE, Live

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]

TONE = """() => {
  const out = new AudioContext(), tone = out.createOscillator(), heard = out.createMediaStreamDestination();
  tone.connect(heard);
  tone.start();
  navigator.mediaDevices.getUserMedia = async () => {
    if (window.refused) throw new Error();
    return heard.stream.clone();
  };
}"""
WEBM = bytes.fromhex("1a45dfa3")


def test_a_screen_is_recorded_heard_and_saved_and_nothing_is_sent(browser: Browser, live: Live) -> None:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.add_init_script(f"({TONE})()")
    Desk(page, live, live.staff("lead")).sign_in()
    page.goto(f"{live.staff_url}/staff/languages")
    page.get_by_role("link", name="Record it in Polish").click()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method != "GET" else None)
    screen = page.get_by_role("region", name="Whether now is all right").first
    expect(screen.get_by_role("listitem").first).to_have_text("Czy możesz to teraz zrobić?")
    page.evaluate("window.refused = true")
    screen.get_by_role("button", name="Record").click()
    expect(screen.get_by_role("status")).to_contain_text("The microphone was not allowed")
    page.evaluate("window.refused = false")
    screen.get_by_role("button", name="Record").click()
    expect(screen.get_by_role("status")).to_have_text("Recording: read now.")
    screen.get_by_role("button", name="Stop").click()
    expect(screen.get_by_role("status")).to_contain_text("of 20.0 kB.")
    expect(page.locator("[data-sum=live]")).to_contain_text("1 of 7 recorded")
    screen.get_by_role("button", name="Hear it").click()
    with page.expect_download() as saved:
        screen.get_by_role("link", name="Save the file").click()
    assert saved.value.suggested_filename == "pl-voice-live-ok.opus"
    assert Path(saved.value.path()).read_bytes()[:4] == WEBM
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["viewport"]["width"]
    assert (page.evaluate(CUT), sent) == ([], [])
    context.close()
