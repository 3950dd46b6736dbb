"""Words in a locale: never stale, never a draft of a critical sentence on its own."""

import shutil
from datetime import date
from gettext import NullTranslations
from pathlib import Path

import pytest

from app.entry.definition import Critical
from app.entry.texts import Texts, texts
from app.entry.truths import TRUTHS
from app.web import catalogues, locale, review
from app.web.review import Reviewed

SPYING = TRUTHS.items[3]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the translations, as a service would edit them."""
    shutil.copytree(locale.TRANSLATIONS, tmp_path / "translations")
    for module in (locale, catalogues):
        monkeypatch.setattr(module, "TRANSLATIONS", tmp_path / "translations")
    texts.cache_clear()
    yield tmp_path / "translations" / "ar" / "LC_MESSAGES" / "form.po"
    texts.cache_clear()


def test_a_catalogue_edited_after_it_was_compiled_is_refused(folder: Path) -> None:
    folder.write_text(folder.read_text("utf-8").replace("التالي", "بعده"), "utf-8")
    with pytest.raises(catalogues.StaleCatalogue, match="translations compile"):
        texts("ar")
    with pytest.raises(catalogues.StaleCatalogue):
        catalogues.require_fresh()


def test_what_is_compiled_already_is_left_as_it_is_and_nothing_else_lies_there(folder: Path) -> None:
    before = folder.with_suffix(".mo").stat()
    catalogues.compile_all()
    after = folder.with_suffix(".mo").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    folder.with_suffix(".mo").write_bytes(b"half")
    catalogues.compile_all()
    assert texts("ar").say("Skip") != "Skip"
    assert {one.suffix for one in folder.parent.iterdir()} <= {".po", ".mo"}
    assert not [one for one in folder.parent.iterdir() if one.name.startswith(".")]


def test_a_catalogue_that_was_never_compiled_is_refused(folder: Path) -> None:
    folder.with_suffix(".mo").unlink()
    with pytest.raises(catalogues.StaleCatalogue, match="missing"):
        texts("ar")


def test_compiling_makes_it_fresh_again(folder: Path) -> None:
    folder.write_text(folder.read_text("utf-8").replace("التالي", "بعده"), "utf-8")
    catalogues.compile_all()
    assert texts("ar").say("Next") == "بعده"


def test_a_string_without_words_is_shown_in_english() -> None:
    assert texts("ar").say(Critical("Nobody has translated this.")) == "Nobody has translated this."


def test_a_draft_of_a_critical_sentence_has_its_english_beneath_it() -> None:
    assert texts("ar").beneath(SPYING) == SPYING


def test_two_reviewers_take_the_english_away_and_an_edit_brings_it_back(folder: Path) -> None:
    message = next(one for one in review.strings(folder) if one.id == SPYING)
    name = ("form", review.id_hash(message), review.source_hash(message))
    review.write_lines(review.review_path(folder), [Reviewed(*name, "approved", "reviewer b", "2030-06-03")])
    texts.cache_clear()
    assert texts("ar").beneath(SPYING) == ""
    folder.write_text(folder.read_text("utf-8").replace("تطبيق تجسس", "برنامج تجسس"), "utf-8")
    catalogues.compile_all()
    texts.cache_clear()
    assert texts("ar").beneath(SPYING) == SPYING


def test_braces_inside_a_fact_stay_as_they_are() -> None:
    assert texts("en").say("{worker} and {number}", {"worker": "{number}", "number": "1"}) == "{number} and 1"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "Wednesday 16 January"),
        ("es-419", "miércoles, 16 de enero"),
        ("pt-PT", "quarta-feira, 16 de janeiro"),
        ("tr", "16 Ocak Çarşamba"),
        ("ar", "الأربعاء، 16 يناير"),
        ("fa", "چهارشنبه 16 ژانویه"),  # not "of January", which waits for a year
        ("hu", "január 16., szerda"),
        ("ru", "среда, 16 января"),
        ("zh-Hant", "1月16日 星期三"),
    ],
)
def test_a_day_is_said_in_its_languages_own_order_and_in_full(code: str, said: str) -> None:
    assert Texts(locale.locale_of(code), NullTranslations(), frozenset()).day(date(2030, 1, 16)) == said
