"""Every language on the narrowest phones: nothing runs over, is cut or laid over another; no letter is lost.

The whole form on one page, as a phone without script shows it, in every language; an everyday app of each
language, one in turn and with `--prove` all. The screens of a walk are tests/promises/test_everyone.py.
"""

import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from playwright.sync_api import Browser, Page, Route

import app.voice
from app.entry import skins
from app.entry.form_json import plain_data
from app.web.catalogues import domains, present
from app.web.locale import available, locale_of
from tests.layout import FIRST, over
from tests.spread import PROVE, Pair, every_pair
from tests.walk import ANYONE, said

YEAR = date(2026, 11, 29).year
PAGES = Environment(loader=FileSystemLoader(Path(app.voice.__file__).parent / "templates"), autoescape=True)
Show = Callable[[str], Page]


@pytest.fixture
def show(browser: Browser) -> Iterator[Show]:
    """One phone that is shown one page after another; no server stands behind it."""
    context = browser.new_context(has_touch=True)
    page, body = context.new_page(), {"": ""}
    page.add_init_script("delete Navigator.prototype.serviceWorker")

    def answer(route: Route) -> None:
        route.fulfill(body=body[""], content_type="text/html; charset=utf-8")

    def show(text: str) -> Page:
        body[""] = text
        page.goto("https://days.example/")
        return page

    page.route("**/*", answer)
    yield show
    context.close()


def apps() -> list[Pair]:
    """Each language's everyday apps: one of them, a different one in turn; all of them with `--prove`."""
    found: dict[str, list[Pair]] = {}
    for pair in every_pair():
        found.setdefault(pair[1], []).append(pair)
    return every_pair() if PROVE else [there[at % len(there)] for at, there in enumerate(found.values())]


def test_every_language_of_the_form_fits_the_narrowest_phones_in_its_direction(show: Show) -> None:
    template = PAGES.get_template("voice/plain_form.html")
    for locale in available("form"):
        form = plain_data(locale.code, ANYONE)
        main = Markup(template.render(form=form, words={}, fault="long"))
        page = show(skins.plain_shell("plain", "en", main))
        page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
        assert (locale.code, over(page)) == (locale.code, [])
        leave = [said(form["t"]["leave"]), True, 0, True, True]
        assert (locale.code, page.evaluate(FIRST)) == (locale.code, leave)
        way = page.evaluate("[m.lang, getComputedStyle(m.querySelector('h1')).direction]")
        assert way == [locale.code, locale.dir]


def test_every_languages_everyday_app_fits_the_narrowest_phones_in_its_direction(show: Show) -> None:
    for skin, code in apps():
        page = show(skins.alone(skin, code, YEAR).page())
        assert (skin, code, over(page)) == (skin, code, [])
        way = page.evaluate("getComputedStyle(document.querySelector('h1')).direction")
        assert (skin, code, way) == (skin, code, locale_of(code).dir)


def test_the_look_can_fail(show: Show) -> None:
    wide = "<meta name=viewport content=width=device-width><p style='width:400px'>wide</p>"
    cut = "<p style='width:50px;white-space:nowrap;overflow:hidden'>a long line that is cut</p>"
    laid = "<button>one</button><button style='margin-left:-20px'>two</button>"
    broken = "<p class=w style='display:flex;overflow-wrap:anywhere'><b>one</b><b style='width:2ch'>break</b>"
    said = ((wide, "wide"), (cut, "cut: "), (laid, "over each other: "), (broken, "broken: break"))
    for body, words in said:
        assert any(words in fault for _, _, fault in over(show(body)))
    assert over(show("<p>well</p><button>one</button>")) == []


def test_every_letter_of_every_catalogue_is_in_a_font_of_the_tests() -> None:
    """A page shows a box for what no font has: then none of the looks above would prove anything."""
    there = _letters_of_fonts()
    for domain in domains():
        for source in present(domain):
            written = set(source.read_text(encoding="utf-8"))
            missing = sorted(each for each in written if each.isprintable() and ord(each) not in there)
            assert (source.parts[-3], domain, missing) == (source.parts[-3], domain, [])


def _letters_of_fonts() -> set[int]:
    told = subprocess.run(["fc-list", "--format", "%{charset}\n"], capture_output=True, check=True, text=True)
    found: set[int] = set()
    for part in set(told.stdout.split()):
        first, _, last = part.partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found
