"""How a person walks through the survivor's page: by what it says, never by how it is made."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from playwright.sync_api import Locator, Page, expect

from app.entry.facts import Facts
from app.entry.form_json import form_data
from app.entry.forms import form_of
from safety.sealing import Recipient, new_pair

ANYONE = Facts("Sam", "020 7946 0000", 28, date(2030, 6, 12), False, "E09000012", (
    Recipient(b"walker's key id.", new_pair()[1]),
))  # fmt: skip


def said(text: Any) -> str:
    """A text of the form as it is shown: the locale's own words where English stands beneath them."""
    return text["x"] if isinstance(text, dict) else str(text)


@dataclass
class Walk:
    """One person with one phone, reading one locale."""

    page: Page
    locale: str
    kind: str = "live"
    form: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.form = form_data(self.locale, ANYONE, self.kind)

    def screen(self, name: str) -> dict[str, Any]:
        """One screen of the form by its id."""
        found: dict[str, Any] = next(s for s in self.form["screens"] if s["id"] == name)
        return found

    def word(self, key: str) -> str:
        """One of the controls' words."""
        return said(self.form["t"][key])

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def type_code(self, code: str) -> None:
        """Put the code into the everyday app: into its box, as anyone would search, or on its keys, as anyone
        would reckon; without a script the keys are put away, and the display itself is typed into.
        """
        if (equals := self.button("=")).count():
            if self.button("0").count():
                for digit in filter(str.isdigit, code):
                    self.button(digit).click()
            else:
                self.page.get_by_role("textbox").fill(code)
            equals.click()
            return
        box = self.page.get_by_role("searchbox")
        box.fill(code)
        box.press("Enter")

    def at(self, name: str) -> None:
        """Wait until a screen stands there."""
        title = said(self.screen(name)["title"])
        expect(self.page.get_by_role("heading", name=title, exact=True)).to_be_visible()

    def start(self, *, as_i_go: bool = False) -> None:
        """Past "OK now?" and the four truths."""
        self.at("ok")
        self.button(said(self.screen("ok")["yes"])).click()
        self.at("truths")
        self.button(said(self.screen("truths")["yes" if as_i_go else "no"])).click()

    def answer(self, name: str, chips: list[str], words: str = "") -> None:
        """One question: taps, then words, then Next."""
        self.at(name)
        texts = dict(self.screen(name)["chips"])
        for chip in chips:
            self.tap(said(texts[chip]))
        if words:
            self.page.get_by_role("textbox").fill(words)
        self.button(self.word("next")).click()

    def tap(self, name: str) -> None:
        """A chip, whichever control it is to assistive technology."""
        self.page.get_by_role("checkbox", name=name, exact=True).or_(
            self.page.get_by_role("button", name=name, exact=True)
        ).or_(self.page.get_by_role("radio", name=name, exact=True)).first.click()

    def send(self) -> None:
        """Press Send on the Send screen and wait for the receipt."""
        self.at("send")
        self.button(self.word("send")).click()
        self.at("done")

    def screens(self) -> Iterator[str]:
        """Every kind of screen behind the code, one after another, each once it stands there."""
        self.at("ok")
        yield "ok"
        self.page.locator("#m nav summary").first.click()
        expect(self.page.locator("#m nav details details").first).to_be_visible()
        yield "help"
        self.button(said(self.screen("ok")["yes"])).click()
        self.at("truths")
        yield "truths"
        self.button(said(self.screen("truths")["no"])).click()
        self.at("not")
        self.tap(said(self.screen("not")["chips"][0][1]))
        yield "question"
        self.button(self.word("send")).click()
        self.at("send")
        for _, check in self.screen("send")["checks"]:
            self.tap(said(check))
        expect(self.page.locator("#m")).not_to_contain_text(self.word("wait"))
        yield "send"
        self.button(self.word("more")).click()
        entries = len(self.form["screens"]) - 4 + self.cards()
        expect(self.button(self.word("spare"))).to_be_visible()
        expect(self.page.locator("#m section > button").nth(entries - 1)).to_be_visible()
        yield "menu"
        self.button(self.word("spare")).click()
        expect(self.page.get_by_role("checkbox", name=self.word("stay"))).to_be_visible()
        yield "spare"
        self.button(self.word("back")).click()
        self.page.locator("#m section > button").nth(entries - 1).click()
        yield "card"
        self.button(self.word("skip")).click()
        self.button(self.word("send")).click()
        self.send()
        yield "done"

    def cards(self) -> int:
        """How many cards the form has besides its questions."""
        return len(form_of(self.kind).cards)

    def leave(self) -> None:
        """The whole top bar."""
        self.button(self.word("leave")).click()
