"""A Chromium with a folder of its own: opened, walked, closed or killed, and opened again."""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.forensics.stories import KEPT, Story
from tests.journeys.kept import HELD, tick, to_choices
from tests.live import CHROMIUM_ARGS, PHONE, find_chromium
from tests.waiting import until
from tests.walk import Walk

LOCK = "SingletonLock"
AGAIN = Path(__file__).with_name("again")  # an extension that opens a closed tab again, as the menu does
RESTORE = "--restore-last-session"
HIDDEN = """() => {
  Object.defineProperty(document, "hidden", {value: true, configurable: true});
  Object.defineProperty(document, "visibilityState", {value: "hidden", configurable: true});
  document.dispatchEvent(new Event("visibilitychange", {bubbles: true}));
}"""
VALUES = "[...document.querySelectorAll('input, textarea')].map((field) => field.value).join()"


@dataclass
class Phone:
    """One folder, and the browser that runs over it."""

    playwright: Playwright
    folder: Path
    script: bool = True
    context: BrowserContext = field(init=False)

    def used(self) -> "Phone":
        """Opened and closed once before: only then does the browser restore what a crash left."""
        self.open().close()
        return self

    def open(self, *more: str) -> "Phone":
        """Start the browser over the folder."""
        self.context = self.playwright.chromium.launch_persistent_context(
            str(self.folder),
            executable_path=find_chromium(),
            args=[*CHROMIUM_ARGS, f"--load-extension={AGAIN}", f"--disable-extensions-except={AGAIN}", *more],
            ignore_default_args=["--disable-back-forward-cache", "--disable-extensions"],
            java_script_enabled=self.script,
            locale="en-GB",
            **PHONE,
        )
        return self

    def close(self) -> None:
        """Close the browser as a person does."""
        self.context.close()

    def kill(self) -> None:
        """End the browser at once, as a phone that runs out of memory or power does."""
        number = int((self.folder / LOCK).readlink().name.rsplit("-", 1)[1])
        os.kill(number, signal.SIGKILL)
        until(lambda: not Path(f"/proc/{number}").exists())

    def closed_tab(self) -> Page:
        """The tab that was closed last, opened again from the browser's own menu."""
        workers = self.context.service_workers or [self.context.wait_for_event("serviceworker")]
        menu = next(worker for worker in workers if worker.url.startswith("chrome-extension:"))
        with self.context.expect_page() as opened:
            menu.evaluate("chrome.sessions.restore()")
        return opened.value

    def type_elsewhere(self, address: str, words: str) -> None:
        """Type into a page that is no part of this, and wait until the browser has written it down.

        So it is known that what was typed before had its time too, and that searching does find.
        """
        page = self.context.new_page()
        page.goto(address)
        page.get_by_role("textbox").fill(words)
        until(lambda: any(words.encode("utf-16-le") in path.read_bytes() for path in self._sessions()))

    def _sessions(self) -> list[Path]:
        return list((self.folder / "Default/Sessions").glob("*"))


def walk(phone: Phone, story: Story) -> None:
    """Open the link, type the code, write, and leave as planned; the last ways leave the tab as it stands.

    A tab that was closed is opened again.
    """
    page = phone.context.new_page()
    page.goto(story.url)
    person = Walk(page, story.plan.form)
    person.type_code(story.code)
    if phone.script:
        _write(person, story)
        SCRIPTED[story.plan.way](page, person)
    else:
        PLAIN[story.plan.way](page, person, story)
    if page.is_closed():
        shows_nothing(phone.closed_tab(), [story])


def came_back(phone: Phone, stories: list[Story]) -> int:
    """How many tabs of these stories the browser restored; none of them shows anything."""
    pages = [page for page in phone.context.pages if any(story.address in page.url for story in stories)]
    for page in pages:
        shows_nothing(page, stories)
    return len(pages)


def shows_nothing(page: Page, stories: list[Story]) -> None:
    """The everyday app stands there: not the form, and not a word or a code."""
    page.wait_for_load_state()
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    expect(page.locator("#m")).to_have_count(0)
    shown = page.content() + page.evaluate(VALUES)
    for story in stories:
        assert not [word for word in (*story.words, *story.codes) if word in shown], page.url


def _write(person: Walk, story: Story) -> None:
    """An answer that is finished, and the next one that is not; or everything, and Send."""
    first, second, third = story.words
    if story.plan.how == KEPT:
        _keep(person, story)
        return
    person.start(as_i_go=story.plan.how == "as one goes")
    person.answer("not", ["police"], first)
    person.at("want")
    if story.plan.how == "sent":
        person.answer("want", ["stay"], second)
        person.answer("worry", ["found"], third)
        person.send()
    else:
        person.page.get_by_role("textbox").press_sequentially(second)


def _keep(person: Walk, story: Story) -> None:
    """Everything and Send, where nothing can be sent and she chose that it waits on the phone, sealed."""
    first, second, third = story.words
    person.start()
    person.answer("not", ["police"], first)
    to_choices(person)
    tick(person, "seal")
    person.page.route("**/s", lambda route: route.abort())
    person.button(person.word("back")).click()
    person.page.locator("#m section > button").nth(1).click()
    person.answer("want", ["stay"], second)
    person.page.locator("#m section > button").nth(2).click()
    person.answer("worry", ["found"], third)
    person.button(person.word("send")).click()
    person.at("send")
    person.button(person.word("send")).click()
    expect(person.page.locator("#m output")).to_have_text(person.word("waits"))
    assert len(person.page.evaluate(HELD)["own"]) == 1


def _everyday(page: Page) -> None:
    page.wait_for_url(lambda address: "/k/" not in address)
    expect(page.locator("#m")).to_have_count(0)


def _bar(page: Page, person: Walk) -> None:
    person.leave()
    _everyday(page)


def _escape(page: Page, _person: Walk) -> None:
    page.keyboard.press("Escape")
    _everyday(page)


def _shifts(page: Page, _person: Walk) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")
    _everyday(page)


def _out_of_sight(page: Page, _person: Walk) -> None:
    page.evaluate(HIDDEN)
    expect(page.locator("#m")).to_have_count(0)
    page.close()


def _stay(_page: Page, _person: Walk) -> None:
    """The tab stands as it is while the browser is closed or killed."""


SCRIPTED: dict[str, Callable[[Page, Walk], None]] = {
    "bar": _bar,
    "escape": _escape,
    "three shifts": _shifts,
    "out of sight": _out_of_sight,
    "mid-sentence": _stay,
    "kill": _stay,
}


def _fill(page: Page, story: Story) -> None:
    boxes = page.get_by_role("textbox")
    for place, word in enumerate(story.words):
        boxes.nth(place).fill(word)


def _plain_sent(page: Page, person: Walk, story: Story) -> None:
    _fill(page, story)
    person.button(person.word("send")).click()
    person.at("done")
    page.reload()
    expect(page.locator("#m")).to_have_count(0)


def _plain_again(page: Page, _person: Walk, story: Story) -> None:
    _fill(page, story)
    page.reload()
    expect(page.locator("#m")).to_have_count(0)


def _plain_left(page: Page, person: Walk, story: Story) -> None:
    _fill(page, story)
    page.get_by_role("link", name=person.word("leave")).first.click()
    _everyday(page)
    page.close()


def _plain_stay(page: Page, _person: Walk, story: Story) -> None:
    _fill(page, story)


PLAIN: dict[str, Callable[[Page, Walk, Story], Any]] = {
    "sent, then loaded again": _plain_sent,
    "loaded again": _plain_again,
    "left and opened again": _plain_left,
    "mid-sentence, no script": _plain_stay,
}
