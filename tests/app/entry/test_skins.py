"""Every skin is a whole, believable app in each language it is offered in."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape

import brotli
import pytest
from markupsafe import Markup
from playwright.sync_api import Page, Route

from app.entry import build, dates, skins
from app.entry.codes import has_box
from app.entry.tongue import Tongue
from app.web.catalogues import source_strings
from app.web.locale import SOURCE, locale_of, number_of
from app.web.said_wrongly import faults_of_words
from safety.normalising import normalise
from safety.skins import lacks
from safety.wording import telling
from tests.spread import every_pair, pairs

YEAR = 2026
BOXES = [(skin, code) for skin, code in pairs() if has_box(skin)]
BOTH = (skins.everyday, skins.alone)
QUERIES = ["easter", "MAY bank", "2027", "0800 111 999", "monday april", "116 123", "---", "عطلة", "١ يناير"]


def _lines(html: str) -> list[str]:
    """The items of a page, as text."""
    return [unescape(re.sub("<[^>]+>", "", item)) for item in re.findall(r"<li>(.*?)(?=<li>|</ul>)", html)]


def test_every_skin_lacks_nothing_and_shows_the_same_with_less_script_on_an_address_of_its_own() -> None:
    for skin, locale in every_pair():
        lock, pages = skins.data(skin)["lock"], [made(skin, locale, YEAR).page() for made in BOTH]
        assert (skin, locale, *(lacks(page, lock) for page in pages)) == (skin, locale, (), ())
        (shown, script), (alone, less) = (page.split("<script>") for page in pages)
        named = f"<link rel=manifest href=/a/{skin}/app.webmanifest?{number_of(locale)}>"
        assert shown == alone.replace(named, ""), (skin, locale)
        assert len(less) < len(script)


def test_no_skin_holds_a_telling_word() -> None:
    for skin, locale in every_pair():
        page = skins.everyday(skin, locale, YEAR).page()
        said = [*telling(page, SOURCE), *telling(page, locale)]
        said += re.findall(r"(?i)\b(?:un)?lock|secret|slot|\bcover|decoy|duress", page)
        assert (skin, locale, said) == (skin, locale, [])


def test_every_skin_has_all_its_words() -> None:
    wanted = {skin: [str(text) for text in source_strings(f"cover_{skin}")] for skin in skins.skins()}
    for skin, locale in every_pair():
        held, written = skins.words(skin, locale), locale_of(locale)
        said = {text: held.gettext(text) for text in wanted[skin] if locale != SOURCE}
        wrong = [text for text, words in said.items() if [*faults_of_words(written, text, words)]]
        assert (skin, locale, wrong) == (skin, locale, [])


def test_bank_holidays_are_those_of_england_with_their_substitute_days() -> None:
    lines = _lines(skins.everyday("plain", "en", YEAR).page())
    assert "Boxing Day (substitute day)Monday 28 December" in lines
    assert "Boxing DaySaturday 26 December" not in lines
    assert "Early May bank holidayMonday 3 May" in lines
    assert "Clocks go back one hourSunday 25 October 2026" in lines


@pytest.mark.parametrize("year", range(2024, 2040))
def test_every_year_has_eight_bank_holidays_and_two_clock_changes(year: int) -> None:
    listed = dates.sections(skins.data("plain"), Tongue(skins.words("plain", "en"), "en_GB"), year)
    sizes = {section.id: len(section.items) for section in listed}
    assert sizes[f"b{year}"] == sizes[f"b{year + 1}"] == 8
    assert sizes["c"] == 4


def test_a_page_changes_with_the_year_only() -> None:
    assert skins.this_year(date(2026, 1, 1)) == skins.this_year(date(2026, 12, 31)) == 2026


def test_six_digits_find_nothing_and_are_not_shown() -> None:
    page = skins.searched("plain", "en", YEAR, "116 123").frame.partition("<script>")[0]
    assert _lines(page) == []
    assert "116" not in page
    assert ">Nothing found" in page


def test_a_search_without_script_shows_its_lines_and_how_many() -> None:
    page = skins.searched("plain", "en", YEAR, "easter").page()
    assert _lines(page) == ["Easter MondayMonday 6 April", "Easter MondayMonday 29 March"]
    assert ">Found: 2</p>" in page


def test_an_empty_search_is_the_whole_app() -> None:
    shell = skins.everyday("plain", "en", YEAR)
    assert skins.searched("plain", "en", YEAR, " - ") == shell


def test_the_frame_around_another_page_has_its_head_and_no_script() -> None:
    page = skins.plain_shell("plain", "en", Markup("<p>Here</p>"))
    assert "<title>Dates</title>" in page and "<p>Here</p>" in page
    assert "<script" not in page and "type=search" not in page
    assert build.source_hash(build.engine_style()) in skins.still_csp("plain")


def test_a_unfinished_skin_is_told_what_it_lacks() -> None:
    missing = lacks('<html lang="en" dir="ltr"><title>x</title><a href="https://elsewhere.example">x</a>')
    assert "12 items" in missing and "one search" in missing and "everything in itself" in missing


def test_the_english_app_with_all_its_script_is_small() -> None:
    page = skins.everyday("plain", "en", YEAR).page()
    assert len(brotli.compress(page.encode())) <= 3400


@pytest.mark.parametrize(("skin", "locale"), BOXES, ids=["-".join(pair) for pair in BOXES])
@pytest.mark.parametrize("made", BOTH)
def test_a_search_finds_the_same_with_and_without_script(
    page: Page, skin: str, locale: str, made: Callable[[str, str, int], skins.Shell]
) -> None:
    shell = made(skin, locale, YEAR)
    complaints: list[str] = []

    def answer(route: Route) -> None:
        headers = {"Content-Security-Policy": shell.csp}
        route.fulfill(body=shell.page(), content_type="text/html; charset=utf-8", headers=headers)

    page.add_init_script("delete Navigator.prototype.serviceWorker")  # no server stands behind this page
    page.route("**/*", answer)
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda said: complaints.append(str(said)))
    page.goto("https://days.example/")
    for query in QUERIES:
        page.get_by_role("searchbox").fill(query)
        page.get_by_role("searchbox").press("Enter")
        there = [normalise(line) for line in page.locator("li:visible").all_text_contents()]
        here = [normalise(line) for line in _lines(skins.searched(skin, locale, YEAR, query).page())]
        assert there == here, query
    assert page.url == "https://days.example/"
    assert complaints == []
