"""Which language words look to be in: the form's where they are few, another only where it is plain."""

import re

import pytest
from flask import Flask

from app.desk.language import NEAR, language_of, language_of_all, written_in
from tests.app.desk.team import VIEWS, Team, client_for
from tests.app.desk.test_pages import quiet
from tests.live import ROOT

POLISH = "Boję się wracać do domu, bo on tam jest."
ENGLISH = "Please do not come to my work."


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("I want a door that locks, please.", "en", ("en", "English", True)),
        ("Boję się wracać do domu, bo on tam jest.", "en", ("pl", "Polish", True)),
        ("Boję się wracać do domu, bo on tam jest.", "pl", ("pl", "Polish", True)),
        ("لا تتصلوا بي في العمل من فضلك", "ar", ("ar", "Arabic", True)),
        ("لا تتصلوا بي في العمل من فضلك", "en", ("ar", "Arabic", True)),
        ("আমি আমার বাড়িতে নিরাপদে থাকতে চাই", "bn", ("bn", "Bengali", True)),
        ("我想要一个能锁上的门我不想让他进来", "en", ("zh", "Chinese", True)),
        ("hurt me", "ar", ("ar", "Arabic", False)),
        ("🙂 🙂 🙂 🙂 !!!! ....", "so", ("so", "Somali", False)),
        ("", "pt-BR", ("pt", "Brazilian Portuguese", False)),
        ("12345 67890 12345 67890", "odd", ("odd", "odd", False)),
    ],
)
def test_a_text_is_called_by_what_it_looks_to_be(
    text: str, form: str, expected: tuple[str, str, bool]
) -> None:
    found = language_of(text, form)
    name = expected[1] if form != "pt-BR" else found.name
    assert (found.code, found.name, found.sure) == (expected[0], name, expected[2])


def test_several_texts_are_one_language_unless_they_plainly_are_not() -> None:
    assert language_of_all([ENGLISH, "ok"], "en").name == "English"
    assert language_of_all([POLISH, POLISH], "en") == language_of(POLISH, "en")
    mixed = language_of_all([ENGLISH, POLISH], "en")
    assert (mixed.code, mixed.name, mixed.sure) == ("mul", "English and Polish", True)


def of_a_form(code: str) -> str:
    text = (ROOT / "translations" / code / "LC_MESSAGES" / "form.po").read_text(encoding="utf-8")
    return max(re.findall(r'^msgstr "(.+)"$', text, re.MULTILINE), key=len)


@pytest.mark.parametrize("form", sorted(set(NEAR) - {"syl", "bfi"}))
def test_words_in_a_language_that_the_model_does_not_know_are_called_by_no_neighbour(form: str) -> None:
    assert language_of(of_a_form(form), form).code == form
    assert written_in(of_a_form(form), form) == form


def test_beside_each_answer_stands_its_language_where_it_is_not_the_forms(
    staff_app: Flask, team: Team
) -> None:
    case_id, link = team.open()
    answers = {"not": {"c": [], "t": ENGLISH}, "want": {"c": [], "t": POLISH}, "worry": {"c": [], "t": "ok"}}
    team.send(link, VIEWS | {"lang": "en", "a": answers})
    page = client_for(quiet(staff_app), team, team.idva).post(f"/staff/cases/{case_id}/views").text
    assert "form in English, her words look to be English and Polish" in page
    hers = re.findall(r'<blockquote class="hers-words" lang="(\w+)" dir="auto">(.*?)</blockquote>', page)
    assert hers == [("en", ENGLISH), ("pl", POLISH), ("en", "ok")]
    assert re.findall(r"looks to be (\w+)", page[page.index(POLISH) :]) == ["Polish"]
    assert "looks to be" not in page[: page.index(POLISH)]


def test_one_answer_in_another_language_can_be_translated_and_says_so_on_the_sheet(
    staff_app: Flask, team: Team
) -> None:
    case_id, link = team.open()
    answers = {"not": {"c": [], "t": ENGLISH}, "want": {"c": [], "t": POLISH}}
    team.send(link, VIEWS | {"lang": "en", "a": answers})
    client = client_for(quiet(staff_app), team, team.idva)
    assert "Send to a translator" in client.post(f"/staff/cases/{case_id}/views").text
    sheet = client.post(f"/staff/cases/{case_id}/sheet").text
    assert sheet.count("In her own words (Polish). Not translated yet.") == 1
    assert 'name="english"' in client.post(f"/staff/cases/{case_id}/wording").text
