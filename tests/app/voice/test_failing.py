"""An everyday app that cannot be made: no server's own words take its place, and the doctor finds it."""

import shutil

import pytest

from app import doctor, every_look
from app.entry import skins
from app.entry.service import Looks
from app.web import locale

BAD = "%(year)s 100 %"  # what nobody noticed in a catalogue that was brought in by hand
KEPT = (skins.everyday, skins.alone, skins.words, skins._environment, locale.available)


@pytest.fixture
def broken(tmp_path, monkeypatch):
    """Catalogues in which a word of the Arabic dates app cannot be filled in."""
    folder = tmp_path / "translations"
    shutil.copytree(locale.TRANSLATIONS, folder)
    words = folder / "ar" / "LC_MESSAGES" / "cover_plain.po"
    words.write_text(words.read_text("utf-8").replace('"العطل الرسمية %(year)s"', f'"{BAD}"'), "utf-8")
    monkeypatch.setattr(locale, "TRANSLATIONS", folder)
    _forget()
    yield folder
    _forget()


def _forget():
    for made in KEPT:
        made.cache_clear()


@pytest.mark.parametrize("path", ["/", "/a/plain?9", "/k/0123-4567-89AB-CDEF", "/nothing"])
def test_the_english_app_stands_in_for_one_whose_words_fail(broken, survivor_with, path):
    phone = survivor_with(default_locale="ar", default_skin="plain")
    phone.application.config["PROPAGATE_EXCEPTIONS"] = False
    answer = phone.get(path, headers={"Accept-Language": "ar"})
    assert answer.status_code == 200
    assert "Bank holidays" in answer.text
    assert "Internal Server Error" not in answer.text
    assert "script-src" in answer.headers["Content-Security-Policy"]


def test_and_if_that_fails_too_a_dull_sentence_does(broken, survivor_with, monkeypatch):
    phone = survivor_with()
    phone.application.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr(skins, "SKINS", broken)  # no app at all is there
    _forget()
    skins.data.cache_clear()
    answer = phone.get("/")
    skins.data.cache_clear()
    assert answer.status_code == 200
    assert "Try again later" in answer.text
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"


def test_the_doctor_names_the_look_that_cannot_be_made(broken, config, now):
    found = doctor.pages(config, now)
    assert not found.fine
    assert found.mend.endswith("Put the last ones back: plain in ar, form in en")


def test_every_language_is_looked_at_as_an_app_and_as_a_form(config):
    shown = every_look.looks(config)
    assert {Looks("plain", "ar", "en"), Looks("plain", "en", "ar")} <= set(shown)
