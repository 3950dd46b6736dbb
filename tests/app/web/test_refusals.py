"""What `beforehand translations check` refuses: each fault is planted, and exactly that one is told."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.translations_cli import translations
from app.web import catalogues, locale, review
from app.web.review import Reviewed

FOLDER = "LC_MESSAGES"
ASKED = "Call Childline: 0800 1111, by day or night. Or call {route}."
Plant = Callable[[Path], object]


@pytest.fixture
def arabic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of Arabic alone, in which a fault can be planted."""
    there = tmp_path / "translations"
    shutil.copytree(locale.TRANSLATIONS / "ar", there / "ar")
    shutil.copy(locale.TRANSLATIONS / "same.tsv", there)
    for module in (locale, catalogues):
        monkeypatch.setattr(module, "TRANSLATIONS", there)
    yield there / "ar"


def refused() -> list[str]:
    """What the command says of Arabic, and that it fails. (Other languages are not in the copy.)"""
    told = CliRunner().invoke(translations, ["check"])
    assert told.exit_code == 1
    return [line for line in told.stderr.splitlines() if line.startswith("ar/")]


def said(english: str, words: str, part: str = "form", *, renewed: bool = True) -> Plant:
    """Other words for one string; with its line in review.tsv renewed, so that nothing else is wrong."""

    def plant(folder: Path) -> None:
        path = folder / FOLDER / f"{part}.po"
        held = catalogues.read(path)
        found = held.get(english)
        assert found is not None
        found.string = words
        path.write_bytes(catalogues.written(held))
        if renewed:
            review.renew(path, part)

    return plant


def renamed(folder: Path) -> None:
    """The English was changed in the source, and nobody exported."""
    path = folder / FOLDER / "form.po"
    path.write_text(path.read_text("utf-8").replace('msgid "Skip"', 'msgid "Skip it"'), "utf-8")
    review.renew(path, "form")


def by_hand(name: str, old: str, new: str) -> Plant:
    """A file edited outside of export."""

    def plant(folder: Path) -> None:
        path = folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return plant


def gone(name: str) -> Plant:
    return lambda folder: (folder / FOLDER / f"{name}.po").unlink()


PLANTED: dict[str, tuple[Plant, set[str]]] = {
    "a missing string": (
        renamed,
        {"ar/form: not in the catalogue: Skip", "ar/form: no longer in the source: Skip it"},
    ),
    "a string without words": (said("Skip", ""), {"ar/form: has no words yet: Skip"}),
    "a missing part": (gone("cover_list"), {"ar/cover_list: owed, and not there"}),
    "a missing kit": (gone("kit"), {"ar/kit: owed, and not there"}),
    "a lost placeholder": (
        said("About {0} letters left", "بقي القليل"),
        {"ar/form: other placeholders than the English: About {0} letters left"},
    ),
    "lost markup": (
        said("Skip", "تخطي<br>"),
        {"ar/form: other markup or lines than the English: Skip"},
    ),
    "untranslated": (said("Skip", "Skip"), {"ar/form: still in English: Skip"}),
    "another term than the glossary's": (
        said("the police", "البوليس"),
        {"ar/form: “police” is not said as the glossary has it: the police"},
    ),
    "a telling word on a disguise": (
        said("Christmas Day", "ملجأ", "cover_plain"),
        {"ar/cover_plain: tells what this is (ملجا): Christmas Day"},
    ),
    "a mark of another language": (
        said("Is it OK to do this now?", "هل يمكنكم القيام بذلك الآن?"),
        {
            "ar/form: marks of another language (?): Is it OK to do this now?",
            "ar/form: another end than the English (؟): Is it OK to do this now?",
        },
    ),
    "words changed after they were reviewed": (
        said("Skip", "تجاوز", renewed=False),
        {"ar/form: the review is not of these words: run export"},
    ),
    "a file not as export writes it": (
        by_hand(f"{FOLDER}/form.po", "\n\n#", "\n\n\n#"),
        {"ar/form: not written as export writes it (sorted, without line numbers): run export"},
    ),
}


@pytest.mark.parametrize("what", PLANTED)
def test_the_check_refuses(arabic: Path, what: str) -> None:
    plant, told = PLANTED[what]
    plant(arabic)
    assert {*refused()} == told


def approve(arabic: Path, english: str) -> None:
    """Two people's records of the present words, and the state that they give."""
    source = arabic / FOLDER / "form.po"
    [one] = [each for each in review.strings(source) if review.singular(each) == english]
    name = ("form", review.id_hash(one), review.source_hash(one))
    lines = {line.name: line for line in review.read_lines(review.review_path(source))}
    lines[name[:2]] = Reviewed(*name, "approved", "r2", "2030-06-04")
    review.write_lines(review.review_path(source), [*lines.values()])
    records = [Reviewed(*name, "checked", who, "2030-06-03") for who in ("r1", "r2")]
    review.write_lines(review.records_path(source), records)


def test_an_approved_sentence_whose_english_changed_is_refused_and_then_a_draft(arabic: Path) -> None:
    source, changed = arabic / FOLDER / "form.po", ASKED.replace("day or night", "night or day")
    approve(arabic, ASKED)
    assert refused() == []
    assert review.approved_strings(source) == {ASKED}
    text = source.read_text("utf-8")
    source.write_text(text.replace(ASKED, changed), "utf-8")
    assert review.approved_strings(source) == frozenset(), "at once, before anybody exported"
    assert "ar/form: the review is not of these words: run export" in refused()
    source.write_text(text, "utf-8")
    assert CliRunner().invoke(translations, ["export", "ar"]).exit_code == 0
    assert review.approved_strings(source) == {ASKED}, "export takes nothing away from what did not change"


def test_approved_words_that_change_are_refused_and_then_a_draft(arabic: Path) -> None:
    source = arabic / FOLDER / "form.po"
    approve(arabic, "Skip")
    said("Skip", "تجاوز", renewed=False)(arabic)
    assert refused() == ["ar/form: the review is not of these words: run export"]
    assert CliRunner().invoke(translations, ["export", "ar"]).exit_code == 0
    assert refused() == []
    assert review.approved_strings(source) == frozenset()


def test_a_folder_of_no_language_of_the_register_is_refused(arabic: Path) -> None:
    shutil.copytree(arabic, arabic.with_name("tlh"))
    assert "tlh: not in the register of languages" in CliRunner().invoke(translations, ["check"]).stderr
