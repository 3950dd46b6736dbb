"""No page that shows what she said stays open by itself: each stands behind a curtain that closes again."""

import re
from pathlib import Path

from app.accounts.sessions import IDLE

APP = Path(__file__).resolve().parents[2] / "app"
OURS = {"texts.html"}  # a sentence of ours, shown as she would get it


def test_every_page_with_her_words_has_the_curtain_and_its_guard() -> None:
    pages = {page: page.read_text(encoding="utf-8") for page in APP.glob("*/templates/*/*.html")}
    marked = {page: text for page, text in pages.items() if "hers-words" in text or "data-hers" in text}
    hers = {page: text for page, text in marked.items() if page.name not in OURS}
    hers |= {page: text for page, text in pages.items() if page.name == "live_over.html"}  # hers, not saved
    assert {page.name for page in hers} >= {
        "views.html",
        "wording.html",
        "outcome.html",
        "live_read_back.html",
        "live_step.html",
        "quote.html",
        "arrival.html",
        "job.html",
        "came.html",
    }
    for page, text in hers.items():
        assert text.count('<details class="curtain"') == 1, page
        assert '{% include "desk/_curtain.html" %}' in text, page


def test_the_curtain_closes_no_later_than_the_session_ends() -> None:
    script = (APP / "desk/static/curtain.js").read_text(encoding="utf-8")
    minutes = re.search(r"SESSION_MS = (\d+) \* 60 \* 1000", script)
    assert minutes and int(minutes[1]) * 60 == IDLE.total_seconds()
