"""A symbol for each question of the Easy Read form, and for no other."""

import json
import re
from dataclasses import replace

import pytest

from app.entry import form_json
from app.entry.pictures import LINES, picture
from app.entry.texts import DOMAIN
from app.web.catalogues import read
from app.web.locale import available, catalogue_path, locale_of
from tests.links import for_many
from tests.walk import ANYONE

EASY = "en-x-easyread"
MOST_WORDS = 16  # in a sentence of it


@pytest.mark.parametrize("kind", ["live", "harmless"])
@pytest.mark.parametrize("facts", [ANYONE, replace(ANYONE, after=True), for_many(ANYONE)])
def test_every_screen_and_card_of_easy_read_has_its_symbol(facts, kind):
    form = form_json.form_data(EASY, facts, kind)
    cards = json.loads(form_json.cards_json(EASY, facts, kind))["cards"]
    assert [one["id"] for one in (*form["screens"], *cards) if "pic" not in one] == []


def test_no_other_form_has_any_but_that_of_whoever_signs():
    for locale in available(DOMAIN):
        has = '"pic"' in form_json.form_json(locale.code, ANYONE).decode()
        assert has == (locale.catalogue == EASY), locale.code


def test_a_symbol_is_small_asks_nobody_and_stays_within_its_box():
    for name, lines in LINES.items():
        assert len(picture(name)) < 360, name
        assert not re.search(r"[#<>&\"']", lines), name
        assert all(float(number) <= 24 for number in re.findall(r"\d+(?:\.\d+)?", lines)), name


def test_its_sentences_are_short():
    catalogue = read(catalogue_path(locale_of(EASY), DOMAIN))
    said = [
        form
        for one in catalogue
        if one.id
        for form in ([one.string] if isinstance(one.string, str) else one.string)
    ]
    sentences = [each for text in said for each in re.split(r"(?<=[.?:;]) ", text)]
    assert [each for each in sentences if len(each.split()) > MOST_WORDS] == []
