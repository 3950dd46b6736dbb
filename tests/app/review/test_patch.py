"""From the product into the catalogues and back: what people said, nothing else, and nobody's forgery."""

from dataclasses import replace

import pytest
from click.testing import CliRunner

from app.review.patch import changed, write_patch
from app.review.rules import APPROVED, CHECKED, DRAFT
from app.translations_cli import translations
from app.web import review
from app.web.checking import faults_of
from app.web.locale import locale_of
from app.web.taking_in import NotTaken, take_in
from tests.app.review.conftest import CODE

PLAIN, OTHER, FILLED = "Skip", "Next", "About {0} letters left"


@pytest.fixture
def patch(desk, tmp_path):
    """One string that two people approve in other words, and one that one of them checked."""
    desk.write(desk.one, PLAIN, "تجاوز")
    desk.agree(desk.elsewhere, PLAIN)
    desk.agree(desk.one, OTHER)
    assert write_patch(desk.db, CODE, tmp_path / "patch") == 2
    return tmp_path / "patch"


def state_in(folder, english):
    source = folder / "LC_MESSAGES" / "form.po"
    lines = {line.name: line for line in review.read_lines(review.review_path(source))}
    found = next(one for one in review.strings(source) if review.singular(one) == english)
    return lines["form", review.id_hash(found)].state


def forge(patch, name, change):
    lines = [change(line) for line in review.read_lines(patch / name)]
    review.write_lines(patch / name, [line for line in lines if line])


def test_the_patch_is_what_import_takes_and_the_check_is_content(desk, folder, patch):
    assert CliRunner().invoke(translations, ["import", CODE, str(patch)]).exit_code == 0
    assert (state_in(folder, PLAIN), state_in(folder, OTHER)) == (APPROVED, CHECKED)
    assert list(faults_of(folder / "LC_MESSAGES" / "form.po", "form")) == []
    assert desk.item(PLAIN).now.state == APPROVED
    assert changed(desk.db, CODE) == []


@pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
def test_reviewers_stand_in_it_by_drawn_names_only(desk, patch):
    said = "".join(path.read_text("utf-8") for path in patch.iterdir())
    for who in (desk.one, desk.elsewhere):
        assert desk.alias(who) in said
        assert not any(own in said for own in (str(who.id), who.display_name, who.email, who.id.hex))


@pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
def test_the_command_writes_the_same_patch(staff_app, desk, patch, tmp_path):
    again, service = tmp_path / "again", staff_app.app_context
    told = CliRunner().invoke(
        translations, ["export", CODE, "--reviewed", str(again)], obj=service, catch_exceptions=False
    )
    assert told.output.startswith("2 strings")
    assert {path.name: path.read_bytes() for path in again.iterdir()} == {
        path.name: path.read_bytes() for path in patch.iterdir()
    }


@pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
def test_a_question_takes_an_approved_string_back_to_a_draft(desk, folder, patch, tmp_path):
    take_in(locale_of(CODE), patch)
    desk.ask(desk.two, PLAIN)
    write_patch(desk.db, CODE, tmp_path / "second")
    take_in(locale_of(CODE), tmp_path / "second")
    assert state_in(folder, PLAIN) == DRAFT
    assert state_in(folder, OTHER) == CHECKED


def same_person(line):
    return replace(line, reviewer="ab12")


FORGERIES = {
    "one person twice": ("records.tsv", same_person),
    "one person in two spellings": (
        "records.tsv",
        lambda line: replace(line, reviewer=f"Ab12{' ' * (line.reviewer > 'r8')}"),
    ),
    "no records": ("records.tsv", lambda line: None),
    "records of other words": ("records.tsv", lambda line: replace(line, source="0" * 16)),
    "records that nobody made": ("records.tsv", lambda line: replace(line, state=DRAFT)),
    "a state for other words": ("review.tsv", lambda line: replace(line, source="0" * 16)),
    "a state that there is not": ("review.tsv", lambda line: replace(line, state="final")),
    "checked said to be approved": ("review.tsv", lambda line: replace(line, state=APPROVED)),
    "a day that there is not": ("review.tsv", lambda line: replace(line, date="yesterday")),
}


@pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
def test_a_forged_patch_is_refused_whole(desk, folder, patch):
    files = [folder / "LC_MESSAGES" / "form.po", folder / "review.tsv"]
    before, genuine = [path.read_bytes() for path in files], {p: p.read_bytes() for p in patch.iterdir()}
    for forgery, (name, change) in FORGERIES.items():
        forge(patch, name, change)
        refused = CliRunner().invoke(translations, ["import", CODE, str(patch)])
        assert refused.exit_code == 1, forgery
        assert [path.read_bytes() for path in files] == before, forgery
        assert not (folder / "records.tsv").exists(), forgery
        for path, content in genuine.items():
            path.write_bytes(content)
    take_in(locale_of(CODE), patch)


@pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("form.po", 'msgstr "تجاوز"', 'msgstr "تجاوز!"'),
        ("form.po", 'msgstr "تجاوز"', "msgstr تجاوز"),
        ("review.tsv", "domain\t", "d\t"),
        ("records.tsv", "\treviewer", ""),
    ],
)
def test_a_broken_patch_is_refused_in_words(desk, patch, name, old, new):
    text = (patch / name).read_text("utf-8")
    assert old in text
    (patch / name).write_text(text.replace(old, new), "utf-8")
    with pytest.raises(NotTaken):
        take_in(locale_of(CODE), patch)


@pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
def test_no_record_is_kept_in_stock_for_words_that_may_come(desk, folder, patch):
    found = desk.item(FILLED).entry
    review.write_lines(
        patch / "records.tsv",
        [
            *review.read_lines(patch / "records.tsv"),
            *(review.Reviewed(*found.key, "f" * 16, CHECKED, who, "2030-06-03") for who in ("a", "b")),
        ],
    )
    take_in(locale_of(CODE), patch)
    assert {line.source for line in review.read_lines(folder / "records.tsv")} == {
        desk.item(english).now.of for english in (PLAIN, OTHER)
    }


def test_a_folder_without_a_catalogue_is_said(tmp_path):
    with pytest.raises(NotTaken, match="no DOMAIN"):
        take_in(locale_of(CODE), tmp_path)
