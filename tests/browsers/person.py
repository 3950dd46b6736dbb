"""The same walk as in `tests.walk`, for a browser that WebDriver drives: by what the page says."""

from dataclasses import dataclass, field
from typing import Any

from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement

from app.entry.form_json import form_data
from tests.waiting import until
from tests.walk import ANYONE, said

BOX, KEYS = "input[name=q]", "form > div > button"
FORM = "#m"
TOLD = """return document.body.innerText +
  [...document.querySelectorAll("input, textarea")].map((box) => box.value).join()"""
HEADINGS = "return [...document.querySelectorAll('h1')].map((one) => one.innerText.trim())"
ALONE = "return !document.querySelector('#m') && !!document.querySelector('input[name=q]')?.offsetHeight"
TO_IT = "arguments[0].scrollIntoView({ block: 'center' })"  # WebKit's driver does not go to what lies below
STALE = (NoSuchElementException, StaleElementReferenceException)


@dataclass
class Person:
    """One person before one browser, reading one locale."""

    driver: WebDriver
    locale: str = "en"
    kind: str = "live"
    form: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.form = form_data(self.locale, ANYONE, self.kind)

    def screen(self, name: str) -> dict[str, Any]:
        """One screen of the form by its id."""
        return next(dict(screen) for screen in self.form["screens"] if screen["id"] == name)

    def word(self, key: str) -> str:
        """One of the controls' words."""
        return said(self.form["t"][key])

    def type_code(self, code: str) -> None:
        """Put the code into the everyday app's own box, as anyone would search, or on its keys."""
        box = until(lambda: self._one(BOX))
        if any(key.is_displayed() for key in self._all(KEYS)):
            for sign in (*code, "="):
                self.press(sign)
            return
        box.clear()
        box.send_keys(code, Keys.ENTER)

    def at(self, name: str) -> None:
        """Wait until a screen stands there."""
        title = said(self.screen(name)["title"])
        until(lambda: title in self.driver.execute_script(HEADINGS))

    def press(self, name: str) -> None:
        """A button of this name."""
        until(lambda: self._clicked("button", name))

    def tap(self, screen: str, chip: str) -> None:
        """A chip of a screen, by its id."""
        name = said(dict(self.screen(screen)["chips"])[chip])
        until(lambda: self._clicked("label", name))

    def write(self, words: str, place: int = 0) -> None:
        """Into a box of the form."""
        until(lambda: self._all("textarea"))[place].send_keys(words)

    def start(self, *, as_i_go: bool = False) -> None:
        """Past "OK now?" and the four truths."""
        self.at("ok")
        self.press(said(self.screen("ok")["yes"]))
        self.at("truths")
        self.press(said(self.screen("truths")["yes" if as_i_go else "no"]))

    def answer(self, name: str, chip: str, words: str) -> None:
        """One question: a tap, then words, then Next."""
        self.at(name)
        self.tap(name, chip)
        self.write(words)
        self.press(self.word("next"))

    def send(self) -> None:
        """Press Send on the Send screen and wait for the receipt."""
        self.at("send")
        self.press(self.word("send"))
        self.at("done")

    def everyday(self) -> None:
        """Wait until the everyday app alone stands there."""
        until(lambda: self.driver.execute_script(ALONE))

    def covered(self) -> None:
        """Wait until the form is out of the page, on show or not."""
        until(lambda: not self._all(FORM))

    def shown(self) -> str:
        """Every word that the page shows, and what its fields hold."""
        return str(self.driver.execute_script(TOLD))

    def back(self) -> None:
        """Back. Not the driver's own: WebKit's waits for a load, which the page cache never fires."""
        self.driver.execute_script("setTimeout(() => history.back())")

    def _clicked(self, selector: str, name: str) -> bool:
        for one in self._all(selector):
            try:
                if one.text == name and one.is_displayed():
                    self.driver.execute_script(TO_IT, one)
                    one.click()
                    return True
            except STALE:
                return False
        return False

    def _one(self, selector: str) -> WebElement | None:
        found = self._all(selector)
        return found[0] if found else None

    def _all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)
