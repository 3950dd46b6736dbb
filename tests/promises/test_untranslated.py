"""No text of the form, and none that staff read, is given to the translator of somebody's browser.

What the form itself says of every screen is in tests/journeys/engine/test_looks.py.
"""

import re
from datetime import date
from pathlib import Path

import pytest
from markupsafe import Markup

from app.entry import skins
from tests.spread import every_pair

APP = Path(__file__).resolve().parents[2] / "app"
ELSEWHERE = {  # made into a PDF, or put by a service on a site of its own
    *("desk/paper.html", "community/pieces/document.html", "insight/web_page.html"),
}
ROOT = re.compile(r"<html\b.*?>")
NO_OFFER = '<meta name="google" content="notranslate">'


def test_what_a_code_opens_without_a_script_is_not_to_be_translated() -> None:
    for template in ("plain_form.html", "plain_done.html"):
        text = (APP / "voice/templates/voice" / template).read_text(encoding="utf-8")
        assert re.findall("<main .*?>", text) == [
            '<main id="m" translate="no" lang="{{ form.lang }}" dir="{{ form.dir }}">'
        ]
    opened = skins.plain_shell("plain", "en", Markup("<main>"))
    assert "<meta name=google content=notranslate>" in opened


@pytest.mark.parametrize(("skin", "locale"), every_pair()[:: len(every_pair()) // 12])
def test_the_everyday_app_says_of_translating_what_any_such_app_says(skin: str, locale: str) -> None:
    assert "translate" not in skins.alone(skin, locale, date(2030, 6, 12).year).page()


def test_no_page_of_staff_is_to_be_translated(staff) -> None:
    pages = {
        page.relative_to(page.parents[len(page.parts) - len(APP.parts) - 3]).as_posix(): text
        for page in APP.glob("*/templates/**/*.html")
        if "<html" in (text := page.read_text(encoding="utf-8"))
    }
    ours = {name: text for name, text in pages.items() if name not in ELSEWHERE}
    assert pages.keys() > ELSEWHERE
    assert {"web/staff.html", "desk/_paper_frame.html", "community/piece.html"} <= ours.keys()
    for name, text in ours.items():
        assert [name for root in ROOT.findall(text) if ' translate="no"' not in root] == []
        assert (name, text.count(NO_OFFER)) == (name, 1)
    page = staff.get("/staff/sign-in").text
    assert ' translate="no">' in page[: page.index("<head>")]
    assert NO_OFFER in page
