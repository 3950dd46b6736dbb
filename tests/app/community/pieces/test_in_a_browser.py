"""The browser's own print: the same pages, one A4 sheet each, without any library of the system's."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from app.community.pieces import KINDS
from app.community.pieces.drawing import document
from app.community.pieces.printing import style
from app.community.pieces.voices import voices_of
from tests.app.community.pieces.paper import ADDRESS, pages_in, picture, piece, squares_on
from tests.app.community.pieces.scripts import sample_voices

# What reaches out of the sheet, or out of the box that it stands in.
OUT = """() => {
  const sheet = document.querySelector(".piece").getBoundingClientRect();
  const boxes = [...document.querySelectorAll(".piece, .card, .leaf, .words, .side, li")];
  const wide = (box) => box.scrollWidth > box.clientWidth + 1;
  const cut = boxes.filter((box) => wide(box) || box.scrollHeight > box.clientHeight + 1);
  const out = [...document.querySelectorAll(".piece *")].filter((one) => {
    const { left, right, bottom } = one.getBoundingClientRect();
    return left < sheet.left - 1 || right > sheet.right + 1 || bottom > sheet.bottom + 1;
  });
  return [...cut, ...out].map((one) => `${one.tagName}.${one.className} ${one.textContent.slice(0, 40)}`);
}"""
SKINS = {"en": "recipes", "ar": "calculator"}
SQUARES = {"poster": 1, "cards": 10, "everyday": 2, "qr": 1, "share": 0, "beside": 1}


@pytest.fixture
def sheet(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1000, "height": 1300}, java_script_enabled=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("locale", SKINS)
def test_each_is_one_sheet_with_nothing_cut_and_scans(sheet: Page, locale: str) -> None:
    for kind in KINDS:
        one = piece(SKINS[locale], locale)
        show(sheet, document(kind, one, voices_of(one)))
        assert (kind, sheet.evaluate(OUT)) == (kind, [])
        paper = sheet.pdf(prefer_css_page_size=True)
        assert (kind, pages_in(paper)) == (kind, 1)
        assert [text for text, _ in squares_on(picture(paper))] == [ADDRESS] * SQUARES[kind]


@pytest.mark.parametrize("code", ["ta", "zh-Hant"])
def test_long_and_tall_scripts_fit_as_well(sheet: Page, code: str) -> None:
    for kind, skin in (
        ("poster", "recipes"),
        ("cards", "calculator"),
        ("everyday", "calculator"),
        ("beside", "plain"),
    ):
        one = piece(skin)
        show(sheet, document(kind, one, sample_voices(code, one)))
        assert (kind, sheet.evaluate(OUT)) == (kind, [])
        assert (kind, pages_in(sheet.pdf(prefer_css_page_size=True))) == (kind, 1)


def show(sheet: Page, page: str) -> None:
    sheet.set_content(page.replace("</head>", f"<style>{style()}</style></head>"))
    sheet.evaluate("document.fonts.ready.then(() => true)")
