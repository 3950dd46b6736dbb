"""What an IDVA may choose of the page and of the code: what exists, and nothing more."""

import re
from dataclasses import replace

import pytest
from flask import Flask

from app.cases.choices import pair_exists, words_exist
from app.entry import service as entry
from tests.app.cases.test_pages import case_in, fields
from tests.app.desk.team import Team


def demonstration(staff_app: Flask) -> None:
    staff_app.config["BEFOREHAND"] = replace(staff_app.config["BEFOREHAND"], demo=True)


def test_each_app_says_what_it_is_for_whom_it_would_be_odd_and_its_languages(browser) -> None:
    page = browser.get("/staff/cases/new").text
    for skin in entry.skins():
        told = entry.skin_data(skin)
        assert told["said"] in page
        assert told["odd"] in page
    held = re.findall(r"languages.*?</summary>([^<]+)</details>", page)
    assert len(held) == len(entry.skins())
    assert all(each.startswith("English, ") and "Arabic · العربية" in each.split(", ") for each in held)


@pytest.mark.parametrize(("skin", "cover"), [("recipes", "yo"), ("no such app", "en"), (None, "en")])
def test_an_app_that_is_not_there_in_a_language_is_no_pair(skin, cover: str) -> None:
    assert not pair_exists(skin, cover)


def test_words_are_not_offered_while_no_list_is_reviewed(browser, team: Team) -> None:
    page = browser.get("/staff/cases/new").text
    assert "Two words for a code" not in page
    case_id = case_in(page)
    typed = fields(team, words="y", interpreter="Agency 12")
    refused = browser.post(f"/staff/cases/{case_id}/open", data=typed)
    assert refused.status_code == 400
    assert "There are no two words for this app and language" in refused.text
    assert "Agency 12" in refused.text


def test_a_demonstration_draws_two_words_from_a_draft_and_says_so(staff_app, browser, team: Team) -> None:
    demonstration(staff_app)
    page = browser.get("/staff/cases/new").text
    assert "A draft that nobody has reviewed" in page
    case_id = case_in(page)
    typed = fields(team, words="y", duress="y", form_locale="ar", skin="recipes")
    shown = browser.post(f"/staff/cases/{case_id}/open", data=typed).text
    listed = entry.words_in("ar", drafts=True).words
    codes = re.findall(
        r'<p class="said-code pair" lang="ar" dir="rtl" id="(?:duress-)?code">(\S+) (\S+)</p>', shown
    )
    assert len(codes) == 2
    assert {word for pair in codes for word in pair} <= set(listed)
    assert "Spell the two words back to me." in shown
    again = browser.post(f"/staff/cases/{case_id}/hand-over/draw").text
    assert 'class="said-code pair"' in again
    assert not any(word in again for word in codes[0])


@pytest.mark.parametrize(
    ("skin", "form"), [("calculator", "en"), ("no such app", "en"), (None, "en"), ("plain", "yo")]
)
def test_there_are_no_two_words_without_a_box_or_a_list_of_the_language(
    staff_app: Flask, skin: str | None, form: str
) -> None:
    demonstration(staff_app)
    with staff_app.app_context():
        assert words_exist("plain", "en")
        assert not words_exist(skin, form)


def test_the_choice_of_words_is_kept_with_the_draft(staff_app, browser, team: Team) -> None:
    demonstration(staff_app)
    case_id = case_in(browser.get("/staff/cases/new").text)
    browser.post(f"/staff/cases/{case_id}/draft", data=fields(team, words="y", skin="list"))
    page = browser.get(f"/staff/cases/{case_id}/open").text
    assert re.search(r'<input[^>]*checked[^>]*name="words"', page)
    assert "looks like: shopping list; code: two words" in page
