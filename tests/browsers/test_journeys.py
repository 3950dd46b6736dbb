"""The survivor's journey in Firefox, WebKit and Chromium: opening, sending, leaving, losing sight, Back."""

import json
from collections.abc import Iterator

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from sqlalchemy.orm import Session

from app.voice import service as voice
from safety.unlocking import ROUNDS
from tests.browsers.drivers import CHROMIUM, FIREFOX, WEBKIT, browser
from tests.browsers.person import Person
from tests.forensics.elsewhere import elsewhere
from tests.forensics.stories import Plan, Story, tell
from tests.live import Live, reached
from tests.waiting import until

CHIPS = ("police", "stay", "found")
STRETCHED = """const [iterations, done] = arguments, salt = new Uint8Array(16);
  const how = {name: "PBKDF2", hash: "SHA-256", salt};
  crypto.subtle.importKey("raw", new Uint8Array(6), "PBKDF2", false, ["deriveBits"])
    .then((key) => crypto.subtle.deriveBits({...how, iterations}, key, 256)).then(() => done());"""
pytestmark = [
    pytest.mark.filterwarnings("ignore:setting remote_server_addr"),  # selenium's own way of starting WebKit
    pytest.mark.browsers,
    pytest.mark.xdist_group("browsers"),
]


@pytest.fixture
def other(engine: str, live: Live) -> Iterator[str]:
    """Another page to go to: another site's, or in WebKit our own, since its driver loses a page that changes
    process (docs/browsers.md)."""
    with elsewhere() as address:
        yield f"{live.survivor_url}/a/plain" if engine == WEBKIT else address


def opened(driver: WebDriver, story: Story, locale: str = "en") -> Person:
    """The link, its code, and the first question."""
    driver.get(story.url)
    person = Person(driver, locale)
    person.type_code(story.code)
    person.start()
    return person


def stored(live: Live, story: Story) -> list[str]:
    """The words that have come over the link, as its reader reads them."""
    engine, config = reached(live)
    with Session(engine) as db:
        sends = voice.sends_of(db, config.keys, story.made.link.id)
    engine.dispose()
    return [json.dumps(json.loads(story.made.read(sent.envelope)), ensure_ascii=False) for sent in sends]


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_words_arrive_as_they_were_written(driver: WebDriver, live: Live, locale: str) -> None:
    story = tell(live, Plan("plain", "bar", cover=locale, form=locale))
    person = opened(driver, story, locale)
    for question, chip, words in zip(("not", "want", "worry"), CHIPS, story.words, strict=True):
        person.answer(question, chip, words)
    person.send()
    assert all(word in stored(live, story)[-1] for word in story.words)
    person.press(person.word("leave"))
    gone(person, story)


def test_back_after_leaving_shows_the_everyday_app_and_then_what_was_there_before(
    driver: WebDriver, story: Story, other: str
) -> None:
    driver.get(other)
    person = opened(driver, story)
    person.write(story.words[0])
    person.press(person.word("leave"))
    gone(person, story)
    driver.get(f"{other}?on")
    person.back()
    until(lambda: driver.current_url.split("?")[0] != other)
    person.everyday()
    assert story.words[0] not in person.shown()
    person.back()  # one entry for everything behind the code, and gone
    until(lambda: driver.current_url == other)


def test_what_is_sent_as_she_goes_arrives_before_she_presses_send(
    driver: WebDriver, live: Live, story: Story
) -> None:
    driver.get(story.url)
    person = Person(driver)
    person.type_code(story.code)
    person.start(as_i_go=True)
    person.answer("not", "police", story.words[0])
    until(lambda: story.words[0] in "".join(stored(live, story)))


def test_a_wrong_code_is_a_search(driver: WebDriver, story: Story) -> None:
    driver.get(story.url)
    person = Person(driver)
    person.type_code("000111")
    driver.execute_async_script(STRETCHED, ROUNDS)
    person.everyday()
    person.type_code(story.code)
    person.at("ok")


def test_on_a_calculator_s_keys_a_code_opens_and_any_other_number_is_a_sum(
    driver: WebDriver, live: Live
) -> None:
    story = tell(live, Plan("calculator", "bar"))
    driver.get(story.url)
    person = Person(driver)
    person.type_code("271828")
    driver.execute_async_script(STRETCHED, ROUNDS)
    person.everyday()
    assert "271828" in person.shown()
    person.type_code(story.code)
    person.start()
    person.answer("not", "police", story.words[0])
    person.press(person.word("leave"))
    gone(person, story)
    assert story.code not in person.shown()


@pytest.mark.parametrize("keys", [[Keys.ESCAPE], [Keys.SHIFT] * 3], ids=["Esc", "three Shifts"])
def test_keys_leave(driver: WebDriver, story: Story, keys: list[str]) -> None:
    person = opened(driver, story)
    person.write(story.words[0])
    for key in keys:
        ActionChains(driver).key_down(key).key_up(key).perform()
    gone(person, story)


def test_a_minimised_page_is_covered_and_the_code_brings_back_what_was_written(
    driver: WebDriver, story: Story
) -> None:
    person = opened(driver, story)
    person.write(story.words[0])
    driver.minimize_window()
    until(lambda: driver.execute_script("return document.hidden"))
    person.covered()
    driver.set_window_rect(0, 0, 800, 800)
    person.everyday()
    assert story.words[0] not in person.shown()
    person.type_code(story.code)
    person.at("not")
    assert story.words[0] in person.shown()


def test_another_tab_covers_the_page(driver: WebDriver, engine: str, story: Story) -> None:
    if engine == CHROMIUM:
        driver.execute_cdp_cmd("Emulation.setFocusEmulationEnabled", {"enabled": False})
    person = opened(driver, story)
    person.write(story.words[0])
    driver.switch_to.new_window("tab")
    first, second = driver.window_handles
    driver.switch_to.window(second)
    driver.get("about:blank")
    driver.switch_to.window(first)
    person.covered()


def test_back_after_going_elsewhere_in_the_middle_shows_the_everyday_app(
    driver: WebDriver, story: Story, other: str
) -> None:
    person = opened(driver, story)
    person.write(story.words[0])
    driver.get(other)
    person.back()
    until(lambda: driver.current_url != other)
    person.everyday()
    assert story.words[0] not in person.shown()


@pytest.mark.parametrize("engine", [FIREFOX, CHROMIUM])
def test_the_same_without_a_script(engine: str, display: str, live: Live, origin: str, story: Story) -> None:
    with browser(engine, display, script=False) as driver:
        driver.get(origin + story.made.path)
        person = Person(driver)
        person.type_code(story.code)
        for place, words in enumerate(story.words):
            person.write(words, place)
        person.press(person.word("send"))
        person.at("done")
        assert all(word in stored(live, story)[-1] for word in story.words)
        driver.refresh()
        person.everyday()
        person.back()
        person.everyday()


def gone(person: Person, story: Story) -> None:
    """She has left: the everyday app, at an address that is not the link's, without a word of hers."""
    until(lambda: story.address not in person.driver.current_url)
    person.everyday()
    assert not [word for word in story.words if word in person.shown()]
