"""Whatever staff write for the service's own page, or paste into it, comes out harmless: in real Chromium."""

import sys
from typing import Any

from playwright.sync_api import Locator, Page, expect

from app.entry.local import Local, local_told
from app.inbox.rich import nodes_of
from safety.errors import SafetyRefusal
from tests.app.inbox.hostile import HOSTILE
from tests.app.voice.test_plain_form import shown
from tests.journeys.engine.test_many import opened
from tests.naughty import naughty

ELEMENTS = {"DIV", "P", "H2", "UL", "LI", "STRONG", "BR", "A", "BDI", "DETAILS", "SUMMARY", "SMALL"}
ATTRIBUTES = {"href", "dir", "lang", "rel"}
FOUND = """(root) => [...root.querySelectorAll("*")].map((one) =>
  [one.tagName, one.getAttributeNames(), one.getAttribute("href") || "tel:"])"""


def blocks() -> list[Any]:
    """All that is left of all of it, one after another."""
    published, sentence = naughty()
    made: list[Any] = []
    for one in (*HOSTILE, *published):
        try:
            made += nodes_of(one)
        except SafetyRefusal:
            continue
    sys.stdout.write(f"{len(HOSTILE)} hostile pages of ours; {sentence}; {len(made)} blocks left of them\n")
    return made


def harmless(page: Page, root: Locator) -> int:
    """How many elements there are, every one of them allowed, with nothing on it that is not."""
    found = root.evaluate(FOUND)
    assert {tag for tag, _, _ in found} <= ELEMENTS
    assert {name for _, names, _ in found for name in names} <= ATTRIBUTES
    assert all(href.startswith("tel:") for _, _, href in found)
    assert page.evaluate("window.ran") is None
    return len(found)


def test_hostile_pages_come_out_harmless_with_a_script_and_without(page: Page) -> None:
    assert len(HOSTILE) >= 60
    left, asked = blocks(), []
    phone, walk = opened(page, local=Local("en", 1, left))
    walk.button(walk.form["screens"][1]["no"]).click()
    walk.answer("years", ["adult"])
    walk.button(walk.word("send")).click()
    walk.button(walk.word("more")).click()
    walk.button("Who we are").click()
    drawn = page.locator("#m section div").first
    expect(drawn.locator("*").nth(60)).to_be_attached()
    assert harmless(page, drawn) > 60
    assert phone.faults == []
    bare = page.context.new_page()  # without our policy, so that whatever could run would
    bare.on("request", lambda one: asked.append(one.url))
    bare.set_content(shown("en", local=local_told(Local("en", 1, left)), about=True))
    assert harmless(bare, bare.locator("details > div[lang=en]")) > 60
    assert asked == []
