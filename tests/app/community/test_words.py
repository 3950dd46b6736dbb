"""The words of an organisation's own pages."""

import pytest

from app.community import words


def test_what_other_rooms_put_into_the_frame_is_said_in_arabic_too():
    assert [text for text in words.FRAME if words.say("ar", text) == text] == []


@pytest.mark.parametrize(
    ("languages", "offered"),
    [
        (("ar", "en"), ["ar", "en"]),
        (("en", "ar"), ["ar", "en"]),
        (("pl", "xx"), ["pl", "en"]),
        (("xx", "yy"), ["en"]),
        ((), ["en"]),
    ],
)
def test_pages_are_offered_in_the_organisations_languages_that_have_words_and_in_english(languages, offered):
    assert [one.code for one in words.spoken(languages)] == offered


def test_arabic_is_a_draft_until_people_approved_it_and_english_is_none():
    assert words.draft("ar")
    assert not words.draft("en")
