"""Catalogues: what is in them, what is wrong with them, and who said that they are right."""

import os
import re
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from click.testing import CliRunner

from app.translations_cli import translations
from app.web import catalogues, locale, review
from app.web.checking import faults, faults_of, message_faults
from app.web.review import Reviewed
from app.web.said_wrongly import faults_of_words

DAYS = ("We delete our copy {days} day.", "We delete our copy {days} days.")


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the Arabic catalogue, the only one there is, as a service would edit it."""
    shutil.copytree(locale.TRANSLATIONS / "ar", tmp_path / "translations" / "ar")
    shutil.copy(locale.TRANSLATIONS / "same.tsv", tmp_path / "translations")
    for module in (locale, catalogues):
        monkeypatch.setattr(module, "TRANSLATIONS", tmp_path / "translations")
    yield tmp_path / "translations" / "ar" / "LC_MESSAGES" / "form.po"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def reviewed(source: Path, state: str, *people: str) -> tuple[list[Reviewed], list[Reviewed]]:
    """The review of the first string in one state, with the records of these people."""
    message = review.strings(source)[0]
    name = ("form", review.id_hash(message), review.source_hash(message))
    line = Reviewed(*name, state, people[-1] if people else "a", "2030-06-03")
    return [line], [Reviewed(*name, "checked", person, "2030-06-03") for person in people]


def test_every_catalogue_in_the_repository_is_complete_and_sound() -> None:
    assert faults() == []


def test_every_string_of_the_form_is_found_once() -> None:
    found = catalogues.source_strings("form")
    assert len(found) == len(set(found)) > 200
    assert "Leave now" in found


def test_every_string_of_a_skin_is_found_once() -> None:
    found = catalogues.source_strings("cover_plain")
    assert len(found) == len(set(found)) > 20
    assert {"Dates", "Christmas Day", "Power cut"} <= set(found)


def test_a_missing_string_is_a_fault(source: Path) -> None:
    edit(source, 'msgid "Skip"', 'msgid "Skipped"')
    found = list(faults_of(source, "form"))
    assert "not in the catalogue: Skip" in found
    assert "no longer in the source: Skipped" in found


def test_a_string_without_words_is_a_fault(source: Path) -> None:
    edit(source, 'msgid "Skip"\nmsgstr "تخطي"', 'msgid "Skip"\nmsgstr ""')
    assert "has no words yet: Skip" in list(faults_of(source, "form"))


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (Message("{worker} reads this.", "{wroker} يقرأ."), "other placeholders than the English"),
        (Message(DAYS, ("{days}", "يوم")), "other placeholders than the English"),
        (Message("Week 1 of %(year)s begins", "الأسبوع"), "other placeholders than the English"),
        (Message("Week 1 of %(year)s begins", "%(year)s 100 %"), "{, } or % beside what is filled in"),
        (Message("{worker} reads this.", "{worker} {0.real} يقرأ."), "{, } or % beside what is filled in"),
        (
            Message("Skip", "تخطي https://evil.example"),
            "an address or number that the English lacks",
        ),
        (Message("Skip", "تخطي evil.com"), "an address or number that the English lacks"),
        (
            Message("Skip", "اتصل 020 7946 0000"),
            "an address or number that the English lacks",
        ),
        (Message("Skip", "اتصل ٠٢٠٧٩٤٦"), "an address or number that the English lacks"),
        (Message("Skip", "تخطي {"), "{, } or % beside what is filled in"),
        (Message("Sent", "تم!"), "shouts"),
        (Message("Sent", "تم", flags=["fuzzy"]), "is marked as unsure"),
    ],
)
def test_a_string_that_would_mislead_is_a_fault(message: Message, fault: str) -> None:
    assert list(message_faults(message)) == [fault]


def test_a_term_said_otherwise_than_agreed_is_a_fault(source: Path) -> None:
    edit(source, 'msgstr "الشرطة"', 'msgstr "البوليس"')
    assert "“police” is not said as the glossary has it: the police" in list(faults_of(source, "form"))


def test_words_changed_by_hand_make_the_review_of_them_wrong(source: Path) -> None:
    edit(source, 'msgstr "تخطي"', 'msgstr "تجاوز"')
    assert "the review is not of these words: run export" in list(faults_of(source, "form"))


def test_export_changes_nothing_where_nothing_changed(source: Path) -> None:
    before = [path.read_bytes() for path in (source, review.review_path(source))]
    assert CliRunner().invoke(translations, ["export", "ar"]).exit_code == 0
    assert before == [path.read_bytes() for path in (source, review.review_path(source))]


def test_a_state_raised_in_git_without_its_records_is_a_fault(source: Path) -> None:
    edit(review.review_path(source), "\tdraft\t", "\tapproved\t")
    assert any("without the reviewers' records" in fault for fault in faults_of(source, "form"))
    assert CliRunner().invoke(translations, ["check"]).exit_code == 1


@pytest.mark.parametrize(
    ("state", "people"), [("checked", ()), ("approved", ("a",)), ("approved", ("a", "a"))]
)
def test_import_refuses_a_state_that_too_few_people_gave(
    source: Path, tmp_path: Path, state: str, people: tuple[str, ...]
) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir()
    shutil.copy(source, folder / "form.po")
    lines, records = reviewed(source, state, *people)
    review.write_lines(folder / "review.tsv", lines)
    review.write_lines(folder / "records.tsv", records)
    before = review.review_path(source).read_bytes()
    result = CliRunner().invoke(translations, ["import", "ar", str(folder)])
    assert result.exit_code == 1
    assert review.review_path(source).read_bytes() == before


def test_import_takes_words_and_what_two_people_approved(source: Path, tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir()
    shutil.copy(source, folder / "form.po")
    edit(folder / "form.po", 'msgstr "تخطي"', 'msgstr "تجاوز"')
    lines, records = reviewed(source, "approved", "a", "b")
    review.write_lines(folder / "review.tsv", lines)
    review.write_lines(folder / "records.tsv", records)
    assert CliRunner().invoke(translations, ["import", "ar", str(folder)]).exit_code == 0
    assert list(faults_of(source, "form")) == []
    assert review.approved_strings(source) == {review.singular(review.strings(source)[0])}
    assert 'msgstr "تجاوز"' in source.read_text("utf-8")


def test_a_locale_that_is_not_registered_is_refused() -> None:
    assert CliRunner().invoke(translations, ["export", "xx"]).exit_code == 2


def test_what_root_compiled_the_services_own_user_can_read(source: Path) -> None:
    before = os.umask(0o077)  # as every command of ours has it
    try:
        made = catalogues.compile_text(source)
        assert stat.S_IMODE(made.stat().st_mode) == 0o644
        made.chmod(0o600)  # as an earlier version left it
        assert stat.S_IMODE(catalogues.compile_text(source).stat().st_mode) == 0o644
    finally:
        os.umask(before)


def test_no_compiled_catalogue_is_ever_committed() -> None:
    assert "*.mo" in (locale.TRANSLATIONS.parent / ".gitignore").read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    ("code", "english", "words", "fault"),
    [
        ("pl", "Skip", "Skip", "still in English"),
        ("pl", "Skip", "P\u043eми\u0144", "letters of another way of writing (и м о)"),
        ("ar", "Skip", "تخطي\u2066", "a direction that is opened and not closed"),
        ("ar", "Skip", "\u2069تخطي\u2066", "a direction that is opened and not closed"),
        ("ar", "Skip", "تخطي\u202eabc", "a letter that nobody sees"),
        *(
            ("ar", "Skip", f"تخ{letter}طي", "a letter that nobody sees")
            for letter in "\u200b\u2060\u180e\ufeff"
        ),
        ("ar", "Call", "0800 1111 اتصل", "not held together among letters of the other direction: 0800 1111"),
        ("tr", "One\ntwo", "Bir iki", "other markup or lines than the English"),
    ],
)
def test_what_can_be_seen_without_knowing_the_language_is_a_fault(
    code: str, english: str, words: str, fault: str
) -> None:
    assert list(faults_of_words(locale.locale_of(code), english, words)) == [fault]


def test_a_name_and_what_is_held_together_are_none() -> None:
    assert not list(faults_of_words(locale.locale_of("pl"), "BSL", "BSL"))
    assert not list(faults_of_words(locale.locale_of("ar"), "Call", "اتصل \u20660800 1111\u2069"))
    assert not list(faults_of_words(locale.locale_of("ar"), "Home Office", "وزارة الداخلية Home Office"))


def test_a_telling_word_in_an_everyday_app_is_a_fault(source: Path) -> None:
    cover = source.with_name("cover_plain.po")
    text = cover.read_text("utf-8")
    edit(cover, text[text.rindex('msgstr "') :], 'msgstr "ملجأ"\n')
    assert any("tells what this is" in fault for fault in faults_of(cover, "cover_plain"))


def test_another_rule_for_plural_forms_is_a_fault(source: Path) -> None:
    edit(source, "nplurals=6", "nplurals=2")
    assert any("plural forms" in fault for fault in faults_of(source, "form"))


def test_the_check_says_how_far_each_language_is(source: Path) -> None:
    assert source.is_file()
    told = CliRunner().invoke(translations, ["check"]).output
    assert re.search(r"(?m)^ar +6/6( +\d+){6}  no +calculator list plain recipes$", told)
