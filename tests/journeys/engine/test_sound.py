"""What can be heard and seen: a person's recording first, then the phone's own voice, else the truth."""

from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.entry import sound
from tests.app.entry.test_sound import record
from tests.journeys.engine.phone import Phone
from tests.walk import said

pytestmark = pytest.mark.journey

# half a second of a tone in Opus and of a drawing in VP8, made by the browser itself
RECORD = """async (kind) => {
  const out = new AudioContext(), tone = out.createOscillator(), heard = out.createMediaStreamDestination();
  tone.connect(heard);
  tone.start();
  const drawn = Object.assign(document.createElement('canvas'), {width: 64, height: 48});
  const pen = drawn.getContext('2d');
  const paint = setInterval(() => pen.fillRect(Math.random() * 64, 0, 9, 48), 30);
  const recorder = new MediaRecorder(kind == 'voice' ? heard.stream : drawn.captureStream(20));
  const parts = [];
  recorder.ondataavailable = ({data}) => parts.push(data);
  const done = new Promise((on) => recorder.onstop = on);
  recorder.start();
  setTimeout(() => recorder.stop(), 600);
  await done;
  clearInterval(paint);
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(String.fromCharCode(...bytes));
}"""
WATCH = """() => {
  window.begun = window.ended = 0;
  const { prototype: sources } = AudioBufferSourceNode, { prototype: outs } = AudioContext;
  const { start } = sources, { close } = outs;
  sources.start = function () {
    window.begun += 1;
    window.playing = this;
    return start.call(this);
  };
  outs.close = function () {
    window.ended += 1;
    return close.call(this);
  };
}"""


@pytest.fixture
def recordings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(sound, "TRANSLATIONS", tmp_path)
    sound.offered.cache_clear()
    yield tmp_path
    sound.offered.cache_clear()


def recorded(page: Page, folder: Path, kind: str) -> None:
    """Real recordings for every screen of English."""
    page.goto("about:blank")
    made = b64decode(page.evaluate(RECORD, kind))
    record(folder, "en", kind)
    for path in folder.rglob(f"*.{sound.RECORDED[kind].ending}"):
        path.write_bytes(made)


def listen(phone: Phone) -> None:
    phone.page.get_by_role("navigation").get_by_role("button", name=phone.t("listen")).click()


def test_without_a_recording_or_a_voice_it_says_so_and_what_to_ask_for(page: Page) -> None:
    phone = Phone(page).open().settled()
    listen(phone)
    phone.tell(phone.t("quiet"))
    assert phone.wanted == ["rest", "seldom"]


def test_a_recording_is_announced_first_then_played_and_stopped_by_a_further_press(
    page: Page, recordings: Path
) -> None:
    recorded(page, recordings, "voice")
    phone = Phone(page).open().settled()
    page.evaluate(WATCH)
    listen(phone)
    phone.tell(phone.t("loud"))
    assert page.evaluate("begun") == 0
    listen(phone)
    page.wait_for_function("() => begun == 1")
    assert phone.wanted == ["rest", "seldom", "voice.ok"]
    page.wait_for_function("() => ended == 1")  # it is short: over by itself
    assert phone.faults == []


def test_leaving_silences_it_in_the_same_frame(page: Page, recordings: Path) -> None:
    recorded(page, recordings, "voice")
    phone = Phone(page).open().settled()
    page.evaluate(WATCH)
    for _ in range(2):
        listen(phone)
    page.wait_for_function("() => begun == 1")
    page.evaluate("playing.loop = true")
    leaving = """() => {
      const before = ended;
      document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}));
      return [before, ended];
    }"""
    assert page.evaluate(leaving) == [0, 1]


def test_each_truth_has_a_control_of_its_own(page: Page, recordings: Path) -> None:
    recorded(page, recordings, "voice")
    phone = Phone(page).open().settled()
    page.evaluate(WATCH)
    phone.walk.button(said(phone.walk.screen("ok")["yes"])).click()
    phone.walk.at("truths")
    item = page.get_by_role("listitem").nth(1).get_by_role("button", name=phone.t("listen"))
    item.click()
    phone.tell(phone.t("loud"))
    item.click()
    page.wait_for_function("() => begun == 1")
    assert phone.wanted[-1] == "voice.truths2"


@pytest.mark.parametrize("kind", ["live", "harmless"])
def test_signing_plays_silently_on_the_page_and_goes_when_it_is_over(
    page: Page, recordings: Path, kind: str
) -> None:
    recorded(page, recordings, "sign")
    phone = Phone(page, kind=kind).open().settled()
    page.get_by_role("button", name="BSL").click()
    film = page.locator("#m video")
    expect(film).to_have_count(1)
    assert film.evaluate("(one) => [one.muted, one.disablePictureInPicture, one.controls]") == [
        True,
        True,
        False,
    ]
    expect(film).to_have_count(0)
    assert phone.faults == []


def test_a_language_without_signing_has_no_control_for_it(page: Page) -> None:
    phone = Phone(page).open().settled()
    expect(page.get_by_role("button", name=phone.t("listen")).first).to_be_visible()
    expect(page.get_by_role("button", name="BSL")).to_have_count(0)


def test_a_recording_that_this_browser_cannot_play_is_not_a_silence(page: Page, recordings: Path) -> None:
    record(recordings, "en", "voice")
    phone = Phone(page).open().settled()
    for told in ("loud", "quiet"):
        listen(phone)
        phone.tell(phone.t(told))
